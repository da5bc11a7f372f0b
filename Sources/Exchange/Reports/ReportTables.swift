import Dispatching
import Storage
import Wording

/// Makes the tables of the supervisor's reports, in the words of the playbook.
public struct ReportTables: Sendable {
    typealias Column = ReportTable.Column
    typealias Cell = ReportTable.Cell

    let wording: Wording
    let manual: Manual
    let now: Instant
    /// Login -> name.
    let people: [String: String]

    public init(wording: Wording, manual: Manual, now: Instant, people: [String: String] = [:]) {
        self.wording = wording
        self.manual = manual
        self.now = now
        self.people = people
    }

    // MARK: Cells

    func time(_ t: Instant?) -> Cell {
        guard let t else { return Cell("", .null) }
        let zone = manual.zone
        return Cell(wording.time(t, zone), .string(zone.iso(t)), full: "\(zone.day(of: t)) \(zone.timeOfDay(of: t))")
    }

    func day(_ day: LocalDay?) -> Cell {
        guard let day else { return Cell("", .null) }
        return Cell(String(day.description.dropFirst(5)), .string(day.description), full: day.description)
    }

    func number(_ n: Int) -> Cell { Cell(String(n), .int(n)) }

    /// `367` as 3.67.
    func hundredths(_ n: Int) -> Cell { Cell("\(n / 100).\(n % 100 / 10)\(n % 10)", .double(Double(n) / 100)) }

    /// `667` as 66.7 %.
    func percent(_ tenths: Int) -> Cell { Cell("\(tenths / 10).\(tenths % 10)%", .double(Double(tenths) / 10)) }

    func bar(_ tenths: Int) -> Cell { Cell(ShareBar.text(tenths: tenths, width: 12), .null) }

    func name(_ login: String) -> Cell { Cell(people[login] ?? (login == Workspace.console ? wording("history.console") : login), .string(login)) }

    func choice(_ stamp: String, _ field: String, _ value: String) -> Cell {
        guard case .choice(let options) = manual.playbook.form(for: stamp)?.field(field)?.kind, let option = options.first(where: { $0.value == value })
        else { return Cell(value) }
        return Cell(wording.label(option.label), .string(value))
    }

    func half(_ half: String?) -> Cell {
        guard let half else { return Cell("", .null) }
        return Cell(manual.playbook.fields["half_" + half].map { wording.label($0) } ?? half, .string(half))
    }

    func role(_ role: String) -> String { wording.label(manual.playbook.roleLabel(role)) }

    func flag(_ flag: Bool?) -> Cell { Cell(flag.map { wording($0 ? "report.yes" : "report.no") } ?? "", flag.map { .bool($0) } ?? .null) }
}
