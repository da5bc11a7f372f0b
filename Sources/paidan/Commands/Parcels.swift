import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Wording

/// Parcels: where they are and what comes next, documents and goods, the agent's list, the carriers' bills.
struct ParcelCommand: ParsableCommand {
    static let configuration = command("parcel", [Show.self, Queue.self, Reconcile.self, AgentList.self, Settle.self], standard: Show.self)

    struct Show: ParsableCommand {
        static let configuration = command("show", key: "parcel.show")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.waybill")) var number: String

        func run() throws {
            let s = try Session(common)
            let record = try s.find(number, kinds: [.parcel])
            let family = try s.desk.store.read { try $0.family(of: record) }
            let facts = Facts(own: record, family: family, manual: s.manual, now: s.now), parcel = Parcel(facts), p = s.manual.playbook
            func fact(_ name: String) -> Value { facts.value(FactPath(name)) }
            func node(_ code: String?) -> String { code.map { code in p.network.node(code).map { words.label($0.label) } ?? code } ?? "-" }
            let row = try p.tables["transitOut"]?.row(for: facts)
            if common.json {
                return Out.json([
                    "number": .string(record.number), "state": .string(record.state), "place": fact("place"), "lastScan": fact("lastScan"), "next": fact("next"), "responsible": fact("responsible"),
                    "area": fact("area"), "route": .array(parcel.route.map { .string($0) }), "outOfArea": .bool(fact("decide outOfArea.flag") == "yes"), "decision": fact("decide transitOut.decision"),
                    "fee": fact("decide transitOut.fee"), "rules": fact("decide transitOut.rules"),
                    "scans": .array(parcel.scans.map { ["scan": .string($0.kind.rawValue), "at": .string(s.zone.iso($0.at)), "node": .string($0.node), "next": Value($0.next), "person": Value($0.person)] }),
                    "cases": .array(family.children.map(Shapes.brief)),
                ])
            }
            print("\(record.number)  \(words.label(p.stateLabel(.parcel, record.state)))  \(record["customer"].text)  \(record["address"].text)")
            print(words("cli.parcel.where", ["place": .string(node(parcel.last?.node)), "next": .string(node(parcel.next)), "responsible": .string(node(parcel.responsible))]))
            if let row { print(words("cli.parcel.decision", ["decision": .string(words.label(row.label)), "rules": .array(row.rules.map { .string($0) })])) }
            Out.table(parcel.scans.map { [words.time($0.at, s.zone), words.label(p.stampLabel($0.kind.rawValue)), node($0.node), $0.next.map { node($0) } ?? "", $0.person ?? ""] })
            for child in family.children { print("\(child.number)  \(words.label(p.stateLabel(child.kind, child.state)))  \(child["note"].text)") }
        }
    }

    struct Reconcile: ParsableCommand {
        static let configuration = command("reconcile", key: "parcel.reconcile")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.waybills")) var numbers: [String] = []
        @Option(help: help("opt.goodsFile")) var file: String?

        func run() throws {
            let s = try Session(common)
            let text = try file.map { String(decoding: try Data(contentsOf: URL(fileURLWithPath: $0)), as: UTF8.self) } ?? ""
            let read = text.split(whereSeparator: { $0.isWhitespace || $0 == "," }).map(String.init)
            let result = try s.desk.reconcile(goods: numbers + read)
            let values: [String: Value] = [
                "documents": .int(result.documents), "goods": .int(result.goods), "missing": .array(result.missing.map { .string($0) }), "extra": .array(result.extra.map { .string($0) }),
            ]
            if common.json { Out.json(.object(values)) } else { print(words("cli.parcel.reconciled", values)) }
        }
    }

    struct AgentList: ParsableCommand {
        static let configuration = command("agent-list", key: "parcel.agentList")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.agent")) var agent: String
        @Option(help: help("opt.date")) var date: String?

        func run() throws {
            let s = try Session(common)
            guard let made = try s.desk.makeAgentList(on: try date == nil ? s.today : s.day(date), agent: agent) else { throw CommandFailure(.data, "cli.parcel.nothingForAgent") }
            if common.json {
                Out.json(["number": .string(made.list.number), "waybills": .array(made.waybills.map { .string($0) })])
            } else {
                print(made.list.number)
                made.waybills.forEach { print($0) }
            }
        }
    }

    /// TO-10, CLK-65: the month's bill of a carrier beside our own list.
    struct Settle: ParsableCommand {
        static let configuration = command("settle", key: "parcel.settle")
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: ReportCommand.Target
        @OptionGroup var month: ReportCommand.MonthOption
        @Argument(help: help("arg.carrier")) var carrier: TransitCarrier
        @Option(help: help("opt.bill")) var bill: String?
        @Flag(help: help("opt.applies")) var apply = false

        func run() throws {
            let s = try Session(common)
            let month = try month.read(s)
            let file = try bill.map { try BillFile(bytes: Array(try Data(contentsOf: URL(fileURLWithPath: $0))), file: $0) }
            for b in file?.badLines ?? [] { Out.complain("\(b.file):\(b.line):\(b.column): \(words("cli.quoted", ["value": .string(b.value)])) \(words(TableWords.phrase(b.reason)))") }
            if let bad = file?.badLines, !bad.isEmpty { throw CommandFailure(.data, "cli.import.nothing", ["count": .int(bad.count)]) }
            let settlement = try s.desk.settleTransits(carrier, month, bill: file?.bills, applies: apply)
            try target.write(try s.tables.settlement(settlement), common, of: s)
            guard !common.json else { return }
            print(words(apply ? "cli.settle.done" : "cli.settle.dry", [
                "matched": .int(settlement.settleable.count), "differences": .int(settlement.differences), "underWay": .int(settlement.count(.underWay)), "settled": .int(settlement.count(.settled)),
                "billed": settlement.billed.value, "expected": settlement.expected.value,
            ]))
        }
    }
}

extension TransitCarrier: ExpressibleByArgument {
    public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}
