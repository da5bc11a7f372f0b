import Dispatching
import Grid

/// What a crew takes along: one page of plain text a crew, stops in driving order.
struct CrewSheets {
    let layout: BoardLayout
    let ruler: Ruler

    init(_ layout: BoardLayout, ruler: Ruler = .standard) {
        self.layout = layout
        self.ruler = ruler
    }

    /// Crews with stops, each a page.
    var text: String {
        let pages = layout.crews.filter { !$0.stops.isEmpty }.map(page)
        return pages.isEmpty ? layout.words("sheet.none") : pages.joined(separator: "\n\n")
    }

    private func page(_ row: BoardLayout.CrewRow) -> String {
        let words = layout.words
        let phone = layout.day.crews.first { $0.name == row.crew }?.phone ?? ""
        var lines = [
            "\(layout.title)  \(row.crew)  \(row.leader) \(phone)",
            words("sheet.summary", ["n": .int(row.stops.count), "load": .string(row.loadText), "end": .string(row.end.map(RosterWords.clock) ?? "")]),
        ]
        if !layout.day.pending.isEmpty { lines.append(words("sheet.draft")) }
        for (index, stop) in row.stops.enumerated() {
            guard let entry = layout.day.byNumber[stop.visit] else { continue }
            let o = entry.order
            let seq = ruler.fit("\(index + 1).", 3)
            lines.append(
                "\(seq) \(RosterWords.clock(stop.start)) \(words.half(stop.isMorning ? "AM" : "PM")) \(ruler.fit(stop.name, 10)) "
                    + [o["phone"].string, o["district"].string, o["address"].string].compactMap { $0 }.joined(separator: " "))
            let goods = OrderLines(o).all.map { $0.quantity == 1 ? $0.product : "\($0.product)x\($0.quantity)" }.joined(separator: " ")
            lines.append("    " + [goods, o["remark"].string].compactMap { $0 }.joined(separator: "  "))
        }
        return lines.joined(separator: "\n")
    }

    /// `paidan-delivery-2026-11-24.txt`
    static func fileName(_ kind: CaseKind, _ date: LocalDay) -> String {
        "paidan-\(kind.work)-\(date).txt"
    }
}
