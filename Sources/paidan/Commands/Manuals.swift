import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Wording

struct PlaybookCommand: ParsableCommand {
    static let configuration = command("playbook", [Check.self, Diff.self, Show.self, Adopt.self, Export.self, Versions.self], standard: Show.self)

    /// A file, or trades by name: `home-goods`, `home-goods+appliance`.
    static func read(_ path: String) throws -> PlaybookFile {
        if path.split(separator: "+").allSatisfy({ PlaybookFile.trades.contains(String($0)) }) { return try PlaybookFile.builtIn(path) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        return try PlaybookFile.read(String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self), file: path) { name in
            (try? String(contentsOf: folder.appendingPathComponent(name + ".yaml"), encoding: .utf8)) ?? Resource.text("playbooks/\(name).yaml")
        }
    }

    struct Check: ParsableCommand {
        static let configuration = command("check", key: "playbook.check")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.file")) var file: String
        func run() throws {
            let f = try PlaybookCommand.read(file)
            for i in f.warnings { Out.complain("\(i.file):\(i.line):\(i.column): \(words(i.phrase))") }
            if common.json { Out.json(["ok": true, "rules": .int(f.playbook.rules.count), "warnings": .int(f.warnings.count)]) } else { print(words("cli.playbook.ok", ["name": .string(f.playbook.stampText), "rules": .int(f.playbook.rules.count)])) }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "playbook.show")
        @OptionGroup var common: CommonOptions
        func run() throws {
            let s = try Session(common)
            let p = s.manual.playbook
            if common.json { return Out.json(p.source) }
            print("\(p.stampText)  \(words.label(p.title))")
            Out.table(p.rules.map { [$0.id, words.label(p.roleLabel($0.role)), words.label($0.label), $0.done.map { words.label(p.stampLabel($0)) } ?? $0.within ?? "", $0.lateTells.map { words.label(p.roleLabel($0)) }.joined(separator: " ")] })
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = command("diff", key: "playbook.diff")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.file")) var file: String
        func run() throws {
            let f = try PlaybookCommand.read(file)
            let s = try Session(common)
            let moves = try s.desk.difference(f.playbook)
            func time(_ t: Instant?) -> String { t.map { words.time($0, s.zone) } ?? "" }
            if common.json {
                return Out.json(.array(moves.map { m in
                    ["case": .string(m.number), "rule": .string(m.after.key.rule), "change": .string(m.verb.rawValue),
                     "dueBefore": Value(m.before?.due.map { s.zone.iso($0) }), "dueAfter": Value(m.after.due.map { s.zone.iso($0) }),
                     "roleBefore": Value(m.before?.role), "roleAfter": .string(m.after.role)]
                }))
            }
            print(words("cli.playbook.diff", ["from": .string(s.manual.playbook.stampText), "to": .string(f.playbook.stampText), "n": .int(moves.count)]))
            Out.table(moves.map { m in
                [m.number, m.after.key.rule, words("cli.duty.\(m.verb.rawValue)"), time(m.before?.due), "->", time(m.after.due),
                 m.before.map { $0.role == m.after.role ? "" : words.label(f.playbook.roleLabel($0.role)) + " -> " + words.label(f.playbook.roleLabel(m.after.role)) } ?? ""]
            })
        }
    }

    struct Versions: ParsableCommand {
        static let configuration = command("versions", key: "playbook.versions")
        @OptionGroup var common: CommonOptions
        func run() throws {
            let s = try Session(common)
            let all = try s.desk.store.read { try $0.playbooks() }
            if common.json { return Out.json(.array(all.map { ["seq": .int($0.seq), "name": .string($0.name), "version": .string($0.version)] })) }
            Out.table(all.map { [String($0.seq), $0.name, $0.version] })
        }
    }

    struct Adopt: ParsableCommand {
        static let configuration = command("adopt", key: "playbook.adopt")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.file")) var file: String
        func run() throws {
            let f = try PlaybookCommand.read(file)
            try Session(common).perform(.adopt(f.playbook))
        }
    }

    struct Export: ParsableCommand {
        static let configuration = command("export", key: "playbook.export")
        @Argument(help: help("arg.folder")) var folder: String
        func run() throws {
            for path in Resource.paths where path.hasPrefix("playbooks/") {
                let target = URL(fileURLWithPath: folder).appendingPathComponent(String(path.dropFirst(10)))
                if FileManager.default.fileExists(atPath: target.path) { throw StoreError.alreadyExists(path: target.path) }
                try Data(Resource.bytes(path)).write(to: target)
                print(target.path)
            }
        }
    }
}
