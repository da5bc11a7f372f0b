import Desk
import Dispatching
import Grid
import Pinyin
import Storage

/// Today's last scope: what I was told by the manual, newest first. Looking at it is what marks it as read.
@MainActor
final class ToldView {
    unowned let context: any AppContext
    private(set) var rows: [ToldRow] = []
    private(set) var shown: [ToldRow] = []
    var list = ListState<ToldRow.ID>()
    private var search = ListFilter()
    var filter: TextField? { search.field }
    /// As it was when the list was opened: what is new stays marked as new while it is read.
    private var readUntil: Instant?
    private var isOpen = false
    private let follow: @MainActor () -> Void

    /// - Parameter follow: the case beside the list shows another one.
    init(_ context: any AppContext, follow: @escaping @MainActor () -> Void) {
        self.context = context
        self.follow = follow
    }

    func reload() {
        context.load("told", { try $0.told() }) { [weak self] told in self?.take(told) }
    }

    func close() { isOpen = false }

    private func take(_ told: ToldList) {
        let isFirst = !isOpen
        if isFirst { readUntil = told.readUntil }
        isOpen = true
        rows = told.rows
        refresh()
        if isFirst { list.moveToFirst() }
        // Written only when there is something newer than what was read: no desk is woken for nothing.
        if let newest = rows.first?.at, told.readUntil.map({ $0 < newest }) ?? true {
            context.attempt({ try $0.readTold(until: newest) }) { [context] result in
                if case .failure(let error) = result { context.say(context.wording.sentence(error, zone: context.zone), .warn) }
            }
        }
        follow()
    }

    private func refresh() {
        let query = SearchKey.normalise(filter?.text ?? "")
        shown = query.isEmpty ? rows : rows.filter { matches($0, query) }
        list.refresh(shown.map(\.id))
    }

    private func matches(_ row: ToldRow, _ query: String) -> Bool {
        SearchKey(name: row.row.customer, phone: row.row.phone).matches(query)
            || SearchKey.normalise(row.row.number + row.row.duty.key.rule + row.byName).contains(query)
    }

    func isNew(_ row: ToldRow) -> Bool { row.by != context.person.login && readUntil.map { row.at > $0 } ?? true }

    var selected: ToldRow? {
        guard !shown.isEmpty, list.selectedIndex < shown.count else { return nil }
        return shown[list.selectedIndex]
    }

    // MARK: Keys

    var wantsText: Bool { search.isTyping }

    var typing: [Binding]? {
        search.isTyping ? filterBindings { [unowned self] keep in
            if search.end(keep: keep) { refresh() }
            follow()
        } : nil
    }

    func startFilter() { search.start() }

    /// Ends the filter; false when there is none.
    func clear() -> Bool {
        guard filter != nil else { return false }
        if search.end(keep: false) { refresh() }
        follow()
        return true
    }

    func handle(_ input: Input) -> Bool {
        if search.isTyping {
            switch search.handle(input) {
            case .ended(let cleared): if cleared { refresh() }
            case .changed: refresh()
            case .moves: _ = list.handleMoves(input)
            case .kept: return true
            case .unused: return false
            }
        } else if !list.handleMoves(input) {
            return false
        }
        follow()
        return true
    }
}
