import ArgumentParser
import Dispatching
import Storage
import Wording

extension ParcelCommand {
    /// what keeps parcels from their receivers, by what falls due first.
    struct Queue: ParsableCommand {
        static let configuration = command("queue", key: "parcel.queue")
        @OptionGroup var common: CommonOptions
        @Option(help: help("opt.parcelKind")) var kind: [String] = []
        @Flag(help: help("opt.closedToo")) var all = false
        @Option(help: help("opt.limit")) var limit = 2000

        func run() throws {
            let s = try Session(common), known = s.manual.playbook.parcelKinds
            let kinds = try kind.isEmpty
                ? known
                : kind.map { name in
                    guard let kind = known.first(where: { $0.rawValue == name }) else {
                        throw CommandFailure(.usage, "cli.case.unknownKind", ["kind": .string(name), "known": .array(known.map { .string($0.rawValue) })])
                    }
                    return kind
                }
            let rows = try s.desk.store.read { try $0.parcelQueue(kinds, manual: s.manual, closedToo: all, limit: limit) }
            if common.json { return Out.json(.array(rows.map { Self.json($0, s) })) }
            let playbook = s.manual.playbook
            func time(_ t: Instant?) -> String { t.map { words.time($0, s.zone) } ?? "" }
            Out.table(rows.map { parcel in
                let row = parcel.row
                let kind = playbook.intakeLabel(row.kind, "problemKind", row.problemKind).map { words.label($0) } ?? words("kind." + row.kind.rawValue)
                let next = row.next.map { [$0.duty.key.rule, playbook.rule($0.duty.key.rule).map { words.label($0.label) } ?? ""].joined(separator: " ") } ?? ""
                return [
                    time(row.next?.duty.due), parcel.waybill.isEmpty ? row.number : parcel.waybill, kind, row.customer, parcel.note, time(parcel.notified), time(parcel.timer),
                    words.label(playbook.stateLabel(row.kind, row.state)), next,
                ]
            })
        }

        private static func json(_ parcel: ParcelRow, _ s: Session) -> Value {
            let row = parcel.row, zone = s.zone
            func iso(_ t: Instant?) -> Value { Value(t.map { zone.iso($0) }) }
            return [
                "number": .string(row.number), "waybill": .string(parcel.waybill), "kind": .string(row.kind.rawValue), "problemKind": .string(row.problemKind), "state": .string(row.state),
                "customer": .string(row.customer), "phone": .string(row.phone), "opened": iso(row.opened), "note": .string(parcel.note), "notified": iso(parcel.notified), "noted": iso(parcel.noted),
                "today": .bool(parcel.noted.map { zone.day(of: $0) == s.today } ?? false), "timer": iso(parcel.timer),
                "next": row.next.map { ["rule": .string($0.duty.key.rule), "role": .string($0.duty.role), "due": iso($0.duty.due)] } ?? .null,
            ]
        }
    }
}
