import Dispatching
import Exchange
import Foundation
import Synchronization

/// The built-in manual, or (`PAIDAN_WITHOUT_RULE=A-20`) the same with one rule taken out wherever it is carried.
///
/// `tools/rule-removal` runs the stories once for every rule: one whose removal no story notices is not tested.
enum RuleRemoval {
    struct Unreadable: Error { let rule: String, reason: String }

    /// Read once: every story begins with one of them.
    private static let read = Mutex<[String: Result<Playbook, any Error>]>([:])

    static func playbook(_ trade: String = PlaybookFile.standard) throws -> Playbook {
        try read.withLock { known in
            if let hit = known[trade] { return hit }
            let made = Result { try make(trade) }
            known[trade] = made
            return made
        }.get()
    }

    private static func make(_ trade: String) throws -> Playbook {
        let whole = try PlaybookFile.builtIn(trade).playbook
        guard let rule = ProcessInfo.processInfo.environment["PAIDAN_WITHOUT_RULE"], !rule.isEmpty else { return whole }
        do {
            return try PlaybookReader.read(without(rule, whole.source))
        } catch {
            print("UNREADABLE \(rule): \(error)")
            throw Unreadable(rule: rule, reason: "\(error)")
        }
    }

    static func without(_ rule: String, _ source: Value) -> Value {
        var root = source.object ?? [:]
        // What hangs on the rule's call goes with it.
        root["rules"] = .array((root["rules"]?.array ?? []).filter { $0["rule"].string != rule && $0["within"].string != rule })
        // Only the rule about the templates takes them away; the others only lose their duty.
        if rule == "A-75" {
            let messages = (root["messages"]?.object ?? [:]).filter { !carries($0.value, rule) }
            root["messages"] = .object(messages)
            root["rules"] = .array((root["rules"]?.array ?? []).map { r in
                guard let m = r["message"].string, messages[m] == nil, var o = r.object else { return r }
                o["message"] = nil
                return .object(o)
            })
        }
        // A paper that hangs on no duty is the rule's own.
        root["messages"] = .object((root["messages"]?.object ?? [:]).filter { $0.value["prints"].isNull || !carries($0.value, rule) })
        if rule == "A-65" { root["calendar"] = ["zone": "Asia/Shanghai", "week": ["mon-sun": "08:30-12:00,13:00-17:30"]] }
        if rule == "A-01" { root["rights"] = nil }
        for key in ["forms", "stamps", "machines", "profiles", "scripts", "tables", "network", "tariffs", "monitors", "goods", "headers"] { root[key] = pruned(root[key] ?? .null, rule) }
        return .object(root)
    }

    /// Takes list entries and requirements that carry the rule out of a tree.
    private static func pruned(_ value: Value, _ rule: String) -> Value {
        if let list = value.array { return .array(list.filter { !carries($0, rule) }.map { pruned($0, rule) }) }
        if let object = value.object { return .object(object.mapValues { pruned($0, rule) }) }
        return value
    }

    private static func carries(_ value: Value, _ rule: String) -> Bool {
        value["rule"].string == rule || (value["rule"].array ?? []).contains(.string(rule))
    }
}
