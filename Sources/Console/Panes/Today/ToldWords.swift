import Dispatching
import Storage
import Wording

/// What somebody is told, as a sentence: what was done by whom, or whose limit has passed since when.
@MainActor
struct ToldWords {
    let context: any AppContext

    func kind(_ row: ToldRow) -> String { context.text("told.kind.\(row.what)") }

    /// Who did it; of a breach whose it was.
    func who(_ row: ToldRow) -> String { row.by == nil ? DutyLook(row.row, context: context).role : name(row) }

    private func name(_ row: ToldRow) -> String { row.by == Workspace.console ? context.text("history.console") : row.byName }

    /// `A-34 反馈安装情况 单雅芳`
    func what(_ row: ToldRow) -> String {
        let look = DutyLook(row.row, context: context)
        return [row.row.duty.key.rule, look.what, row.row.customer.isEmpty ? look.number : row.row.customer].joined(separator: " ")
    }

    func sentence(_ row: ToldRow) -> String {
        let at = context.wording.moment(row.at, now: context.now, zone: context.zone)
        let values: [String: Value] = ["at": .string(at), "who": .string(who(row)), "text": .string(row.note?.text ?? row.rung.map { context.text($0.label) } ?? "")]
        return context.text("told.\(row.what)", values)
    }

    /// One line for the status line of any pane.
    func announcement(_ row: ToldRow, of count: Int) -> String {
        let text = context.text("told.now", ["what": .string(what(row)), "sentence": .string(sentence(row))])
        return count > 1 ? text + "  " + context.text("told.more", ["n": .int(count - 1)]) : text
    }
}
