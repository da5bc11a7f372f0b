import Desk
import Dispatching
import Exchange
import Foundation
import Testing

@testable import Storage

/// Tickets of another system, taken over with all that happened to them.
@Suite struct TicketImportTests {
    private static let manual = """
        playbook: desk
        extends: after-sales
        version: "1"
        title: {zh: 测试, en: test}
        calendar: {week: {mon-sat: null, mon-fri: "08:00-18:00"}}
        figures: {profile: usual}
        profiles:
          usual: {zh: 一般, en: usual, terms: [{term: close, is: 48h}]}
          quick: {zh: 加急, en: quick, terms: [{term: close, is: 4h}, {term: clock, is: always}]}
        rules:
          - {rule: SLA-1, on: ticket, who: csSpecialist, zh: 按期关闭, en: closed in time, opens: opened, due: {after: opened, span: profile.close, clock: profile.clock, pauses: [{from: waiting, until: resumed}]}, done: ticketClosed}
        """
    private static let mapping = """
        table: tickets
        fields:
          number: no
          at: {header: at, required: true, dates: [d/M/y H:m]}
          step: {header: state, required: true, values: {new: taken, active: assigned, customer: waiting, resolved: solved, closed: closed}, unknown: refuse}
          profile: {header: prio, values: {"1": quick, "3": usual}, unknown: refuse}
          problemKind: {constant: SITE_PROBLEM}
          problem: what
          owner: {header: who, default: 组}
          claimed: ok
        """
    private static let head = "no,at,state,prio,what,who,ok\n"

    private func shop() throws -> (Scratch, Store, Desk) {
        let scratch = try Scratch()
        let store = try Store(path: scratch.path(), mode: .create)
        let now = try #require(Zone.shanghai.parse("2026-11-30T09:00"))
        let desk = Desk(store: store, person: Person(login: "lin", name: "lin", roles: ["csSpecialist", "csSupervisor"]), clock: { now })
        try FileSetup.initialise(desk, playbook: PlaybookFile.read(Self.manual, file: "desk.yaml").playbook)
        return (scratch, store, desk)
    }

    private func job(_ rows: String) throws -> TicketImport {
        try TicketImport(bytes: Array((Self.head + rows).utf8), file: "log.csv", mapping: TableMapping<TicketField>.tickets(yaml: Array(Self.mapping.utf8), file: "m.yaml"))
    }

    private func limits(_ store: Store, _ desk: Desk) throws -> [String: LimitEntry] {
        let manual = try desk.manual(), now = desk.clock()
        return Dictionary(try store.read { try $0.limits(in: nil, manual: manual, now: now) }.map { ($0.number, $0) }, uniquingKeysWith: { $1 })
    }

    @Test("each thing stands at its own time, pauses do not count, and a limit is judged by the profile")
    func history() throws {
        let (scratch, store, desk) = try shop()
        defer { withExtendedLifetime(scratch) {} }
        // Out of order on purpose: the journal is in the order of time all the same.
        let report = try job("""
            T2,18/11/2026 9:00,new,1,断网,,true
            T1,16/11/2026 10:00,new,3,门坏,赵,true
            T1,16/11/2026 11:00,active,3,门坏,赵,true
            T1,16/11/2026 12:00,customer,3,门坏,赵,true
            T1,18/11/2026 12:00,active,3,门坏,赵,true
            T1,18/11/2026 15:00,resolved,3,门坏,赵,true
            T1,19/11/2026 15:00,closed,3,门坏,赵,true
            T2,18/11/2026 12:30,resolved,1,断网,,true
            T2,18/11/2026 14:00,closed,1,断网,,true

            """).run(at: desk)
        #expect(report.taken == 2 && report.refused.isEmpty)
        let t1 = try #require(try store.read { try $0.record(kind: .ticket, number: "T1") })
        #expect(t1.state == "CLOSED" && t1.opened == Zone.shanghai.parse("2026-11-16T10:00") && t1["owner"] == "赵" && t1["problem"] == "门坏")
        #expect(t1.stamps.map(\.name).filter { $0 != "followUp" } == ["ticketReceived", "assigned", "waiting", "resumed", "solved", "answered", "ticketClosed"])
        #expect(t1.latest("solved")?.at == Zone.shanghai.parse("2026-11-18T15:00"))
        let entries = try store.read { try $0.log(limit: 1000) }
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.at >= $1.at || $1.kind == "playbook" || $0.seq < 30 })
        let limits = try limits(store, desk)
        // 48 h on working days from Monday 10:00, two days of waiting left out: Friday 10:00.
        #expect(limits["T1"]?.due == Zone.shanghai.parse("2026-11-20T10:00") && limits["T1"]?.standing == .kept && limits["T1"]?.claimed == true)
        // Four hours, day and night: one too late.
        #expect(limits["T2"]?.due == Zone.shanghai.parse("2026-11-18T13:00") && limits["T2"]?.standing == .missed && limits["T2"]?.lateMinutes == 60)
        #expect(try store.check().allSatisfy(\.ok))
    }

    @Test("imported again with more rows, only what is new is done; closed and active again is a reopening")
    func again() throws {
        let (scratch, store, desk) = try shop()
        defer { withExtendedLifetime(scratch) {} }
        let first = "T1,16/11/2026 10:00,new,3,门坏,赵,true\nT1,17/11/2026 10:00,closed,3,门坏,赵,true\n"
        try _ = job(first).run(at: desk)
        let length = try store.read { try $0.journalLength() }
        #expect(try job(first).run(at: desk).steps == 0 && store.read { try $0.journalLength() } == length)
        #expect(try job(first + "T1,18/11/2026 10:00,active,3,门坏,赵,false\n").run(at: desk).steps == 1)
        let record = try #require(try store.read { try $0.record(kind: .ticket, number: "T1") })
        #expect(record.state == "ASSIGNED" && record.has("reopened") && record["claimed"] == false)
    }

    @Test("a line that cannot be read is named with its place; nothing is taken in without leave; a dry run keeps nothing")
    func bad() throws {
        let (scratch, store, desk) = try shop()
        defer { withExtendedLifetime(scratch) {} }
        let rows = "T1,16/11/2026 10:00,new,3,门坏,赵,true\nT2,31/2/2026 10:00,new,3,x,,true\nT3,16/11/2026 10:00,exploded,3,x,,true\n"
        let job = try job(rows)
        #expect(job.table.badLines.map(\.line) == [3, 4] && job.table.badLines.map(\.column) == [4, 21])
        #expect(job.table.rows.count == 1)
        let report = try job.run(at: desk, dryRun: true)
        #expect(try report.taken == 1 && store.read { try $0.record(kind: .ticket, number: "T1") } == nil)
    }
}
