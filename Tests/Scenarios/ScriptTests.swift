import Dispatching
import Testing

/// What is said on the phone, point by point.
@Suite struct ScriptTests {
    @Test("B-23 B-42 C2-10 C2-15 C4-09 C7-09 C7-10 E13-13 E17-17 E17-19 E17-20: the scripts of the trades say what their manuals want said", arguments: [
        ("decoration", "M-P10", ["B-23"]), ("decoration", "M-P11", ["B-42"]), ("furniture", "M-P10", ["E13-13"]), ("furniture", "M-P14", ["E17-17", "E17-19", "E17-20"]),
        ("furniture", "M-P13", ["E17-33"]), ("decoration", "M-P7", ["C2-15", "C7-09", "C7-10"]), ("decoration", "M-P9", ["C2-10", "C2-11", "C7-10"]),
        ("decoration", "M-P12", ["C4-09"]),
    ])
    func scripts(trade: String, script: String, rules: [String]) throws {
        let points = try RuleRemoval.playbook(trade).scripts[script]?.points ?? []
        for rule in rules { #expect(points.contains { $0.rules.contains(rule) && !$0.label.zh.isEmpty && !$0.label.en.isEmpty }, "\(rule)") }
    }
}
