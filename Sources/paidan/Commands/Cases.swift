import ArgumentParser
import Desk
import Dispatching
import Foundation
import Exchange
import Storage

/// Cases of any kind: what has an intake form is taken in here, and every stamp can be set.
struct CaseCommand: ParsableCommand {
    static let configuration = command("case", [New.self, Show.self, StampCommand.self, Paper.self])

    struct New: ParsableCommand {
        static let configuration = command("new", key: "case.new")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.intake")) var kind: String
        @Argument(help: help("arg.fields")) var fields: [String] = []
        @Option(help: help("opt.order")) var order: String?

        func run() throws {
            let s = try Session(common)
            let known = s.manual.playbook.intakes
            // `service` is as good as `visit.service`.
            guard let intake = known[CaseKind(rawValue: kind)] ?? known[CaseKind(rawValue: "visit." + kind)] else {
                throw CommandFailure(.usage, "cli.case.unknownKind", ["kind": .string(kind), "known": .array(known.keys.map { .string($0.rawValue) }.sorted { $0.text < $1.text })])
            }
            let parent = try order.map { try s.find($0) }
            var answers = try Session.pairs(fields)
            if let parent, let form = s.manual.playbook.form(for: intake.stamp) {
                // What the order says already need not be said again.
                let family = try s.desk.store.read { try $0.family(of: parent) }
                let facts = Facts(own: parent, family: family, manual: s.manual, now: s.now)
                for field in form.fields where answers[field.name] == nil {
                    if let path = field.prefill, !facts.value(path).isNull { answers[field.name] = facts.value(path) }
                }
            }
            // Asked before: afterwards the new one would be like itself.
            let similar = try s.desk.similar(to: Acquaintance(answers, order: parent))
            let words = SimilarWords(wording: words, manual: s.manual)
            for known in similar { Out.complain(words.sentence([known])) }
            try s.perform(.intake(intake.kind, parent: parent?.id, answers), more: ["similar": .array(similar.map { Shapes.similar($0, zone: s.zone) })])
        }
    }

    /// Papers that a person fills in or signs.
    struct Paper: ParsableCommand {
        static let configuration = command("paper", key: "case.paper")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        @Option(help: help("opt.paper")) var name: String?
        @Option(help: help("opt.out")) var out: String?

        func run() throws {
            let s = try Session(common)
            let record = try s.find(number), known = s.manual.playbook.papers(for: record.kind)
            guard let template = name.map({ name in known.first { $0.id == name } }) ?? known.first else {
                throw CommandFailure(.usage, "cli.case.noPaper", ["kind": .string(words("kind." + record.kind.rawValue)), "known": .array(known.map { .string($0.id) })])
            }
            let paper = try s.desk.paper(template.id, for: record.id, language: words.language)
            if common.json { return Out.json(["name": .string(template.id), "text": .string(paper.text), "missing": .array(paper.missing.map { .string($0) })]) }
            guard let out else { return print(paper.text, terminator: "") }
            // What stands there under that name may not be made anew in a moment.
            try Data(paper.text.utf8).write(to: URL(fileURLWithPath: out), options: .withoutOverwriting)
            print(words("cli.case.paperDone", ["file": .string(out)]))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "case.show")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        func run() throws { try showCase(try Session(common), number) }
    }
}
