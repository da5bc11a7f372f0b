import ArgumentParser
import Dispatching

/// C-87 to C-89: may it be carried? Searched by the words of the playbook.
struct GoodsCommand: ParsableCommand {
    static let configuration = command("goods")
    @OptionGroup var options: FeeCommand.Options
    @Argument(help: help("arg.goods")) var goods: [String] = []
    @Option(help: help("opt.weight")) var weight: String?

    func run() throws {
        let reference = try options.manual().goods
        let text = goods.joined(separator: " ")
        let weight: Weight? = try weight.map { try FeeCommand.read($0, "weight") }
        // Without words the whole list.
        if goods.isEmpty { return options.common.json ? Out.json(.array(reference.classes.map { Self.json($0) })) : Out.table(reference.classes.map { Self.line($0) }) }
        let verdict = reference.verdict(on: text)
        let isOver = weight.map { !verdict.allows($0) } ?? false
        guard options.common.json else {
            let limit = verdict.most.map { words("cli.goods.most", ["most": .string($0.description)]) } ?? ""
            print([text, words("cli.goods.\(isOver ? "tooHeavy" : verdict.verdict.rawValue)"), verdict.verdict == .restricted ? limit : "", verdict.rule ?? ""].filter { !$0.isEmpty }.joined(separator: "  "))
            return Out.table(verdict.hits.map { ["", $0.word] + Self.line($0.found) })
        }
        Out.json([
            "goods": .string(text), "verdict": .string(verdict.verdict.rawValue), "rule": Value(verdict.rule), "most": verdict.most?.number ?? .null,
            "accepted": .bool(verdict.verdict <= .restricted && !isOver),
            "hits": .array(verdict.hits.map { .object((Self.json($0.found).object ?? [:]).merging(["word": .string($0.word)]) { own, _ in own }) }),
        ])
    }

    private static func line(_ group: GoodsClass) -> [String] { [words("cli.goods.\(group.verdict.rawValue)"), words.label(group.label), group.most.map { words("cli.goods.most", ["most": .string($0.description)]) } ?? "", group.rule] }

    private static func json(_ group: GoodsClass) -> Value {
        [
            "class": .string(group.code), "verdict": .string(group.verdict.rawValue), "rule": .string(group.rule), "zh": .string(group.label.zh), "en": .string(group.label.en),
            "most": group.most?.number ?? .null, "words": .array(group.words.map { .string($0) }),
        ]
    }
}
