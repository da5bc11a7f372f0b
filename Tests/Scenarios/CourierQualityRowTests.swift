import Dispatching
import Testing

/// Rows of the liability sheet: how they come about, who approves them, that nothing is fined twice.
@Suite struct CourierQualityRowTests {
    private func branch() throws -> Shop { try Shop.branch(trade: "courier-quality") }

    private func brief(_ rows: [CaseRecord]) -> [String] {
        rows.map { r in [r["rule"].text, r["object"].text, r["side"].text, r["amount"].text, r["person"].text, r["post"].text, r.state].joined(separator: " ") }
    }

    @Test("C-52 C-82 C-131 C-135 F-07 F-08 F-11 F-12: what the tariff decides stands by itself, and is told")
    func fixed() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            try s.judges("LATE_ENTRY", "YT8001", ["person": "out"], taken: ["departed": "2026-12-01"])
            try s.judges("HEADER", "YT8002", ["person": "柜台小何"])
            try s.judges("CALL", "12-06 张先生", ["person": "in"])
            try s.judges("REFUSED_ORDER", "12-06 晨会", ["person": "c1"])
            #expect(try brief(s.sheet()) == [
                "C-52 YT8001 debit 500.00 out outboundAgent STANDING", "C-82 YT8002 debit 2.00 counter  STANDING", "C-131 12-06 张先生 debit 5.00 in  STANDING",
                "C-135 12-06 晨会 debit 100.00 c1  STANDING",
            ])
            for (rule, row, told) in [("C-52", "C-52/YT8001", ["personConcerned", "csSupervisor", "companyLeader"]), ("C-82", "C-82/YT8002", ["personConcerned"]), ("C-131", "C-131/12-06 张先生", ["personConcerned"]), ("C-135", "C-135/12-06 晨会", ["personConcerned"])] {
                #expect(try s.owes(rule, row, .liability) && s.told(rule) == told, "\(rule)")
                try s.stamps("qc", row, "liabilityTold", kind: .liability)
                #expect(try s.standing(rule, row, .liability) == .done)
            }
        }
        // On day 5 nothing is owed yet.
        try shop.at("2026-12-07 10:00") { s in
            #expect(refusal { try s.judges("LATE_ENTRY", "YT8003", [:], taken: ["departed": "2026-12-02"]) } == .nothingOwed(rule: "C-52", object: "YT8003"))
            let sound = try s.isSound()
            #expect(sound)
        }
    }

    @Test("C-130 C-132 C-133 C-134 F-13 F-14 F-15 F-16: what somebody has judged waits for a leader; rewards stand on the other side")
    func judged() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            try s.judges("FAULT", "YT1", ["person": "c2"], taken: ["amount": "380"])
            try s.judges("SHARED", "YT2", ["people": "快递员丙、c1，c2"], taken: ["amount": "100"])
            try s.judges("DANGER", "12-07 仓库", ["person": "c1", "finder": "c3"], taken: ["amount": "400"])
            try s.judges("OUTSIDE", "YT4", ["person": "qc"], taken: ["amount": "50"])
            // F-16: a fault whose author is unknown is shared.
            try s.judges("FAULT", "YT5", ["people": "c1 c2"], taken: ["amount": "0.05"])
            #expect(try brief(s.sheet()) == [
                "C-130 YT1 debit 380.00 c2  PROPOSED", "C-132 YT2 debit 33.34 c1  PROPOSED", "C-132 YT2 debit 33.33 c2  PROPOSED", "C-132 YT2 debit 33.33 c3  PROPOSED",
                "C-133 12-07 仓库 debit 400.00 c1  PROPOSED", "C-133 12-07 仓库 credit 200.00 c3  PROPOSED", "C-134 YT4 credit 15.00 qc  PROPOSED",
                "C-132 YT5 debit 0.03 c1  PROPOSED", "C-132 YT5 debit 0.02 c2  PROPOSED",
            ])
            for (rule, row) in [("C-130", "C-130/YT1"), ("C-132", "C-132/YT2/3"), ("C-133", "C-133/12-07 仓库/2"), ("C-134", "C-134/YT4")] {
                #expect(try s.owes(rule, row, .liability), "\(rule)")
                #expect(refusal { try s.stamps("qc", row, "liabilityApproved", kind: .liability) } != nil, "not by quality control itself")
                try s.stamps("leadership", row, "liabilityApproved", kind: .liability)
                #expect(try s.standing(rule, row, .liability) == .done && s.record(row, .liability).state == "STANDING")
            }
            try s.stamps("supervisor", "C-132/YT2", "liabilityCancelled", ["reason": "不在场"], kind: .liability)
            #expect(try s.record("C-132/YT2", .liability).state == "CANCELLED")
        }
        try shop.at("2026-12-07 10:00") { s in
            #expect(refusal { try s.judges("FAULT", "YT6", [:], taken: ["amount": "10"]) } == .whoIsMissing(rule: "C-132"))
            #expect(refusal { try s.judges("DANGER", "YT7", ["person": "c1", "finder": "c1"], taken: ["amount": "10"]) } == .whoIsMissing(rule: "C-133"))
            #expect(refusal { try s.judges("CALL", "YT8", ["person": "nobody"]) } == .noSuchPerson("nobody"))
            #expect(refusal { try s.judges("FAULT", "YT9", ["person": "c1"], taken: ["amount": "0"]) } != nil)
            #expect(refusal { try s.judges("FAULT", "YT9", ["person": "c1"], taken: [:]) } != nil, "no amount")
            let sound = try s.isSound()
            #expect(sound)
        }
    }

    @Test("C-129 F-10 Q-30: 60 and 40; all of it quality control's where it missed the monitor")
    func complaint() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            try s.judges("FINE", "YT1", ["post": "outboundAgent"], taken: ["amount": "200"])
            try s.judges("FINE", "YT2", ["post": "qcAgent"], taken: ["amount": "200"])
            #expect(try brief(s.sheet()) == [
                "C-129 YT1 debit 120.00 out outboundAgent STANDING", "C-129 YT1 debit 80.00 qc qcAgent STANDING", "C-129 YT2 debit 200.00 qc qcAgent STANDING",
            ])
            #expect(try s.owes("C-129", "C-129/YT1", .liability) && s.told("C-129") == ["personConcerned", "qcAgent"])
        }
    }

    @Test("C-82 C-130: nothing is fined twice by the same sentence; what a leader cancelled may be judged anew, what was undone too")
    func once() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            try s.judges("HEADER", "YT1", ["person": "c1"])
            #expect(refusal { try s.judges("HEADER", "YT1", ["person": "c2"]) } == .alreadyRaised(rule: "C-82", object: "YT1", number: "C-82/YT1"))
            #expect(try s.sheet().count == 1)
            // Another sentence about the same waybill is another matter.
            try s.judges("FAULT", "YT1", ["person": "c1"], taken: ["amount": "9"])
            try s.stamps("leadership", "C-82/YT1", "liabilityCancelled", ["reason": "不是他写的"], kind: .liability)
            try s.judges("HEADER", "YT1", ["person": "c2"])
            #expect(try s.record("C-82/YT1#2", .liability)["person"] == "c2")
            #expect(refusal { try s.judges("HEADER", "YT1", ["person": "c3"]) } == .alreadyRaised(rule: "C-82", object: "YT1", number: "C-82/YT1#2"))
            try s.judges("HEADER", "YT2", ["person": "c1"])
            try s.desk("qc").perform(.undo)
            #expect(try s.record("C-82/YT2", .liability).state == CaseRecord.void)
            try s.judges("HEADER", "YT2", ["person": "c1"])
            #expect(try s.record("C-82/YT2#2", .liability).state == "STANDING" && s.isSound())
        }
    }

    @Test("C-82: neither a cancellation taken back nor a judgement done again brings a second row beside one that came meanwhile")
    func onceAfterUndo() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            try s.judges("HEADER", "YT1", ["person": "c1"])
            try s.stamps("supervisor", "C-82/YT1", "liabilityCancelled", ["reason": "不是他写的"], kind: .liability)
            try s.judges("HEADER", "YT1", ["person": "c2"])
            #expect(refusal { try s.desk("supervisor").perform(.undo) } == .alreadyRaised(rule: "C-82", object: "YT1", number: "C-82/YT1#2"))
            try s.judges("HEADER", "YT2", ["person": "c1"])
            try s.desk("qc").perform(.undo)
            try s.judges("HEADER", "YT2", ["person": "c3"], by: "supervisor")
            #expect(refusal { try s.desk("qc").perform(.redo) } == .alreadyRaised(rule: "C-82", object: "YT2", number: "C-82/YT2#2"))
            #expect(try s.sheet().filter { $0.state == "STANDING" }.map { $0["person"].text } == ["c2", "c3"] && s.isSound())
        }
    }

    @Test("C-135 C-136: the fourth refusal of the same person is a warning to the company leader")
    func warning() throws {
        let shop = try branch()
        try shop.at("2026-12-07 09:00") { s in
            for n in 1...4 {
                try s.judges("REFUSED_ORDER", "第\(n)次", ["person": "c1"])
                let row = try s.record("C-135/第\(n)次", .liability)
                #expect(row["times"] == .int(n) && row["amount"] == "100.00" && row["warning"] == .bool(n == 4))
                #expect(try s.owes("C-136", row.number, .liability) == (n == 4))
            }
            try s.judges("REFUSED_ORDER", "别人", ["person": "c2"])
            #expect(try s.record("C-135/别人", .liability)["times"] == 1 && s.told("C-136") == ["companyLeader"])
            try s.stamps("supervisor", "C-135/第4次", "leaderWarned", kind: .liability)
            #expect(try s.standing("C-136", "C-135/第4次", .liability) == .done)
        }
    }

    @Test("C-69 C-70 Q-35 Q-36: settle with a leader's stamp, or appeal within 24 h of the acceptance, rest day or not")
    func arbitration() throws {
        let shop = try branch()
        // Saturday evening; the Sunday rests, the clock does not.
        try shop.at("2026-12-12 19:00") { s in
            func taken(_ waybill: String) throws -> String {
                try #require(try s.desk("qc").perform(.intake("arbitration", parent: nil, ["waybill": .string(waybill), "branch": "郑州一部", "acceptedAt": "2026-12-12 18:30", "amount": "300"])).record).number
            }
            let a = try taken("YT1")
            #expect(refusal { _ = try s.desk("qc").perform(.intake("arbitration", parent: nil, ["waybill": "YT1", "branch": "郑州一部"])) } != nil, "when it was accepted")
            #expect(try s.due("C-70", a, "arbitration") == "2026-12-13 18:30" && s.told("C-70") == ["complainingBranch", "headquarters"])
            #expect(refusal { try s.stamps("qc", a, "privateSettlement", ["amount": "80", "text": "赔80"], kind: "arbitration") }?.rule == "Q-35")
            #expect(refusal { try s.stamps("qc", a, "settlementApproved", kind: "arbitration") } != nil, "a leader's stamp")
            try s.stamps("leadership", a, "settlementApproved", kind: "arbitration")
            try s.stamps("qc", a, "privateSettlement", ["amount": "80", "text": "赔80"], kind: "arbitration")
            #expect(try s.record(a, "arbitration").state == "PRIVATE_SETTLEMENT" && s.standing("C-70", a, "arbitration") == .done)
            try s.stamps("qc", a + "/J1", "incidentJudged", ["person": "c1"], kind: "incident")
            #expect(try brief(s.sheet().filter { $0["rule"] != "C-128" }) == ["C-69 YT1 debit 80.00 c1  PROPOSED"] && s.owes("Q-35", "C-69/YT1", .liability))

            let b = try taken("YT2")
            #expect(refusal { try s.stamps("qc", b, "appealed", ["facts": "已签收"], kind: "arbitration") } != nil, "the branch must be told")
            #expect(refusal { try s.stamps("qc", b, "appealed", ["branchTold": true], kind: "arbitration") } != nil, "with the facts")
            try s.stamps("qc", b, "appealed", ["facts": "已签收", "branchTold": true], kind: "arbitration")
            #expect(try s.standing("C-70", b, "arbitration") == .done)
            try s.stamps("qc", b, "arbitrationLost", ["amount": "200", "cause": "FINE"], kind: "arbitration")
            try s.stamps("qc", b + "/J1", "incidentJudged", ["post": "inboundAgent"], kind: "incident")
            #expect(try brief(s.sheet()).suffix(2) == ["C-129 YT2 debit 120.00 in inboundAgent STANDING", "C-129 YT2 debit 80.00 qc qcAgent STANDING"])
        }
        try shop.at("2026-12-14 09:00") { s in
            let c = try #require(try s.desk("qc").perform(.intake("arbitration", parent: nil, ["waybill": "YT3", "branch": "郑州一部", "acceptedAt": "2026-12-12 18:30"])).record).number
            #expect(try s.standing("C-70", c, "arbitration") == .overdue && s.isSound())
        }
    }
}
