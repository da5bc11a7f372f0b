import Dispatching
import Grid
import Storage
import Wording

/// How a duty reads on the screen at this moment.
@MainActor
struct DutyLook {
    let row: DutyRow
    let standing: Duty.Standing
    private let context: any AppContext

    init(_ row: DutyRow, context: any AppContext) {
        self.row = row
        self.context = context
        standing = row.duty.standing(at: context.now)
    }

    /// `!` late, `*` due soon, `.` not yet: readable without colour.
    var sign: String {
        switch standing {
        case .overdue: "!"
        case .dueSoon: "*"
        case .notYet: "."
        default: " "
        }
    }

    var style: Style {
        switch standing {
        case .overdue: .bad
        case .dueSoon: .warn
        case .notYet: .dim
        default: .normal
        }
    }

    var due: String { context.wording.due(row.duty.due, soft: row.duty.soft, now: context.now, zone: context.zone) }

    /// The rule's words.
    var what: String { context.manual.playbook.rule(row.duty.key.rule).map { context.text($0.label) } ?? row.duty.key.rule }

    /// The rule's words; of a run the way to the board stands before them, where no narrow column cuts it off.
    var whatAndWhere: String { isRun ? context.text("today.runWay") + " " + what : what }

    var isRun: Bool { RunRule.kind(of: row.duty.key.rule, context.manual.playbook) != nil }

    var role: String { row.duty.person ?? context.text(context.manual.playbook.roleLabel(row.duty.role)) }
    var state: String { context.text(context.manual.playbook.stateLabel(row.kind, row.state)) }

    /// Orders and visits by number; the working day by its date.
    var number: String { row.kind == .day || row.kind.isRun ? row.date.map { context.wording.dated($0) } ?? row.number : row.number }
}
