import Desk
import Dispatching
import Storage
import Testing

import Simulation

/// What must be true of every duty of the manual after sixty days of everybody's life.
@Suite("Duties of a season")
struct InvariantTests {
    private let shop: LivedShop

    init() throws { shop = try LivedShop.season.get() }

    /// Journal entries that reconciling every family of the file anew would write.
    private func recomputed(_ manual: Manual) throws -> [Workspace.Entry] {
        try shop.store.write { tx in
            let work = Workspace(manual: manual, now: shop.summary.ended, actor: "test", source: tx)
            for kind in Set(manual.playbook.rules.map(\.on)) {
                for r in try tx.cases(kind: kind) { try work.touch(r.id) }
            }
            try work.reconcile()
            return work.entries
        }
    }

    @Test("None is lost: reckoned anew for every case they are what the file holds")
    func noneLost() throws {
        let entries = try recomputed(shop.manual())
        #expect(entries.isEmpty, "\(entries.prefix(5).map { String(describing: $0.change) }.joined(separator: "\n"))")
    }

    @Test("... and the reckoning would notice: a limit read otherwise moves what is open (A-38)")
    func noticed() throws {
        let manual = try shop.manual()
        var source = try #require(manual.playbook.source.object)
        source["rules"] = .array((source["rules"]?.array ?? []).map { rule in
            guard rule["rule"] == "A-38", var o = rule.object else { return rule }
            o["due"] = ["day": "stamp installComplete", "shift": "5wd", "at": "closing"]
            return .object(o)
        })
        #expect(try !recomputed(Manual(playbook: PlaybookReader.read(.object(source)), calendar: manual.calendar)).isEmpty)
    }

    @Test("None is double: one open duty of a rule on a case, or one for each time that it was set off")
    func noneDouble() throws {
        let playbook = try shop.manual().playbook
        let open = try LivedShop.seasonDuties.get().map(\.duty).filter { $0.status == .open }
        for (key, duties) in Dictionary(grouping: open, by: { Duty.Key(rule: $0.key.rule, caseID: $0.key.caseID, occurrence: 0) }) {
            let rule = try #require(playbook.rule(key.rule))
            guard let each = rule.each else {
                #expect(duties.count == 1, "\(key)")
                continue
            }
            let triggers = try shop.store.read { try $0.record(key.caseID)?.all(each).count } ?? 0
            #expect(Set(duties.map(\.key.occurrence)).isSubset(of: Set(1...max(1, triggers))), "\(key)")
            #expect(duties.count <= triggers)
        }
    }

    @Test("Every breach is explained by a limit that had passed, and every limit that had passed is a breach")
    func breaches() throws {
        var standing: [Duty.Key: Duty] = [:]
        var breached = 0
        for entry in try LivedShop.seasonJournal.get().reversed() {
            guard case .duties(_, let changes)? = entry.change else { continue }
            for change in changes {
                let duty = change.duty
                let before = standing.updateValue(duty, forKey: duty.key)
                if let known = before?.breachedDue {
                    #expect(duty.breachedDue == known, "a breach is for ever: \(duty)")
                    continue
                }
                let passed = [before?.status == .open ? before?.due : nil, duty.status == .done ? duty.due : nil].compactMap { $0 }.filter { $0 < duty.doneAt ?? entry.at }
                if let limit = duty.breachedDue {
                    breached += 1
                    #expect(!duty.soft && passed.contains(limit), "\(duty)")
                } else if duty.status != .open || before?.due != duty.due {
                    #expect(duty.soft || change.verb == .reopened || passed.isEmpty, "\(duty)")
                }
            }
        }
        #expect(breached > 20)
        for row in try LivedShop.seasonDuties.get() { #expect(standing[row.duty.key] == row.duty) }
    }

    @Test("An order of five weeks ago is closed, or something that is open says why")
    func orders() throws {
        let manual = try shop.manual()
        let limit = try manual.calendar.workday(manual.zone.day(of: shop.summary.ended), shiftedBy: -25)
        let busy = Set(try LivedShop.seasonDuties.get().filter { $0.duty.status == .open }.map(\.rootID))
        let living = Set(try [CaseKind.ticket, .residual].flatMap { kind in
            try shop.cases(kind).filter { manual.playbook.machine(kind)?.final.contains($0.state) == false }.compactMap(\.parent)
        })
        let old = try shop.cases(.order).filter { manual.zone.day(of: $0.opened) < limit }
        for order in old where !["CLOSED", "CANCELLED"].contains(order.state) {
            #expect(busy.contains(order.id) || living.contains(order.id), "\(order.number) \(order.state)")
        }
        #expect(old.filter { $0.state == "CLOSED" }.count * 10 > old.count * 9)
    }

    @Test("Hardly any is overdue at the end, and most are done in time")
    func share() throws {
        let all = try LivedShop.seasonDuties.get().map(\.duty)
        let overdue = all.filter { $0.standing(at: shop.summary.ended) == .overdue }
        #expect(overdue.count * 20 < all.count, "\(overdue.count) of \(all.count): \(Set(overdue.map(\.key.rule)).sorted())")
        let breached = all.filter { $0.breachedDue != nil }
        #expect(breached.count * 8 < all.count, "\(breached.count) of \(all.count)")
    }

    @Test("Every chain of the manual is lived", arguments: [
        "A-08 A-09 A-10", "A-11 A-12", "A-33 A-34 A-35 A-36 A-37 A-38 A-40 A-41", "A-42 A-44 A-45", "A-46 A-48 A-50 A-51 A-52 A-53 A-56 A-57 A-58", "A-47 A-49",
        "A-59 A-60 A-61", "A-66", "A-67 A-68 A-69 A-70 A-71",
    ])
    func lived(_ rules: String) throws {
        let done = Set(try LivedShop.seasonDuties.get().filter { $0.duty.status == .done }.map(\.duty.key.rule))
        for rule in rules.split(separator: " ") { #expect(done.contains(String(rule)), "\(rule)") }
    }

    @Test("Nobody does what is another post's: each duty after the installation was done by a holder of its post")
    func posts() throws {
        let staff = Dictionary(try shop.cases(.staff).map { ($0.number, Set(($0["roles"].array ?? []).compactMap(\.string))) }, uniquingKeysWith: { a, _ in a })
        for duty in try LivedShop.seasonDuties.get().map(\.duty) where ["A-33", "A-36", "A-37", "A-38", "A-53", "A-59", "A-61", "A-66"].contains(duty.key.rule) {
            guard duty.status == .done, let by = duty.doneBy else { continue }
            #expect(staff[by]?.contains(duty.role) == true, "\(duty.key) by \(by)")
        }
    }
}
