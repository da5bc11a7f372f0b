import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Wording

/// The same answer as Ctrl-P in the console.
struct FindCommand: ParsableCommand {
    static let configuration = command("find")
    @OptionGroup var common: CommonOptions
    @Argument(help: help("arg.query")) var query: [String]
    @Option(help: help("opt.limit")) var limit = 20

    func run() throws {
        let s = try Session(common)
        let found = try s.desk.store.find(query.joined(separator: " "), now: s.now, limit: limit)
        if common.json {
            return Out.json(.array(found.map { f in
                ["number": .string(f.row.number), "customer": .string(f.row.customer), "phone": .string(f.row.phone), "state": .string(f.row.state),
                 "address": .string(f.row.address), "distance": .int(f.distance)]
            }))
        }
        Out.table(found.map { f in
            [f.row.number, f.row.customer, f.row.phone, words.label(s.manual.playbook.stateLabel(f.row.kind, f.row.state)), f.row.address]
        })
    }
}

struct OrderCommand: ParsableCommand {
    static let configuration = command("order", [List.self, Show.self, Add.self, StampCommand.self, Amend.self], standard: List.self)

    struct List: ParsableCommand {
        static let configuration = command("list", key: "order.list")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.query")) var query: [String] = []
        @Option(help: help("opt.state")) var state: [String] = []
        @Option(help: help("opt.limit")) var limit = 50

        func run() throws {
            let s = try Session(common)
            let rows = try s.desk.store.read { try $0.orders(query: query.joined(separator: " "), states: Set(state), now: s.now, limit: limit) }
            if common.json {
                return Out.json(.array(rows.map { r in
                    ["number": .string(r.number), "state": .string(r.state), "customer": .string(r.customer), "phone": .string(r.phone),
                     "district": .string(r.district), "address": .string(r.address), "delivery": Value(r.delivery?.description),
                     "install": Value(r.install?.description), "nextDue": Value(r.nextDue.map { s.zone.iso($0) }), "late": .bool(r.late)]
                }))
            }
            Out.table(rows.map { r in
                [r.number, words.label(s.manual.playbook.stateLabel(r.kind, r.state)), r.customer, r.phone, r.district,
                 r.delivery?.description ?? "", r.install?.description ?? "", r.nextDue.map { words.time($0, s.zone) + (r.late ? " !" : "") } ?? ""]
            })
        }
    }

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "order.show")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        func run() throws { try showCase(try Session(common), number) }
    }

    struct Add: ParsableCommand {
        static let configuration = command("add", key: "order.add")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        @Argument(help: help("arg.fields")) var fields: [String] = []
        @Option(name: .customLong("line"), help: help("opt.line")) var line: [String] = []

        func run() throws {
            let s = try Session(common)
            var values = try Session.pairs(fields)
            if let text = values["phone"]?.string {
                guard let p = PhoneNumber(text) else {
                    throw Refusal.badAnswer(form: "order", field: s.manual.playbook.fields["phone"] ?? Label(zh: "phone", en: "phone"), value: text)
                }
                values["phone"] = .string(p.digits)
            }
            let lines = try line.enumerated().map { i, text in
                let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
                guard let name = parts.first, !name.isEmpty, parts.count < 2 || Int(parts[1]) != nil else { throw CommandFailure(.usage, "cli.badLine", ["value": .string(text)]) }
                return OrderLines.Line(
                    no: i + 1, product: name, quantity: parts.count > 1 ? Int(parts[1]) ?? 1 : 1, litres: parts.count > 2 ? Int(parts[2]) ?? 0 : 0,
                    productClass: parts.count > 3 ? parts[3] : "")
            }
            try s.perform(.receive(OrderDraft(number: number, fields: values, lines: lines)))
        }
    }

    struct Amend: ParsableCommand {
        static let configuration = command("amend", key: "order.amend")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        @Argument(help: help("arg.fields")) var fields: [String]
        @Option(help: help("opt.version")) var version: Int?
        func run() throws {
            let s = try Session(common)
            try s.perform(.amend(try s.find(number).id, version: version, try Session.pairs(fields)))
        }
    }
}

/// `stamp NUMBER NAME field=value ...`: the same form that the console draws.
struct StampCommand: ParsableCommand {
    static let configuration = command("stamp")
    @OptionGroup var common: CommonOptions
    @Argument(help: help("arg.number")) var number: String
    @Argument(help: help("arg.stamp")) var stamp: String
    @Argument(help: help("arg.answers")) var answers: [String] = []
    @Option(help: help("opt.version")) var version: Int?
    @Option(help: help("opt.override")) var override: String?

    func run() throws {
        let s = try Session(common)
        let record = try s.find(number)
        try s.perform(.stamp(record.id, version: version, name: stamp, answers: try Session.pairs(answers), override: override))
    }
}

struct VisitCommand: ParsableCommand {
    static let configuration = command("visit", [List.self, Show.self, StampCommand.self], standard: List.self)

    struct List: ParsableCommand {
        static let configuration = command("list", key: "visit.list")
        @OptionGroup var common: CommonOptions
        @Option(help: help("opt.date")) var date: String?
        @Option(help: help("opt.visitKind")) var kind: [Kind] = [.delivery, .install]
        enum Kind: String, ExpressibleByArgument, CaseIterable { case delivery, install }

        func run() throws {
            let s = try Session(common)
            let day = try s.day(date)
            let rows = try s.desk.store.read { snapshot in
                try kind.flatMap { try snapshot.cases(kind: CaseKind(rawValue: "visit.\($0.rawValue)"), date: day) }.map { ($0, try snapshot.family(of: $0).root) }
            }
            if common.json { return Out.json(.array(rows.map { Shapes.full($0.0, zone: s.zone) })) }
            Out.table(rows.map { v, order in
                [v.number, words("kind.\(v.kind)"), words.label(s.manual.playbook.stateLabel(v.kind, v.state)), order["customer"].text, order["phone"].text,
                 v["crew"].text, v["half"].string.map { words.label(s.manual.playbook.fields["half_\($0)"] ?? Label(zh: $0, en: $0)) } ?? "",
                 order["district"].text + " " + order["address"].text]
            })
        }
    }

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "visit.show")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        func run() throws { try showCase(try Session(common), number) }
    }
}

struct DayCommand: ParsableCommand {
    static let configuration = command("day", [Show.self, StampCommand.self], standard: Show.self)

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "day.show")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.day")) var day: String?
        func run() throws {
            let s = try Session(common)
            try showCase(s, day ?? s.today.description, kinds: [.day])
        }
    }
}

/// Facts, duties and stamps of a case and its family.
func showCase(_ s: Session, _ number: String, kinds: [CaseKind]? = nil) throws {
    let record = try s.find(number, kinds: kinds)
    let (family, rows) = try s.desk.store.read { snapshot in
        var filter = DutyFilter()
        filter.caseID = record.id
        filter.includeClosed = true
        return (try snapshot.family(of: record), try snapshot.dutyRows(filter))
    }
    let p = s.manual.playbook
    if s.options.json {
        return Out.json([
            "case": Shapes.full(record, zone: s.zone), "family": .array(([family.root] + family.children).map { Shapes.full($0, zone: s.zone) }),
            "duties": .array(rows.map { Shapes.duty($0, now: s.now, zone: s.zone) }),
        ])
    }
    print("\(record.number)  \(words.label(p.stateLabel(record.kind, record.state)))  v\(record.version)")
    let hidden: Set<String> = ["lines", "plan", "input", "published", "halves", "pins", "excuses"]
    Out.table(record.fields.keys.sorted().filter { !hidden.contains($0) }.map { [words.label(p.fields[$0] ?? Label(zh: $0, en: $0)), record[$0].text] })
    for line in OrderLines(record).all { print("  \(line.no). \(line.product) x\(line.quantity)  \(line.state)") }
    for child in family.children where child.id != record.id { print("  \(child.number)  \(child.date?.description ?? "")  \(words.label(p.stateLabel(child.kind, child.state)))") }
    if !rows.isEmpty { print("") }
    Out.table(rows.map { r in
        [r.duty.key.rule, r.number, words("standing.\(r.duty.standing(at: s.now).rawValue)"), r.duty.due.map { words.time($0, s.zone) } ?? "",
         words.label(p.roleLabel(r.duty.role)), words.label(p.rule(r.duty.key.rule)?.label ?? Label(zh: "", en: ""))]
    })
    print("")
    Out.table(record.stamps.map { [words.time($0.at, s.zone), $0.by, words.label(p.stampLabel($0.name)) + ($0.withdrawn ? " (-)" : "")] })
}
