import Dispatching
import Grid

/// The columns of people, crews and leaves.
@MainActor
enum SetupTables {
    typealias List = TableList<SetupReading.Row>

    static func make(_ view: SetupReading.View, _ context: any AppContext) -> List {
        List(
            context,
            columns: { [unowned context] in
                switch view {
                case .people: people(context)
                case .crews: crews(context)
                case .leaves, .calendar: leaves(context)
                }
            },
            look: { [unowned context] row in view == .leaves ? look(leave: row, context) : look(row) },
            distance: { row, query in
                FoundBy(name: row.name, phone: row.record["phone"].text, [row.record.number, words(row.record["roles"]), row.record["reason"].text]).distance(query)
            })
    }

    private static func look(_ row: SetupReading.Row) -> List.Look {
        row.away == nil ? .init(sign: " ", style: .normal) : .init(sign: "~", style: .warn)
    }

    private static func look(leave row: SetupReading.Row, _ context: any AppContext) -> List.Look {
        switch standing(row, context) {
        case .waiting: .init(sign: "*", style: .warn)
        case .running: .init(sign: "~", style: Style(.normal, .bold))
        case .coming: .init(sign: " ", style: .normal)
        case .past: .init(sign: " ", style: .dim)
        }
    }

    private static func standing(_ row: SetupReading.Row, _ context: any AppContext) -> LeavePlace.Standing { LeavePlace(row.record, context.today).standing }

    private static func column(
        _ key: String, _ context: any AppContext, _ width: Columns.Column.Width, priority: Int = 0, _ text: @escaping @MainActor (SetupReading.Row) -> String
    ) -> List.Column {
        .init(key, context.text("setup." + key), width, priority: priority, order: { SortValue(text($0)) }) { .init(text($0)) }
    }

    private static func people(_ context: any AppContext) -> [List.Column] {
        [
            column("login", context, .fixed(12)) { $0.record.number }, column("name", context, .fixed(10)) { $0.name },
            column("roles", context, .flexible(minimum: 16, weight: 3)) { row in
                (row.record["roles"].array ?? []).compactMap(\.string).map { context.text(context.manual.playbook.roleLabel($0)) }.joined(separator: " ")
            },
            column("today", context, .flexible(minimum: 20, weight: 1)) { today($0, context) },
            column("phone", context, .fixed(12), priority: 1) { $0.record["phone"].string ?? "" },
        ]
    }

    private static func crews(_ context: any AppContext) -> [List.Column] {
        [
            column("crew", context, .fixed(8)) { $0.record.number },
            column("work", context, .fixed(4)) { context.text("setup.work.\($0.record["kind"].string ?? "delivery")") },
            column("leader", context, .fixed(8)) { $0.name }, column("phone", context, .fixed(12)) { $0.record["phone"].string ?? "" },
            column("members", context, .flexible(minimum: 10, weight: 2)) { words($0.record["members"]) },
            column("today", context, .flexible(minimum: 20, weight: 1)) { today($0, context) },
            column("skills", context, .flexible(minimum: 14, weight: 1), priority: 1) { words($0.record["skills"]) },
            column("zone", context, .fixed(8), priority: 2) { $0.record["zone"].string ?? "" },
        ]
    }

    private static func leaves(_ context: any AppContext) -> [List.Column] {
        [
            column("who", context, .fixed(10)) { $0.name }, column("from", context, .fixed(10)) { $0.record["from"].text },
            column("to", context, .fixed(10)) { $0.record["to"].text },
            column("standing", context, .fixed(8)) { context.text("setup.standing.\(standing($0, context))") },
            column("deputy", context, .fixed(10)) { $0.deputy ?? "-" },
            column("reason", context, .flexible(minimum: 12, weight: 1)) { $0.record["reason"].text },
        ]
    }

    static func words(_ value: Value) -> String { (value.array ?? []).map(\.text).joined(separator: " ") }

    /// There, or away until when and who does the work.
    static func today(_ row: SetupReading.Row, _ context: any AppContext) -> String {
        guard let away = row.away else {
            if row.standsFor.isEmpty { return context.text("setup.present") }
            return context.text("setup.standsFor", ["people": .array(row.standsFor.map { .string($0) })])
        }
        let until = Value.string(context.wording.monthDay(away.days.upperBound))
        return row.deputy.map { context.text("setup.away", ["to": until, "deputy": .string($0)]) } ?? context.text("setup.awayAlone", ["to": until])
    }
}
