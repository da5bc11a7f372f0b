import Dispatching
import Testing

extension Shop {
    /// A branch of the courier trade, with its people by their posts.
    static func branch(trade: String, opening: String = "2026-12-07 07:30") throws -> Shop {
        let shop = try Shop(trade: trade, opening: opening)
        // Each post is held by one person, so that it is known who is meant by it.
        for login in ["inbound", "outbound", "quality"] { try shop.desk("supervisor").perform(.record(.staff, number: login, ["roles": .array([])])) }
        for (login, name, role) in [
            ("in", "进港小陈", "inboundAgent"), ("out", "出港小林", "outboundAgent"), ("qc", "质控小郑", "qcAgent"), ("counter", "柜台小何", "counter"),
            ("leadership", "公司领导", "companyLeader"), ("c1", "快递员甲", "courier"), ("c2", "快递员乙", "courier"), ("c3", "快递员丙", "courier"),
        ] {
            try shop.desk("supervisor").perform(.record(.staff, number: login, ["name": .string(name), "roles": [.string(role)]]))
        }
        return shop
    }

    /// Rows of the liability sheet, as they came about.
    func sheet() throws -> [CaseRecord] { try store.read { try $0.cases(kind: .liability) } }

    /// Takes a case down and judges it.
    @discardableResult
    func judges(_ cause: String, _ object: String, _ answers: [String: Value], taken more: [String: Value] = [:], by login: String = "qc") throws -> String {
        let taken = try #require(try desk(login).perform(.intake("incident", parent: nil, more.merging(["cause": .string(cause), "object": .string(object)]) { $1 })).record)
        try stamps(login, taken.number, "incidentJudged", answers, kind: "incident")
        return taken.number
    }
}
