/// Where a person is in a list: selection, marks and scroll position, all by the rows' identity, so that a refresh from
/// another desk moves nothing under the eyes.
///
/// Holds at all times: in a list that is not empty, the selection is one of its rows and inside the window.
public struct ListState<ID: Hashable & Sendable>: Sendable {
    /// The rows in their present order.
    public private(set) var ids: [ID] = []
    public private(set) var selection: ID?
    /// The place of the selection in `ids`; 0 in an empty list.
    public private(set) var selectedIndex = 0
    /// The first row of the window.
    public private(set) var top = 0
    /// Rows that fit into the window.
    public private(set) var height = 1
    /// Marks outlive a filter that hides their rows.
    public private(set) var marks: Set<ID> = []
    /// Where a range of marks begins.
    private var rangeStart: ID?
    /// Rows kept visible above and below the selection.
    public var margin = 2

    public init(_ ids: [ID] = []) { refresh(ids) }

    public var isEmpty: Bool { ids.isEmpty }

    /// The rows in the window.
    public var visible: Range<Int> { top..<min(ids.count, top + height) }

    // MARK: Refreshing

    /// The list changed: rows came, went or changed places. The selected row stays selected and on its line of the
    /// window; when it is gone, the nearest row that was below it is selected, or else above it.
    public mutating func refresh(_ new: [ID]) {
        let line = selectedIndex - top
        let old = ids
        ids = new
        guard !new.isEmpty else {
            // The selection is kept in mind: an empty moment (a filter half typed) should not lose the place.
            selectedIndex = 0
            top = 0
            return
        }
        selectedIndex = place(old: old)
        selection = new[selectedIndex]
        top = selectedIndex - line
        settle()
    }

    private func place(old: [ID]) -> Int {
        guard let selection else { return min(selectedIndex, ids.count - 1) }
        if let index = ids.firstIndex(of: selection) { return index }
        guard selectedIndex < old.count, old[selectedIndex] == selection else { return 0 }
        // Only now, the row being gone, is a table of all rows worth its time.
        var places: [ID: Int] = [:]
        places.reserveCapacity(ids.count)
        for (index, id) in ids.enumerated() { places[id] = index }
        for id in old[selectedIndex...] {
            if let index = places[id] { return index }
        }
        for id in old[..<selectedIndex].reversed() {
            if let index = places[id] { return index }
        }
        return min(selectedIndex, ids.count - 1)
    }

    // MARK: Moving

    /// Tells how many rows the window has; call it before drawing.
    public mutating func setHeight(_ rows: Int) {
        height = max(1, rows)
        settle()
    }

    public mutating func select(_ id: ID) {
        guard let index = ids.firstIndex(of: id) else { return }
        select(index: index)
    }

    public mutating func select(index: Int) {
        guard !ids.isEmpty else { return }
        selectedIndex = min(max(0, index), ids.count - 1)
        selection = ids[selectedIndex]
        settle()
    }

    public mutating func move(by rows: Int) { select(index: selectedIndex + rows) }
    public mutating func moveToFirst() { select(index: 0) }
    public mutating func moveToLast() { select(index: ids.count - 1) }

    /// A page keeps one row of the old one in sight, and the selection on its line.
    public mutating func pageDown() { page(by: max(1, height - 1)) }
    public mutating func pageUp() { page(by: -max(1, height - 1)) }

    private mutating func page(by rows: Int) {
        top += rows
        move(by: rows)
    }

    /// Scrolls the window (the mouse wheel); the selection follows only when it would leave the window.
    public mutating func scroll(by rows: Int) {
        guard !ids.isEmpty else { return }
        top = min(max(0, top + rows), max(0, ids.count - height))
        let margin = effectiveMargin
        let lowest = top == 0 ? 0 : top + margin
        let highest = top + height >= ids.count ? ids.count - 1 : top + height - 1 - margin
        select(index: min(max(selectedIndex, lowest), max(lowest, highest)))
    }

    /// The line of the window on which a row is shown.
    public func line(of index: Int) -> Int? { visible.contains(index) ? index - top : nil }

    private var effectiveMargin: Int { min(max(0, margin), (height - 1) / 2) }

    private mutating func settle() {
        let margin = effectiveMargin
        top = min(top, selectedIndex - margin)
        top = max(top, selectedIndex + margin - height + 1)
        top = max(0, min(top, ids.count - height))
    }

    // MARK: Marks

    public func isMarked(_ id: ID) -> Bool { marks.contains(id) }

    /// Marks on rows that the list does not show at present.
    public var hiddenMarkCount: Int { marks.isEmpty ? 0 : marks.subtracting(ids).count }

    /// The marked rows in the order of the list, then nothing of what is hidden; without marks the selected row.
    public var targets: [ID] {
        let shown = marks.isEmpty ? [] : ids.filter { marks.contains($0) }
        if !marks.isEmpty { return shown }
        return ids.isEmpty ? [] : [ids[selectedIndex]]
    }

    /// Marks or unmarks the selected row and starts a range there.
    public mutating func toggleMark() {
        guard !ids.isEmpty, let selection else { return }
        if marks.remove(selection) == nil { marks.insert(selection) }
        rangeStart = selection
    }

    /// Marks everything from the last toggled row to the selected one.
    public mutating func markRange() {
        guard !ids.isEmpty else { return }
        let start = rangeStart.flatMap { ids.firstIndex(of: $0) } ?? selectedIndex
        marks.formUnion(ids[min(start, selectedIndex)...max(start, selectedIndex)])
        rangeStart = selection
    }

    public mutating func mark(_ id: ID) { marks.insert(id) }

    public mutating func markAll() { marks.formUnion(ids) }

    /// Turns the marks of the rows shown around; hidden ones stay.
    public mutating func invertMarks() { marks.formSymmetricDifference(ids) }

    public mutating func clearMarks() { marks = [] }

    /// Forgets marks on rows that no longer exist anywhere.
    public mutating func dropMarks(where gone: (ID) -> Bool) {
        marks = marks.filter { !gone($0) }
    }
}
