import ArgumentParser
import Dispatching
import Exchange
import Storage
import Wording

/// What is wrong and being mended, by what falls due first.
struct TicketCommand: ParsableCommand {
    static let configuration = command("ticket", [List.self, Assign.self], standard: List.self)

    /// Several cases to one person, in one step (PT-13).
    struct Assign: ParsableCommand {
        static let configuration = command("assign", key: "ticket.assign")
        @OptionGroup var common: CommonOptions
        @Option(help: help("opt.toPerson")) var to: String
        @Option(help: help("opt.reasonIfOwned")) var reason = ""
        @Flag(help: help("opt.assignDryRun")) var dryRun = false
        @Argument(help: help("arg.numbers")) var numbers: [String]

        func run() throws {
            let s = try Session(common)
            let records = try numbers.map { try s.find($0, kinds: s.manual.playbook.ticketKinds) }
            let preview = try s.desk.previewAssignment(of: records.map(\.id), to: to, reason: reason)
            var done = preview.cases.filter { $0.refusal == nil }
            var refused = preview.cases.compactMap { one in one.refusal.map { (one.record.number, $0) } }
            if !dryRun {
                // Decided once more by who writes: somebody may have been quicker.
                var late: Set<CaseID> = []
                try s.desk.batch(done.map { .assign($0.record.id, to: to, reason: reason) }, grouped: true, onRefusal: { index, refusal in
                    refused.append((done[index].record.number, refusal))
                    late.insert(done[index].record.id)
                    return true
                })
                done.removeAll { late.contains($0.record.id) }
            }
            let said = AssignWords(wording: words, manual: s.manual)
            if common.json {
                Out.json([
                    "to": .string(preview.person.login), "dryRun": .bool(dryRun),
                    "assigned": .array(done.map { ["number": .string($0.record.number), "before": .string($0.owner), "duties": .int($0.duties)] }),
                    "refused": .array(refused.map { ["number": .string($0.0), "reason": .string(said.explain($0.1))] }),
                ])
            } else {
                for one in done { print(said.line(one, to: preview.person)) }
            }
            for (number, refusal) in refused { Out.complain(number + "  " + said.explain(refusal)) }
            if !refused.isEmpty { throw ExitCode(ExitStatus.data.rawValue) }
        }
    }

    struct List: ParsableCommand {
        static let configuration = command("list", key: "ticket.list")
        @OptionGroup var common: CommonOptions
        @Flag(help: help("opt.closedToo")) var all = false
        @Option(help: help("opt.limit")) var limit = 200

        func run() throws {
            let s = try Session(common)
            let playbook = s.manual.playbook
            let rows = try s.desk.store.read { try $0.tickets(playbook.ticketKinds, without: all ? [:] : playbook.closedTickets, limit: limit) }
            if common.json { return Out.json(.array(rows.map { Self.json($0, s) })) }
            Out.table(rows.map { row in
                let kind = playbook.intakeLabel(row.kind, "problemKind", row.problemKind).map { words.label($0) } ?? words("kind." + row.kind.rawValue)
                let next = row.next.map { [$0.duty.key.rule, playbook.rule($0.duty.key.rule).map { words.label($0.label) } ?? ""].joined(separator: " ") } ?? ""
                return [
                    row.next?.duty.due.map { words.time($0, s.zone) } ?? "", next, kind, row.problem, row.customer, row.number,
                    words.label(playbook.stateLabel(row.kind, row.state)),
                ]
            })
        }

        private static func json(_ row: TicketRow, _ s: Session) -> Value {
            [
                "number": .string(row.number), "kind": .string(row.kind.rawValue), "state": .string(row.state), "problemKind": .string(row.problemKind),
                "problem": .string(row.problem), "severity": .string(row.severity), "owner": .string(row.owner), "customer": .string(row.customer), "phone": .string(row.phone), "opened": .string(s.zone.iso(row.opened)),
                "next": row.next.map { next in
                    ["rule": .string(next.duty.key.rule), "role": .string(next.duty.role), "due": next.duty.due.map { .string(s.zone.iso($0)) } ?? .null]
                } ?? .null,
            ]
        }
    }
}
