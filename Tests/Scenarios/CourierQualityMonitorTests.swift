import Dispatching
import Testing

/// The monitors of the working day, each the duty of its post; what is missed or late costs its post, once.
@Suite struct CourierQualityMonitorTests {
    private func branch() throws -> Shop { try Shop.branch(trade: "courier-quality") }
    private static let day = "2026-12-07"

    /// Every monitor's rule with its post, its stamp and when it is open.
    private static let monitors: [(rule: String, role: String, stamp: String)] = [
        ("C-60", "outboundAgent", "entryWatched"), ("C-61", "inboundAgent", "arrivalWatched"), ("C-62", "outboundAgent", "hubWatched"), ("C-63", "qcAgent", "deliveryWatched"),
        ("C-65", "inboundAgent", "agentSigningWatched"), ("C-66", "inboundAgent", "courierSigningWatched"), ("C-67", "inboundAgent", "unsignedWatched"),
        ("C-68", "qcAgent", "networkOrdersWatched"), ("C-69", "qcAgent", "arbitrationsWatched"), ("C-71", "qcAgent", "finesWatched"),
        ("CLK-58", "outboundAgent", "transitTrackingWatched"), ("C-58", "outboundAgent", "outgoingFollowed"),
    ]

    private func watches(_ s: Shop, _ stamp: String, _ login: String = "qc") throws {
        try s.stamps(login, Self.day, stamp, stamp == "finesWatched" ? ["leaderTold": true] : ["exceptions": 2, "closed": 1], kind: .day)
    }

    @Test("C-58 C-59 C-60 C-61 C-62 C-63 C-65 C-66 C-67 C-68 C-69 C-71 C-117 C-119: each is a duty of its post until closing, done by its tick")
    func duties() throws {
        let shop = try branch()
        try shop.at("2026-12-07 08:30") { s in
            for m in Self.monitors {
                let duty = try #require(try s.duty(m.rule, Self.day, .day), "\(m.rule)")
                #expect(try duty.role == m.role && s.due(m.rule, Self.day, .day) == "2026-12-07 17:30", "\(m.rule)")
            }
            #expect(try s.told("C-58") == ["customer"] && s.told("C-65") == ["localAgent"] && s.told("C-71") == ["csSupervisor", "companyLeader"])
            // C-61: what was sent until 10:00 is looked at, so not before.
            #expect(try s.opens("C-61", Self.day, .day) == "2026-12-07 10:00")
            #expect(refusal { try self.watches(s, "arrivalWatched") } != nil)
            #expect(refusal { try s.stamps("qc", Self.day, "finesWatched", ["exceptions": 1], kind: .day) } != nil, "a leader must have been told")
            #expect(refusal { try s.stamps("qc", Self.day, "fourIndicators", ["entry": true, "arrival": true, "delivery": true], kind: .day) } != nil, "all four")
            #expect(refusal { try s.stamps("out", Self.day, "fourIndicators", ["entry": true, "arrival": true, "delivery": true, "signing": true], kind: .day) } != nil, "quality control does")
            try s.stamps("qc", Self.day, "fourIndicators", ["entry": true, "arrival": true, "delivery": true, "signing": true], kind: .day)
            #expect(try s.standing("C-59", Self.day, .day) == .done)
        }
        try shop.at("2026-12-07 10:00") { s in
            for m in Self.monitors { try watches(s, m.stamp) }
            for m in Self.monitors { #expect(try s.standing(m.rule, Self.day, .day) == .done, "\(m.rule)") }
            // a second look when the arrival window has ended.
            #expect(try s.opens("CLK-51", Self.day, .day) == "2026-12-07 20:00" && s.due("CLK-51", Self.day, .day) == "2026-12-08 08:30")
        }
        try shop.at("2026-12-08 08:30") { s in
            let rows = try s.sheet()
            #expect(rows.isEmpty, "all were looked at in time")
        }
    }

    @Test("C-128 F-09 Q-52: late or left out is 10 CNY to the post, each monitor of a day once; what the supervisor excused is free")
    func fines() throws {
        let shop = try branch()
        try shop.at("2026-12-07 11:00") { s in
            for m in Self.monitors where !["C-60", "CLK-58", "C-67", "C-68"].contains(m.rule) { try watches(s, m.stamp) }
            let excused = try #require(try s.duty("C-68", Self.day, .day))
            try s.desk("supervisor").perform(.waive(excused.key, reason: "系统停机"))
        }
        // One too late, two not at all.
        try shop.at("2026-12-07 17:31") { s in
            try watches(s, "unsignedWatched", "in")
            #expect(try s.sheet().isEmpty)
        }
        try shop.at("2026-12-08 08:00") { s in
            let rows = try s.sheet()
            #expect(rows.map(\.number).sorted() == ["C-128/2026-12-07 entry", "C-128/2026-12-07 transitTracking", "C-128/2026-12-07 unsigned"])
            #expect(rows.allSatisfy { $0["amount"] == "10.00" && $0["rule"] == "C-128" && $0["formula"] == "F-09" && $0.state == "STANDING" && $0["side"] == "debit" })
            #expect(Set(rows.map { $0["person"].text + " " + $0["post"].text }) == ["out outboundAgent", "in inboundAgent"])
            let entry = "C-128/2026-12-07 entry"
            #expect(try s.owes("C-128", entry, .liability) && s.told("C-128") == ["personConcerned", "qcAgent", "csSupervisor"])
        }
        // The day has ended once; a tick that comes after it changes nothing, nor does another day's beginning.
        try shop.at("2026-12-08 09:00") { s in
            try watches(s, "entryWatched", "out")
            try s.desk("clerk").perform(.roll(through: s.zone.day(of: s.now)))
            #expect(try s.sheet().count == 3)
        }
        try shop.at("2026-12-10 08:00") { s in
            // Two days on which nobody looked at anything: twelve monitors each.
            let rows = try s.sheet()
            #expect(try rows.count == 3 + 24 && s.isSound())
        }
    }

    @Test("C-116 C-118 C-120: what each post does in a day, point by point")
    func posts() throws {
        let shop = try branch()
        try shop.at("2026-12-07 16:00") { s in
            for (rule, role, stamp, ticks) in [
                ("C-116", "inboundAgent", "inboundDone", ["problems", "selfPickup", "reconciled", "phone", "agent", "sorting"]),
                ("C-118", "outboundAgent", "outboundDone", ["customers", "transit", "phone", "counties", "couriers"]),
                ("C-120", "qcAgent", "qualityDone", ["monitors", "complaints", "violations", "responsible"]),
            ] {
                #expect(try s.duty(rule, Self.day, .day)?.role == role && s.due(rule, Self.day, .day) == "2026-12-07 17:30")
                let all = Dictionary(uniqueKeysWithValues: ticks.map { ($0, Value.bool(true)) })
                for tick in ticks { #expect(refusal { try s.stamps("qc", Self.day, stamp, all.filter { $0.key != tick }, kind: .day) } != nil, "\(rule) \(tick)") }
                try s.stamps("qc", Self.day, stamp, all, kind: .day)
                #expect(try s.standing(rule, Self.day, .day) == .done)
            }
        }
    }

    @Test("C-121 C-122 C-123 C-124 C-125: the month's appraisal on the first working day of the next, standard by standard")
    func appraisal() throws {
        let shop = try Shop.branch(trade: "courier-quality", opening: "2026-12-31 07:30")
        let first = "2027-01-01", all: [String: Value] = ["monitorsMissed": 0, "arrivalFaults": 1, "departureFaults": 0, "complaintFaults": 0, "tables": true]
        try shop.at("2026-12-31 09:00") { s in
            let duty = try s.duty("C-121", "2026-12-31", .day)
            #expect(duty == nil)
        }
        try shop.at("\(first) 09:00") { s in
            #expect(try s.duty("C-121", first, .day)?.role == "qcAgent" && s.due("C-121", first, .day) == "\(first) 17:30")
            #expect(refusal { try s.stamps("qc", first, "appraisalMade", all.filter { $0.key != "tables" }, kind: .day) } != nil, "the tables must be there")
            let form = try #require(try s.manual.playbook.form(for: "appraisalMade"))
            for name in all.keys { #expect(form.field(name)?.required == true, "\(name)") }
            try s.stamps("qc", first, "appraisalMade", all, kind: .day)
            #expect(try s.standing("C-121", first, .day) == .done)
            let manual = try s.manual.playbook
            for rule in ["C-122", "C-123", "C-124", "C-125"] { #expect(manual.rule(rule)?.within == "C-121") }
        }
    }

    @Test("C-64: what is to be delivered again is scanned out the next day, whatever was scanned before")
    func deliveredAgain() throws {
        let shop = try Shop(trade: "courier"), waybill = "518012345678"
        try shop.at("2026-11-17 09:30") { s in
            try s.parcel(waybill)
            try s.scan(waybill, "scanArrive", "XY2")
            try s.scan(waybill, "scanDeliver", "XY2", person: "小张")
            try s.problem(waybill, "NOT_HOME")
        }
        try shop.at("2026-11-17 15:00") { s in
            try s.stamps("inbound", waybill + "/W1", "replied", ["reply": "明天在家"])
            try s.stamps("inbound", waybill + "/W1", "redeliver", ["courier": "小张"])
            #expect(try s.opens("C-64", waybill, .parcel) == "2026-11-18 08:00" && s.due("C-64", waybill, .parcel) == "2026-11-18 17:30" && s.duty("C-64", waybill, .parcel)?.role == "courier")
        }
        try shop.at("2026-11-18 09:00") { s in
            #expect(try s.owes("C-64", waybill, .parcel))
            try s.scan(waybill, "scanDeliver", "XY2", person: "小张")
            #expect(try s.standing("C-64", waybill, .parcel) == .done)
        }
    }
}
