import Desk
import Dispatching
import Exchange
import Storage
import Wording

/// What one view shows, read in the background and already in words.
struct SupervisorReading: Sendable {
    var table: ReportTable
    /// Of the overdue view: the rows of the table, and the counts behind its totals.
    var overdue: [OverdueRow] = []
    var groups: [OverdueGroup] = []
    /// Of a table that counts in the appraisal: when it was frozen, and by whom (A-40, B-52).
    var frozen: FrozenTable?

    /// Of the monitors' view: their codes, in the order of the rows.
    var monitors: [String] = []

    /// More rows than anybody reads on a screen; the totals count all.
    static let limit = 500

    static func read(_ desk: Desk, _ view: SupervisorView, filter: OverdueFilter, month: Month, wording: Wording) throws -> SupervisorReading {
        let manual = try desk.manual()
        let now = desk.clock()
        return try desk.store.read { s in
            let tables = ReportTables(wording: wording, manual: manual, now: now, people: try s.staffNames())
            switch view {
            case .overdue:
                let rows = try s.overdue(filter, manual: manual, now: now)
                return SupervisorReading(table: tables.overdue(rows), overdue: rows, groups: try s.overdueGroups(filter, now: now))
            case .satisfaction:
                let frozen = try s.frozen(.satisfaction, month, manual: manual)
                let report = try frozen.map { Satisfaction(frozen: $0.lines, month: month) } ?? s.satisfaction(month, manual: manual)
                return SupervisorReading(table: tables.satisfaction(report), frozen: frozen)
            case .crews: return SupervisorReading(table: tables.crews(try s.crewReport(month, manual: manual, now: now)))
            case .services: return SupervisorReading(table: tables.services(try s.serviceRegister(month, manual: manual, now: now), month: month))
            case .limits:
                return SupervisorReading(table: tables.limitTotals(try s.limits(in: month.instants(manual.zone), manual: manual, now: now), name: "limits-\(month)"))
            case .agents:
                let frozen = try s.frozen(.agents, month, manual: manual)
                return SupervisorReading(table: tables.agents(try frozen.map { AgentFigures(frozen: $0.lines) } ?? s.agentFigures(month, manual: manual, now: now), month: month), frozen: frozen)
            case .causes: return SupervisorReading(table: tables.causes(CauseFigures(try s.ticketEntries(month, manual: manual, now: now)), month: month))
            case .customers: return SupervisorReading(table: tables.customers(try s.customerFigures(month, manual: manual, now: now), month: month))
            case .risk: return SupervisorReading(table: tables.atRisk(try s.ordersAtRisk(manual: manual, now: now)))
            case .monitors:
                let today = manual.zone.day(of: now)
                let sheet = try s.monitorSheet(today, manual: manual, now: now) ?? MonitorSheet(without: today)
                return SupervisorReading(table: tables.monitors(sheet), monitors: sheet.lines.map(\.monitor.code))
            case .liability: return SupervisorReading(table: tables.liabilityRows(try s.liabilitySheet(month)))
            case .messages: return SupervisorReading(table: tables.messages(try s.messageLog(month, manual: manual), month: month))
            }
        }
    }
}
