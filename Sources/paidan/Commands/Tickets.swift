import ArgumentParser
import Dispatching
import Storage
import Wording

/// What is wrong and being mended, by what falls due first.
struct TicketCommand: ParsableCommand {
    static let configuration = command("ticket", [List.self], standard: List.self)

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
