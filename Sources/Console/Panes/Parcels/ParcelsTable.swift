import Dispatching
import Grid
import Storage

/// The columns of Parcels.
@MainActor
enum ParcelsTable {
    typealias List = TableList<ParcelsPane.Entry>

    static func make(_ context: any AppContext) -> List {
        List(
            context, columns: { [unowned context] in columns(context) },
            look: { [unowned context] entry in
                guard let next = entry.parcel.row.next else { return .init(sign: " ", style: .dim) }
                let look = DutyLook(next, context: context)
                return .init(sign: look.sign, style: look.style)
            }, distance: { $0.foundBy.distance($1) })
    }

    private static func columns(_ context: any AppContext) -> [List.Column] {
        [
            .init("due", context, .fixed(11), by: { SortValue($0.parcel.row.next?.duty.due) }) { entry in
                entry.parcel.row.next.map { DutyLook($0, context: context).due } ?? ""
            }.inFile { $0.parcel.row.next?.duty.due.map { context.zone.full($0) } ?? "" },
            .init("waybill", context, .fixed(13)) { $0.parcel.waybill.isEmpty ? $0.parcel.row.number : $0.parcel.waybill },
            .init("problem", context, .flexible(minimum: 10, weight: 3)) { kind($0.parcel.row, context) },
            .init("customer", context, .fixed(6)) { $0.parcel.row.customer },
            .init("note", context, .flexible(minimum: 14, weight: 3)) { $0.parcel.note },
            .init("today", context, .fixed(4)) { isToday($0.parcel, context) ? context.text("parcels.done") : "" },
            .init("timer", context, .fixed(6), by: { SortValue($0.parcel.timer) }) { timer($0.parcel, context) },
            .init("state", context, .fixed(6), priority: 1) { context.text(context.manual.playbook.stateLabel($0.parcel.row.kind, $0.parcel.row.state)) },
            .init("next", context, .flexible(minimum: 12, weight: 3), priority: 2) { entry in entry.parcel.row.next.map { DutyLook($0, context: context).what } ?? "" },
            .init("notified", context, .fixed(11), priority: 3, by: { SortValue($0.parcel.notified) }) { $0.parcel.notified.map { context.wording.time($0, context.zone) } ?? "" }.inFile { $0.parcel.notified.map { context.zone.full($0) } ?? "" },
            .init("phone", context, .fixed(12), priority: 4) { $0.parcel.row.phone },
        ]
    }

    /// `客户不在家`: the kind of problem; of what has none its own name.
    static func kind(_ row: TicketRow, _ context: any AppContext) -> String {
        context.manual.playbook.intakeLabel(row.kind, "problemKind", row.problemKind).map { context.text($0) } ?? context.text("kind." + row.kind.rawValue)
    }

    static func isToday(_ parcel: ParcelRow, _ context: any AppContext) -> Bool { parcel.noted.map { context.zone.day(of: $0) == context.today } ?? false }

    /// Hours until a clock that knows no rest day has run out.
    static func timer(_ parcel: ParcelRow, _ context: any AppContext) -> String {
        guard let timer = parcel.timer else { return "" }
        let left = timer.seconds(since: context.now)
        return left <= 0 ? context.text("parcels.over") : context.text("parcels.left", ["hours": .int((left + 3599) / 3600)])
    }
}
