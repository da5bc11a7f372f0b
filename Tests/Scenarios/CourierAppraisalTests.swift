import Desk
import Dispatching
import Exchange
import Storage
import Testing
import Wording

/// R-14: the standards of a month, from what the file holds of it.
@Suite struct CourierAppraisalTests {
    private func waybill(_ n: Int) -> String { "51800000000\(n)" }

    private func appraisal(_ s: Shop, _ month: String = "2026-12") throws -> Appraisal {
        let manual = try s.manual, month = try #require(Month(month))
        return try s.store.read { try $0.appraisal(month, manual: manual, now: s.now) }
    }

    private func shown(_ s: Shop, _ standard: String) throws -> [String] {
        try appraisal(s).rows.filter { $0.fault.standard == standard }.map { "\($0.fault.rawValue) \($0.number) \($0.day)" }
    }

    @Test("C-122 R-14: shortage and surplus of the reconciliations, delivery scans left out, problem pieces without an entry from one look to the next")
    func arrivals() throws {
        let shop = try Shop.branch(trade: "courier", opening: "2026-12-01 07:30")
        try shop.at("2026-12-03 09:00") { s in
            for n in [1, 2, 3] {
                try s.parcel(waybill(n))
                try s.scan(waybill(n), "scanArrive", "XY2", time: "08:00")
            }
            let clean = try shown(s, "C-122")
            #expect(clean.isEmpty)
            try s.stamps("in", "2026-12-03", "unsignedWatched", kind: .day)
            try s.problem(waybill(2), "CONTACT")
            try s.scan(waybill(3), "scanDeliver", "XY2", time: "08:50", person: "快递员甲")
        }
        try shop.at("2026-12-03 16:00") { s in
            // Couriers without a scan are no parcels.
            try s.stamps("qc", "2026-12-03", "deliveryWatched", kind: .day)
            _ = try s.desk("in").reconcile(goods: [waybill(8)])
            #expect(try shown(s, "C-122") == ["shortage \(waybill(2)) 2026-12-03", "surplus \(waybill(8)) 2026-12-03", "omission \(waybill(1)) 2026-12-03"])
        }
        try shop.at("2026-12-04 09:00") { s in
            try s.scan(waybill(3), "scanSign", "XY2", time: "08:30")
            try s.stamps("in", "2026-12-04", "unsignedWatched", kind: .day)
            #expect(try shown(s, "C-122").last == "noEntry \(waybill(1)) 2026-12-04")
            #expect(try appraisal(s).count(.noEntry) == 1, "two has its entry, three was signed")
            #expect(try appraisal(s, "2026-11").count("C-122") == 0)
        }
    }

    @Test("C-123 R-14: sent and not arrived, left at the hub, transit-outs late, not registered, registered with another address")
    func departures() throws {
        let shop = try Shop.branch(trade: "courier", opening: "2026-12-01 07:30")
        try shop.at("2026-12-02 19:00") { s in
            try s.sends(waybill(1))
            try s.sends(waybill(2))
            try s.parcel(waybill(3))
            try s.scan(waybill(3), "scanArrive", "XYHUB", time: "18:00")
        }
        try shop.at("2026-12-03 10:30") { s in
            try s.stamps("out", "2026-12-03", "hubWatched", kind: .day)
            try s.scan(waybill(2), "scanArrive", "XYHUB", time: "09:00")
            for n in [4, 5] {
                try s.parcel(waybill(n), ["address": "信阳市明港镇新建路3号"])
                try s.scan(waybill(n), "scanArrive", "XY2", time: "08:00")
            }
            let transit = waybill(5) + "/Z1"
            try s.stamps("outbound", transit, "carrierChosen", ["carrier": "STO"])
            try s.stamps("outbound", transit, "stoCalled")
            try s.stamps("outbound", transit, "transitLabelled", [
                "way": "NEW", "ownNumber": .string(waybill(5)), "receiver": "单雅芳", "receiverPhone": "13911112222", "labelAddress": "信阳市明港镇新建路3号", "numberChecked": true, "nameChecked": true, "phoneChecked": true,
            ])
            try s.stamps("outbound", transit, "carrierTook", ["cash": "5"])
            // The window is not over.
            #expect(try shown(s, "C-123") == ["stuck \(waybill(3)) 2026-12-03"])
        }
        try shop.at("2026-12-03 20:05") { s in
            #expect(try shown(s, "C-123") == [
                "notArrived \(waybill(1)) 2026-12-03", "stuck \(waybill(3)) 2026-12-03", "sentLate \(waybill(4)) 2026-12-03", "notRegistered \(waybill(5)) 2026-12-03",
            ])
            try s.stamps("qc", "2026-12-03", "arrivalSecondLook", kind: .day)
        }
        try shop.at("2026-12-04 09:00") { s in
            // It came late: the second look keeps it.
            try s.scan(waybill(1), "scanArrive", "XYHUB", time: "08:00")
            try s.stamps("outbound", waybill(5) + "/Z1", "transitRegistered", [
                "way": "NEW", "outgoing": "PA5", "carrier": "STO", "ownNumber": .string(waybill(5)), "fee": "12", "registeredAddress": "明港",
            ])
            #expect(try shown(s, "C-123") == [
                "notArrived \(waybill(1)) 2026-12-03", "stuck \(waybill(3)) 2026-12-03", "sentLate \(waybill(4)) 2026-12-03", "notRegistered \(waybill(5)) 2026-12-03", "registeredWrong \(waybill(5)) 2026-12-03",
            ])
        }
    }

    @Test("C-121 C-122 C-123 C-124 R-14: the appraisal is filled in from the month, and keeps what speaks against it; what somebody types stays")
    func form() throws {
        let shop = try Shop.branch(trade: "courier", opening: "2026-12-30 07:30")
        try shop.at("2026-12-30 09:00") { s in
            try s.desk("qc").perform(.intake("arbitration", parent: nil, ["waybill": .string(waybill(1)), "branch": "青浦", "acceptedAt": "2026-12-29 16:00"]))
            try s.desk("qc").perform(.intake("difference", parent: nil, ["waybill": .string(waybill(2)), "problemKind": "NO_GOODS"]))
        }
        try shop.at("2026-12-31 09:00") { s in
            try s.stamps("qc", "Z261230-01", "arbitrationLost", ["amount": "200", "cause": "FAULT"])
            #expect(try shown(s, "C-124") == ["answeredLate \(waybill(1)) 2026-12-30", "lost \(waybill(1)) 2026-12-30"])
        }
        try shop.at("2027-01-01 09:00") { s in
            // Twelve monitors on each of two days.
            #expect(try appraisal(s).count("C-121") == 24)
            try s.stamps("qc", "2027-01-01", "appraisalMade", ["tables": true], kind: .day)
            let made = try #require(try s.record("2027-01-01", .day).latest("appraisalMade"))
            #expect(["monitorsMissed", "arrivalFaults", "departureFaults", "complaintFaults"].map { made.answers[$0]?.int } == [24, 1, 0, 2])
            #expect(made.found?.contains("C-122 shortage \(waybill(2))") == true && made.found?.count == 27)
            let tables = try ReportTables(wording: Wording(.zh), manual: s.manual, now: s.now)
            #expect(try tables.appraisal(appraisal(s)).json.array?.map { "\($0["rule"].text) \($0["faults"].text) \($0["met"].bool == true)" } == ["C-121 24 false", "C-122 1 false", "C-123 0 true", "C-124 2 false"])
            try s.stamps("qc", "2027-01-01", "appraisalMade", ["tables": true, "arrivalFaults": 3], kind: .day)
            #expect(try s.record("2027-01-01", .day).latest("appraisalMade")?.answers["arrivalFaults"] == 3 && s.isSound())
        }
    }
}
