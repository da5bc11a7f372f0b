import Dispatching
import Testing

/// Returns and sign-backs: what may go back and when, with which papers.
@Suite struct CourierReturnTests {
    private static let waybill = "518012345678", problem = waybill + "/W1", back = waybill + "/T1", paper = waybill + "/H1"
    private static let ticks: [String: Value] = ["upperRight": true, "struck": true, "sameFace": true, "uncovered": true]

    private func shop(at time: String = "2026-12-05 09:30", _ more: [String: Value] = [:]) throws -> Shop {
        let shop = try Shop(trade: "courier")
        try shop.at(time) { s in
            try s.parcel(Self.waybill, more)
            try s.scan(Self.waybill, "scanArrive", "XY2")
        }
        return shop
    }

    private func keeps(_ s: Shop) throws { try s.desk("inbound").perform(.intake(.parcelReturn, parent: s.id(Self.waybill), [:])) }

    @Test("C-100 C-101 C-102 C-104 C-105: kept, allowed after 72 hours, labelled with four checks, returned when the hub has scanned it")
    func noReply() throws {
        let shop = try shop()
        try shop.at("2026-12-05 10:00") { s in
            #expect(refusal { try keeps(s) }?.rule == "C-102", "nobody has registered a problem")
            try s.problem(Self.waybill, "CONTACT")
            try keeps(s)
            #expect(try s.state(Self.back) == "KEPT" && s.opens("C-100", Self.back) == "2026-12-08 10:00" && s.told("C-100") == ["senderBranch"])
            #expect(refusal { try s.stamps("inbound", Self.back, "returnLabelled", Self.ticks) } == .unmet(key: "returnTooEarly", rule: "C-102", overridable: false, values: Self.ticks.merging(["number": .string(Self.back)]) { $1 }))
        }
        try shop.at("2026-12-08 09:59") { _ in }
        #expect(refusal { try shop.stamps("inbound", Self.back, "returnLabelled", Self.ticks) }?.rule == "C-102")
        try shop.at("2026-12-08 10:00") { s in
            #expect(try s.state(Self.back) == "RETURN_ALLOWED" && s.record(Self.back)["reason"] == "NO_REPLY_72H" && s.duty("C-102", Self.back) == nil)
            #expect(try s.outbox().contains { $0.row.duty.key.rule == "C-104" && $0.message.text.contains(Self.waybill) })
            try s.sends("inbound", "C-104", Self.back)
            #expect(try s.standing("C-104", Self.back) == .done)
            for missing in Self.ticks.keys { #expect(refusal { try s.stamps("inbound", Self.back, "returnLabelled", Self.ticks.filter { $0.key != missing }) }?.rule == "C-104", "\(missing)") }
            try s.stamps("inbound", Self.back, "returnLabelled", Self.ticks)
            #expect(try s.due("C-105", Self.back) == "2026-12-08 20:00" && s.standing("C-100", Self.back) == .done)
            try s.stamps("inbound", Self.problem, "returnDecided")
        }
        try shop.at("2026-12-08 19:30") { s in
            try s.scan(Self.waybill, "scanArrive", "XYHUB")
            #expect(try s.state(Self.back) == "LABELLED")
            try s.scan(Self.waybill, "scanSend", "XYHUB", next: "郑州中心")
            #expect(try s.state(Self.back) == "RETURNED" && s.state(Self.problem) == "RETURNED" && s.state(Self.waybill) == "RETURNED")
            #expect(try s.standing("C-105", Self.back) == .done && s.isSound())
        }
    }

    @Test("C-102: what the sending branch clearly demands goes back the same day, else it is irregular; without a notice nothing goes back")
    func demanded() throws {
        let shop = try shop()
        try shop.at("2026-12-05 10:00") { s in
            try s.problem(Self.waybill, "CONTACT", ["sent": false])
            try keeps(s)
            #expect(refusal { try s.stamps("inbound", Self.back, "returnLabelled", Self.ticks) } == .unmet(key: "returnNoNotice", rule: "C-102", overridable: false, values: Self.ticks.merging(["number": .string(Self.back)]) { $1 }))
            try s.stamps("inbound", Self.problem, "upstreamNotified")
            #expect(refusal { try s.stamps("inbound", Self.problem, "returnDemanded") } != nil, "no reply yet")
            try s.stamps("inbound", Self.problem, "replied", ["reply": "请退回"])
            try s.stamps("inbound", Self.problem, "returnDemanded", ["note": "要求退件"])
            #expect(try s.state(Self.problem) == "RETURN_DUE" && s.state(Self.back) == "RETURN_ALLOWED" && s.record(Self.back)["reason"] == "DEMANDED")
            #expect(try s.record(Self.problem)["note"] == "要求退件(1205)" && s.due("C-102", Self.back) == "2026-12-05 17:30" && s.told("C-102", late: true) == ["csSupervisor"])
        }
        try shop.at("2026-12-05 18:00") { s in
            #expect(try s.standing("C-102", Self.back) == .overdue)
            try s.stamps("inbound", Self.back, "returnLabelled", Self.ticks)
            try s.scan(Self.waybill, "scanArrive", "XYHUB")
            try s.scan(Self.waybill, "scanSend", "XYHUB", next: "ZZHUB")
            #expect(try s.standing("C-102", Self.back) == .doneLate)
        }
        // Demanded with nothing kept before: the console opens the return itself.
        let other = try self.shop()
        try other.at("2026-12-05 10:00") { s in
            try s.problem(Self.waybill, "CONTACT")
            try s.stamps("inbound", Self.problem, "replied", ["reply": "请退回"])
            try s.stamps("inbound", Self.problem, "returnDemanded")
            #expect(try s.state(Self.back) == "RETURN_ALLOWED")
        }
    }

    @Test("C-100 C-105: what goes back takes every other problem with it; what is signed for after all, or is not to go back any more, is kept no longer")
    func endings() throws {
        let shop = try shop(["address": "信阳市明港镇1号"])
        try shop.at("2026-12-05 10:00") { s in
            try s.problem(Self.waybill, "CONTACT")
            try s.problem(Self.waybill, "DAMAGE", ["photo": .string(Self.waybill + ".jpg")])
            try s.stamps("inbound", Self.problem, "replied", ["reply": "请退回"])
            try s.stamps("inbound", Self.problem, "returnDemanded")
            try s.stamps("inbound", Self.back, "returnLabelled", Self.ticks)
            try s.scan(Self.waybill, "scanArrive", "XYHUB")
            try s.scan(Self.waybill, "scanSend", "XYHUB", next: "ZZHUB")
            #expect(try s.state(Self.waybill) == "RETURNED" && s.state(Self.waybill + "/W2") == "RETURNED", "nobody has answered about the damage")
            #expect(try s.state(Self.waybill + "/Z1") == "SETTLED" && !s.owes("C-11", Self.waybill + "/Z1"), "it is not to be handed on any more")
            #expect(try s.open(Self.waybill).isEmpty && s.isSound())
            #expect(refusal { try keeps(s) } != nil, "it is gone")
        }
        for ending in ["scanSign", "returnDropped"] {
            let other = try self.shop()
            try other.at("2026-12-05 10:00") { s in
                try s.problem(Self.waybill, "CONTACT")
                try s.stamps("inbound", Self.problem, "replied", ["reply": "请退回"])
                try s.stamps("inbound", Self.problem, "returnDemanded")
                #expect(refusal { try s.stamps("inbound", Self.back, "returnDropped") } != nil, "why")
                if ending == "scanSign" { try s.scan(Self.waybill, "scanSign", "XY2") } else { try s.stamps("inbound", Self.back, "returnDropped", ["text": "客户又要了"]) }
                #expect(try s.state(Self.back) == "DROPPED" && !s.owes("C-102", Self.back) && !s.owes("C-104", Self.back))
            }
            try other.at("2026-12-09 10:00") { s in
                let isOwed = try s.owes("C-100", Self.back)
                #expect(!isOwed, "\(ending)")
            }
        }
    }

    @Test("C-101: what is kept after the 72 hours only may go back at once")
    func keptLate() throws {
        let shop = try shop()
        try shop.at("2026-12-05 10:00") { s in _ = try s.problem(Self.waybill, "CONTACT") }
        try shop.at("2026-12-08 11:00") { s in
            try keeps(s)
            #expect(try s.state(Self.back) == "RETURN_ALLOWED" && s.record(Self.back)["reason"] == "NO_REPLY_72H")
            try s.stamps("inbound", Self.back, "returnLabelled", Self.ticks)
        }
    }

    @Test("C-103: held for three days, then it may go back")
    func held() throws {
        let shop = try shop()
        try shop.at("2026-12-05 10:00") { s in
            try s.problem(Self.waybill, "NOT_HOME")
            try s.stamps("inbound", Self.problem, "replied", ["reply": "先留"])
            try s.stamps("inbound", Self.problem, "held")
            try keeps(s)
        }
        try shop.at("2026-12-08 10:00") { _ in }
        #expect(try shop.state(Self.back) == "RETURN_ALLOWED" && shop.record(Self.back)["reason"] == "HOLD_OVER")
    }

    @Test("C-106 C-107 C-108: the envelope's barcode comes with the waybill; signed, sealed, scanned and handed to the driver on the same day's bus")
    func signBack() throws {
        #expect(refusal { _ = try self.shop(["signBack": true]) }?.rule == "C-106")
        let shop = try shop(["signBack": true, "signBackBarcode": "HD518012345678"])
        try shop.at("2026-12-05 15:00") { s in
            #expect(try s.state(Self.paper) == "EXPECTED" && s.record(Self.paper)["barcode"] == "HD518012345678" && s.duty("C-107", Self.paper) == nil)
            try s.scan(Self.waybill, "scanDeliver", "XY2")
            try s.scan(Self.waybill, "scanSign", "XY2")
            #expect(try s.due("C-107", Self.paper) == "2026-12-05 17:30" && s.duty("C-107", Self.paper)?.role == "courier" && s.told("C-107") == ["inboundAgent"])
            #expect(refusal { try s.stamps("rider", Self.paper, "signBackSealed") } != nil, "not signed")
            try s.stamps("rider", Self.paper, "signBackSigned")
            try s.stamps("rider", Self.paper, "signBackSealed")
            #expect(try s.standing("C-107", Self.paper) == .done && s.due("C-108", Self.paper) == "2026-12-05 19:00" && s.told("C-108") == ["lineHaulDriver"])
            #expect(refusal { try s.stamps("inbound", Self.paper, "signBackHanded", ["driver": "老李"]) } != nil, "not scanned")
            try s.stamps("inbound", Self.paper, "signBackScanned")
            #expect(refusal { try s.stamps("inbound", Self.paper, "signBackHanded") } != nil, "nobody signed")
            try s.stamps("inbound", Self.paper, "signBackHanded", ["driver": "老李"])
            #expect(try s.state(Self.paper) == "HANDED_TO_DRIVER" && s.standing("C-108", Self.paper) == .done)
        }
    }

    @Test("C-107: the sign scan may come in a file when the envelope is with CS already")
    func sealedBeforeTheScan() throws {
        let shop = try shop(["signBack": true, "signBackBarcode": "HD518012345678"])
        try shop.at("2026-12-05 15:00") { s in
            try s.scan(Self.waybill, "scanDeliver", "XY2")
            try s.stamps("rider", Self.paper, "signBackSigned")
            try s.stamps("rider", Self.paper, "signBackSealed")
        }
        try shop.at("2026-12-05 17:00") { s in
            try s.scan(Self.waybill, "scanSign", "XY2", day: "2026-12-05", time: "14:40")
            #expect(try s.state(Self.waybill) == "SIGNED" && s.state(Self.paper) == "SEALED_TO_CS" && !s.owes("C-107", Self.paper) && s.owes("C-108", Self.paper))
        }
    }

    @Test("C-109: an empty envelope is a problem to the sending branch at once, and the parcel is not delivered before its answer")
    func emptyEnvelope() throws {
        let shop = try shop(["signBack": true, "signBackBarcode": "HD518012345678"])
        try shop.at("2026-12-05 10:00") { s in
            try s.stamps("inbound", Self.paper, "signBackEmpty")
            #expect(try s.record(Self.problem)["problemKind"] == "EMPTY_SIGNBACK" && s.state(Self.problem) == "REGISTERED" && s.owes("C-109", Self.problem) && s.told("C-109") == ["senderBranch"])
            #expect(refusal { try s.scan(Self.waybill, "scanDeliver", "XY2") }?.rule == "C-109")
            try s.stamps("inbound", Self.problem, "upstreamNotified")
            #expect(try s.standing("C-109", Self.problem) == .done && s.opens("C-101", Self.problem) == "2026-12-08 10:00")
            try s.stamps("inbound", Self.problem, "replied", ["reply": "不用签回"])
            #expect(try s.state(Self.paper) == "EXPECTED")
            try s.scan(Self.waybill, "scanDeliver", "XY2")
        }
    }
}
