import Dispatching
import Storage
import Wording

/// What Enter does with a duty: the sheet of its proof, the outbox, or the board of a run.
@MainActor
struct TakeUp {
    let context: any AppContext

    func callAsFunction(_ rows: [DutyRow], then: @escaping @MainActor () -> Void = {}) {
        guard let first = rows.first else { return }
        let playbook = context.manual.playbook
        guard let rule = playbook.rule(first.duty.key.rule), let stamp = rule.done else {
            context.say(context.text("takeUp.noStamp"), .warn)
            return
        }
        if let kind = RunRule.kind(of: rule.id, playbook) {
            openRun(kind, of: first.date ?? context.today)
            return
        }
        if rule.message != nil {
            context.goTo(.outbox, .record(first.duty.key.caseID))
            return
        }
        if playbook.stamps[stamp]?.automatic == true {
            context.say(context.text("takeUp.automatic", ["stamp": .string(context.text(playbook.stampLabel(stamp)))]), .warn)
            return
        }
        guard rows.allSatisfy({ playbook.rule($0.duty.key.rule)?.done == stamp }) else {
            context.say(context.text("takeUp.mixed"), .warn)
            return
        }
        StampForm(context: context).open(stamp, on: rows.map(\.duty.key.caseID), then: then)
    }

    /// The run of a day is for the visits of the next working day; one that was missed is caught up on its own date.
    private func openRun(_ kind: CaseKind, of day: LocalDay) {
        let next = (try? context.manual.calendar.workday(day, shiftedBy: 1)) ?? day + 1
        context.goTo(.roster, .run(kind, next))
    }
}
