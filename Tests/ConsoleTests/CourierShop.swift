import Desk
import Dispatching

extension TestShop {
    /// A branch on the morning after: parcels that could not be delivered yesterday, one of them damaged, one to be handed on today.
    static func branch(_ count: Int = 3) throws -> TestShop { try branch(count, names: [], address: "") }

    /// Receivers of these names, all of whom were out.
    static func branch(names: [String], address: String) throws -> TestShop { try branch(names.count, names: names, address: address) }

    private static func branch(_ count: Int, names: [String], address: String) throws -> TestShop {
        let shop = try TestShop("2026-12-05T08:10", trade: "courier", staff: [("jin", "金晶", ["inboundAgent"]), ("chu", "褚楚", ["outboundAgent"]), ("zhou", "周敏", ["csSupervisor"])])
        let desk = try shop.desk("jin")
        for n in 1...count {
            let waybill = String(518_012_345_670 + n)
            let entry: [String: Value] = [
                "waybill": .string(waybill), "customer": .string(names.isEmpty ? n == 2 ? "尉迟恭" : "单雅芳" : names[n - 1]), "phone": "13911112222", "senderBranch": "青浦",
                "address": .string(!names.isEmpty ? "信阳市浉河区" + address : n == 3 ? "信阳市明港镇1号" : "信阳市浉河区中山路\(n)号"),
            ]
            guard let parcel = try desk.perform(.intake(.parcel, parent: nil, entry)).record else { throw Refusal.unknownCase(waybill) }
            shop.time("2026-12-05T09:00")
            try shop.stamp(parcel.id, "scanArrive", ["node": "XY2"], by: "jin")
            if n == 3, names.isEmpty { continue }
            let damaged = n == 2 && names.isEmpty
            var answers: [String: Value] = ["problemKind": damaged ? "DAMAGE" : "NOT_HOME", "problem": damaged ? "外箱破" : "客户不在家", "sent": true]
            if damaged { answers["photo"] = .string(waybill + ".jpg") }
            try desk.perform(.intake("problem", parent: parcel.id, answers))
        }
        shop.time("2026-12-07T08:20")
        try desk.rollIfNeeded()
        return shop
    }
}
