import Desk
import Dispatching
import Foundation
import Testing

/// A case in one pair of hands.
@Suite struct AssignTests {
    /// A residual problem of an installed order, taken in by the clerk.
    private func ticket(_ s: Shop, _ order: String = "HT1", problem: String = "柜门不平") throws -> String {
        try s.signs(order, "单雅芳")
        let taken = try s.desk("clerk").perform(.intake(.ticket, parent: s.id(order), ["problemKind": "RESIDUAL_PROBLEM", "problem": .string(problem)]))
        return try #require(taken.records.first { $0.kind == .ticket }).number
    }

    private func open(_ s: Shop, _ number: String) throws -> [String: String?] {
        Dictionary(try s.duties(number, .ticket).filter { $0.status == .open }.map { ($0.key.rule, $0.person) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("what the person's posts owe stands under the name, what comes later too, and other posts keep theirs (PT-13)")
    func underTheName() throws {
        let s = try Shop()
        try s.at("2026-11-16 09:00") { s in
            let number = try ticket(s)
            try s.desk("manager").perform(.record(.staff, number: "second", ["name": "second", "roles": ["csSpecialist"]]))
            #expect(try open(s, number)["A-42"] == .some(nil))
            try s.desk("manager").perform(.assign(s.record(number, .ticket).id, to: "second", reason: ""))
            #expect(try s.record(number, .ticket)["owner"].string == "second")
            let duties = try s.duties(number, .ticket).filter { $0.status == .open }
            #expect(duties.allSatisfy { ($0.person == "second") == ($0.role == "csSpecialist") }, "\(duties.map { [$0.key.rule, $0.role, $0.person ?? ""] })")
            try s.stamps("clerk", number, "verified", ["real": "yes", "expectedVisit": "2026-11-18"], kind: .ticket)
            let later = try s.duties(number, .ticket).filter { $0.status == .open && $0.role == "csSpecialist" }
            #expect(!later.isEmpty && later.allSatisfy { $0.person == "second" }, "\(later.map { [$0.key.rule, $0.person ?? ""] })")
        }
        #expect(try s.isSound())
    }

    @Test("a duty handed over singly afterwards is the other's; giving the whole case away again takes it along")
    func singly() throws {
        let s = try Shop()
        try s.at("2026-11-16 09:00") { s in
            let number = try ticket(s)
            let id = try s.record(number, .ticket).id
            try s.desk("manager").perform(.record(.staff, number: "second", ["name": "second", "roles": ["csSpecialist"]]))
            try s.desk("clerk").perform(.assign(id, to: "clerk", reason: ""))
            let duty = try #require(try s.duty("A-42", number, .ticket))
            try s.desk("clerk").perform(.handOver(duty.key, to: "second", reason: "外出"))
            #expect(try s.duty("A-42", number, .ticket)?.person == "second")
            #expect(refusal { try s.desk("clerk").perform(.assign(id, to: "second", reason: " ")) } == .reasonNeeded)
            try s.desk("clerk").perform(.assign(id, to: "second", reason: "换人跟"))
            #expect(try open(s, number).values.contains("clerk") == false)
            try s.desk("clerk").perform(.undo)
            #expect(try s.record(number, .ticket)["owner"].string == "clerk")
            #expect(try s.duty("A-42", number, .ticket)?.person == "second")
        }
        #expect(try s.isSound())
    }

    @Test("who is away has a deputy for an assigned case as for any duty (A-66)")
    func away() throws {
        let s = try Shop()
        try s.at("2026-11-16 09:00") { s in
            let number = try ticket(s)
            try s.desk("manager").perform(.record(.staff, number: "second", ["name": "second", "roles": ["csSpecialist"]]))
            try s.desk("clerk").perform(.assign(s.record(number, .ticket).id, to: "clerk", reason: ""))
            #expect(try s.duty("A-42", number, .ticket)?.person == "clerk")
            let day = try #require(LocalDay("2026-11-16"))
            let asked = try s.desk("manager").perform(.leave(LeaveDraft(who: "clerk", from: day, to: day + 4, reason: "病假", deputy: "second")))
            try s.desk("boss").perform(.approveAbsence(#require(asked.record).id, deputy: "second", note: ""))
            #expect(try s.duty("A-42", number, .ticket)?.person == "second")
        }
    }

    @Test("several at once are one step; a preview says beforehand what cannot be assigned, and why")
    func several() throws {
        let s = try Shop()
        try s.at("2026-11-16 09:00") { s in
            let first = try ticket(s), second = try ticket(s, "HT2", problem: "少拉手"), closed = try ticket(s, "HT3", problem: "误报")
            try s.stamps("clerk", closed, "verified", ["real": "no"], kind: .ticket)
            let ids = try [first, second, closed].map { try s.record($0, .ticket).id }
            let desk = try s.desk("clerk")
            #expect(refusal { _ = try desk.previewAssignment(of: ids, to: "nobody", reason: "") } == .noSuchPerson("nobody"))
            let preview = try desk.previewAssignment(of: ids, to: "clerk", reason: "")
            #expect(preview.person.name == "clerk" && preview.cases.map(\.record.number) == [first, second, closed])
            #expect(preview.cases[0].refusal == nil && preview.cases[0].duties > 0)
            guard case .notInState(_, closed, _, _)? = preview.cases[2].refusal else { Issue.record("\(preview.cases[2])"); return }
            // Nothing was kept.
            #expect(try s.record(first, .ticket)["owner"].isNull)
            var refused: [Int] = []
            let count = try desk.batch(ids.map { .assign($0, to: "clerk", reason: "") }, grouped: true, onRefusal: { index, _ in
                refused.append(index)
                return true
            })
            #expect(count == 2 && refused == [2])
            #expect(try desk.previewAssignment(of: ids, to: "clerk", reason: "").cases[0].refusal == .alreadyAssigned(number: first, to: "clerk"))
            try desk.perform(.undo)
            for number in [first, second] {
                #expect(try s.record(number, .ticket)["owner"].isNull)
                #expect(try open(s, number)["A-42"] == .some(nil))
            }
        }
        #expect(try s.isSound())
    }
}
