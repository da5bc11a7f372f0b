import Dispatching
import Exchange
import Grid
import Storage

/// A line of a report, and the duty that it stands for in the overdue view.
struct ReportLine: Identifiable, Sendable {
    /// Other reports have nothing that lines could be told apart by but their place.
    enum ID: Hashable, Sendable {
        case duty(Duty.Key)
        case line(Int)
    }

    let id: ID
    let row: ReportTable.Row
    let duty: OverdueRow?

    static func lines(of reading: SupervisorReading) -> [ReportLine] {
        reading.table.rows.enumerated().map { place, row in
            let duty = place < reading.overdue.count ? reading.overdue[place] : nil
            return ReportLine(id: duty.map { .duty($0.id) } ?? .line(place), row: row, duty: duty)
        }
    }

    /// - Parameter table: the report as it was read last.
    @MainActor
    static func list(_ context: any AppContext, table: @escaping @MainActor () -> ReportTable?) -> TableList<ReportLine> {
        TableList(
            context,
            columns: { [unowned context] in
                guard let table = table() else { return [] }
                return table.shown.map { place in column(place, table.columns[place], context) }
            },
            look: { [unowned context] line in
                guard let duty = line.duty else { return .init(sign: "", style: .normal) }
                let look = DutyLook(duty.row, context: context)
                return .init(sign: look.sign, style: look.style)
            })
    }

    @MainActor
    private static func column(_ place: Int, _ column: ReportTable.Column, _ context: any AppContext) -> TableList<ReportLine>.Column {
        let width: Columns.Column.Width = switch column.width {
        case .fixed(let n): .fixed(n)
        case .flexible(let n): .flexible(minimum: n, weight: 1)
        }
        return .init(
            column.key, column.title(context.wording), width, alignment: column.isNumber ? .right : .left, priority: column.priority,
            order: { SortValue($0.row.cells[place]) }, cell: { .init($0.row.cells[place].text) })
    }
}

extension SortValue {
    /// By the figure behind the words, where there is one.
    init(_ cell: ReportTable.Cell) {
        switch cell.value {
        case .int(let n): self = SortValue(n)
        case .null: self = .nothing
        default: self = SortValue(cell.text)
        }
    }
}
