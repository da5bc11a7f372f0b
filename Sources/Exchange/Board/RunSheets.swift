import Desk
import Dispatching
import Grid
import Rostering

/// What goes out of a run on paper: a page for each crew in driving order, and the warehouse's list (M-F1) in the order of loading, what is delivered last going in first.
public struct RunSheets: Sendable {
    public enum Kind: String, Sendable, CaseIterable { case crews, warehouse }

    let board: RunBoard
    let words: RosterWords
    /// Only this crew; nil: all that drive.
    let crew: String?
    let ruler: Ruler

    public init(_ board: RunBoard, words: RosterWords, crew: String? = nil, ruler: Ruler = .standard) {
        self.board = board
        self.words = words
        self.crew = crew
        self.ruler = ruler
    }

    private struct Stop {
        let number: Int
        let stop: Rostering.Stop
        let entry: GateEntry
    }

    private struct Route {
        let crew: CrewRecord
        let evaluation: RouteEvaluation
        let stops: [Stop]
    }

    private var routes: [Route] {
        board.input.crews.compactMap { record in
            guard crew == nil || crew == record.name, let route = board.evaluation.routes[record.name], !route.stops.isEmpty else { return nil }
            let stops = route.stops.enumerated().compactMap { index, stop in board.input.byNumber[stop.job].map { Stop(number: index + 1, stop: stop, entry: $0) } }
            return Route(crew: record, evaluation: route, stops: stops)
        }
    }

    /// Something on it has not been published: paper that looks valid and is not would be worse than none.
    public var isDraft: Bool { !board.run.has("published") || !board.changes.isEmpty }

    private func load(_ route: Route) -> String {
        guard let capacity = route.crew.capacityLitres, capacity > 0 else { return words("stops", ["n": .int(route.stops.count)]) }
        return "\(Int((Double(route.evaluation.load) / Double(capacity) * 100).rounded()))%"
    }

    private func goods(_ entry: GateEntry) -> [OrderLines.Line] {
        OrderLines(entry.order).all.filter { line in
            switch board.input.kind {
            case .deliveryRun: line.state == "CHECKED_OK"
            case .installRun: line.install
            default: true
            }
        }
    }

    private func half(_ stop: Stop) -> String { words.half(board.half(of: stop.stop)) }
    private func clock(_ stop: Stop) -> String { RosterWords.clock(stop.stop.start) }
    private func text(_ entry: GateEntry, _ field: String) -> String { entry.order[field].string ?? "" }

    /// What the visit's own case says goes before what stands on the order: a service call tells its problem itself.
    private func remark(_ entry: GateEntry) -> String {
        [entry.visit["problem"].string, entry.visit["remark"].string ?? entry.order["remark"].string].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    // MARK: Text

    /// Pages with a blank line between them; a form feed would be swallowed by most terminals.
    public func text(_ kind: Kind) -> String {
        let pages = routes.map { kind == .crews ? crewPage($0) : warehousePage($0) }
        return pages.isEmpty ? words("sheet.none") : pages.joined(separator: "\n\n")
    }

    private func head(_ route: Route, _ title: String) -> [String] {
        var lines = [
            "\(title)  \(route.crew.name)  \(route.crew.leader) \(route.crew.phone)",
            words("sheet.summary", ["n": .int(route.stops.count), "load": .string(load(route)), "end": .string(RosterWords.clock(route.evaluation.end))]),
        ]
        if isDraft { lines.append(words("sheet.draft")) }
        return lines
    }

    private var date: Value { .string("\(board.input.date) " + words("weekday.\(board.input.date.weekday)")) }

    private func crewPage(_ route: Route) -> String {
        var lines = head(route, words("title." + board.input.kind.work, ["date": date]))
        for stop in route.stops {
            let e = stop.entry
            lines.append(
                "\(ruler.fit("\(stop.number).", 3)) \(clock(stop)) \(half(stop)) \(ruler.fit(text(e, "customer"), 10)) "
                    + [text(e, "phone"), text(e, "phone2"), text(e, "district"), text(e, "address")].filter { !$0.isEmpty }.joined(separator: " "))
            let things = goods(e).map { $0.quantity == 1 ? $0.product : "\($0.product)x\($0.quantity)" }.joined(separator: " ")
            let rest = [things, remark(e)].filter { !$0.isEmpty }.joined(separator: "  ")
            if !rest.isEmpty { lines.append("    " + rest) }
        }
        return lines.joined(separator: "\n")
    }

    private func warehousePage(_ route: Route) -> String {
        var lines = head(route, words("sheet.warehouse", ["date": date]))
        lines.append(words("sheet.loading"))
        for stop in route.stops.reversed() {
            let e = stop.entry
            lines.append(
                "\(ruler.fit("\(stop.number).", 3)) \(half(stop)) \(ruler.fit(text(e, "customer"), 10)) \(e.order.number)  "
                    + [text(e, "phone"), text(e, "district"), text(e, "address")].filter { !$0.isEmpty }.joined(separator: " "))
            for line in goods(e) {
                let size = line.litres > 0 ? "  " + words("litres", ["n": .int(line.litres)]) : ""
                lines.append("    [ ] \(ruler.fit(line.product, 20)) x\(ruler.fit(String(line.quantity), 3)) \(words("pieces", ["n": .int(line.pieces * line.quantity)]))\(size)  \(line.sku)")
            }
            if !remark(e).isEmpty { lines.append("    " + words("remark", ["text": .string(remark(e))])) }
        }
        return lines.joined(separator: "\n")
    }

    // MARK: CSV

    /// With a byte order mark and guarded formulas: it is opened in a spreadsheet.
    public func csv(_ kind: Kind) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: true, guardsFormulas: true)
        switch kind {
        case .crews:
            writer.write(header(["date", "crew", "leader", "leaderPhone", "stop", "time", "half", "visit", "customer", "phone", "district", "address", "goods", "pieces", "litres", "remark"]))
            for route in routes { for stop in route.stops { writer.write(crewRow(route, stop)) } }
        case .warehouse:
            writer.write(header(["date", "crew", "loading", "stop", "half", "order", "customer", "phone", "address", "product", "sku", "quantity", "pieces", "litres", "remark"]))
            for route in routes {
                var number = 0
                for stop in route.stops.reversed() {
                    for line in goods(stop.entry) {
                        number += 1
                        writer.write(warehouseRow(route, stop, line, number))
                    }
                }
            }
        }
        return writer.bytes
    }

    private func header(_ keys: [String]) -> [String] { keys.map { words("sheet.column.\($0)") } }

    private func crewRow(_ route: Route, _ stop: Stop) -> [String] {
        let e = stop.entry, lines = OrderLines(goods(e))
        let start = [board.input.date.description, route.crew.name, route.crew.leader, route.crew.phone, String(stop.number), clock(stop), half(stop), e.visit.number]
        let whom = [text(e, "customer"), text(e, "phone"), text(e, "district"), text(e, "address")]
        return start + whom + [lines.summary, String(lines.pieces), String(lines.litres), remark(e)]
    }

    private func warehouseRow(_ route: Route, _ stop: Stop, _ line: OrderLines.Line, _ number: Int) -> [String] {
        let e = stop.entry
        let start = [board.input.date.description, route.crew.name, String(number), String(stop.number), half(stop), e.order.number]
        let whom = [text(e, "customer"), text(e, "phone"), text(e, "district") + text(e, "address")]
        return start + whom + [line.product, line.sku, String(line.quantity), String(line.pieces * line.quantity), String(line.litres), remark(e)]
    }

    // MARK: Files

    /// `paidan-delivery-2026-11-24.txt`, `paidan-delivery-2026-11-24-warehouse.csv`
    public static func fileName(_ run: CaseKind, _ date: LocalDay, _ kind: Kind, csv: Bool) -> String {
        "paidan-\(run.work)-\(date)\(kind == .warehouse ? "-warehouse" : "").\(csv ? "csv" : "txt")"
    }

    /// Everything that a run hands out, by file name.
    public var files: [(name: String, bytes: [UInt8])] {
        Kind.allCases.flatMap { kind in
            [
                (RunSheets.fileName(board.input.kind, board.input.date, kind, csv: false), Array((text(kind) + "\n").utf8)),
                (RunSheets.fileName(board.input.kind, board.input.date, kind, csv: true), csv(kind)),
            ]
        }
    }
}
