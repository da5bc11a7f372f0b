import Desk
import Dispatching
import Storage
import Testing

import Simulation

/// What a season of life must contain, and what it must never do.
@Suite("A season of the shop")
struct LifeTests {
    private let shop: LivedShop

    init() throws { shop = try LivedShop.season.get() }

    /// States that some transition leads to, whatever it takes.
    private func reachable(_ machine: Machine) -> Set<String> {
        Set([machine.initial] + machine.transitions.compactMap(\.to))
    }

    @Test("Every state of an order and of its visits occurs", arguments: [CaseKind.order, .deliveryVisit, .installVisit, .ticket])
    func states(_ kind: CaseKind) throws {
        let machine = try #require(try shop.manual().playbook.machine(kind))
        var seen: Set<String> = [machine.initial]
        let ids = Set(try shop.cases(kind).map(\.id))
        for entry in try LivedShop.seasonJournal.get() where entry.caseID.map(ids.contains) == true {
            if case .stamped(_, _, let step?)? = entry.change { seen.insert(step.to) }
        }
        #expect(reachable(machine).subtracting(seen).sorted() == [])
    }

    @Test("A-16: D <= I <= D+2 unless somebody overrode it by name and reason")
    func promise() throws {
        let calendar = try shop.manual().calendar
        for install in try shop.cases(.installVisit) where install.state != "CANCELLED" {
            let children = try shop.store.read { try $0.children(of: try #require(install.parent)) }
            guard let delivery = children.last(where: { $0.kind == .deliveryVisit })?.date, let date = install.date else { continue }
            let overridden = install.stamps.contains { $0.answers["_override"] != nil } || install.has("installProblem")
            #expect(try overridden || (delivery <= date && date <= calendar.workday(delivery, shiftedBy: 2)), "\(install.number) \(delivery) \(date)")
        }
    }

    @Test("A-06: the installation is booked at least three working days ahead")
    func lead() throws {
        let manual = try shop.manual()
        for order in try shop.cases(.order) {
            guard let booked = order.latest("booked"), let install = booked.answers["installDate"]?.string.flatMap({ LocalDay($0) }) else { continue }
            #expect(try install >= manual.calendar.workday(manual.zone.day(of: booked.at), shiftedBy: 3))
        }
    }

    @Test("No visit stands on a crew that is away that day")
    func absences() throws {
        let absences = try shop.cases(.absence)
        #expect(!absences.isEmpty)
        for visit in try shop.cases(.deliveryVisit) + shop.cases(.installVisit) {
            guard let crew = visit["crew"].string, let date = visit.date?.description else { continue }
            #expect(!absences.contains { $0["crew"].string == crew && ($0["from"].text...$0["to"].text).contains(date) }, "\(visit.number)")
        }
    }

    @Test("Every published visit has its leader, the leader's phone and a half")
    func complete() throws {
        let placed = try (shop.cases(.deliveryVisit) + shop.cases(.installVisit)).filter { !$0["run"].isNull }
        #expect(placed.count > 200)
        for visit in placed {
            for field in ["crew", "leader", "leaderPhone", "arrivalTime"] { #expect(visit[field].string?.isEmpty == false, "\(visit.number) \(field)") }
            #expect(["AM", "PM"].contains(visit["half"].text))
        }
    }

    @Test("Everybody has something to do now, and something is late")
    func duties() throws {
        let now = shop.summary.ended
        let (rows, late) = try shop.store.read { s in
            var filter = DutyFilter()
            filter.openUntil = now
            return (try s.dutyRows(filter), try s.counts(roles: [], now: now).late)
        }
        for role in ["csSpecialist", "installAssistant", "installTeamLeader"] { #expect(rows.contains { $0.duty.role == role }, "\(role)") }
        #expect(late > 0)
        #expect(late < shop.summary.orders / 4)
    }

    @Test("Deliveries are spread over the days")
    func spread() throws {
        let byDay = Dictionary(grouping: try shop.cases(.deliveryVisit).filter { $0.state != "CANCELLED" }, by: \.date)
        let most = byDay.values.map(\.count).max() ?? 0
        #expect(most <= 6 + 6 / 2 + 2)
    }

    @Test("Customers have names that are hard to read and hard to draw")
    func names() throws {
        let names = try shop.cases(.order).compactMap { $0["customer"].string }
        #expect(names.contains { $0.unicodeScalars.contains { $0.value > 0xFFFF } })
        #expect(names.contains { $0.hasPrefix("单") || $0.hasPrefix("曾") || $0.hasPrefix("仇") })
    }
}
