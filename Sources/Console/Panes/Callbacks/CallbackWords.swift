import Desk
import Dispatching
import Grid
import Storage
import Wording

/// How callbacks and calls read on the screen.
@MainActor
struct CallbackWords {
    let context: any AppContext

    private func moment(_ t: Instant) -> String { context.wording.moment(t, now: context.now, zone: context.zone) }

    /// In the words of the form that a clerk fills in.
    func outcome(_ outcome: CallbackState.Outcome) -> String {
        guard case .choice(let options)? = context.manual.playbook.form(for: CallbackState.tried)?.field("outcome")?.kind,
            let option = options.first(where: { $0.value == outcome.rawValue })
        else { return outcome.rawValue }
        return context.text(option.label)
    }

    /// Where it stands, with the time that it waits for.
    func state(_ call: CallbackRow) -> String {
        let state = call.state
        let word = context.text("callbackState." + state.phase.rawValue)
        if call.isPremature, state.phase != .coming { return context.text("callback.premature") }
        if state.isWrongNumber { return context.text("callback.wrongNumber") }
        switch state.phase {
        case .coming: return context.text("today.opens", ["at": .string(moment(call.row.duty.opens))])
        case .appointed: return word + " " + (state.nextAt.map { moment($0) } ?? "") + (state.isBeyondDue ? "!" : "")
        default:
            guard state.waits(at: context.now), let next = state.nextAt else { return word }
            return context.text("callback.again", ["at": .string(moment(next))])
        }
    }

    /// What the status line says after a call that brought no answers.
    func sentence(_ row: DutyRow, _ outcome: CallbackState.Outcome, _ state: CallbackState) -> String {
        var values: [String: Value] = [
            "customer": .string(row.customer), "outcome": .string(self.outcome(outcome)), "n": .int(state.attempts.count),
            "at": .string(state.nextAt.map { moment($0) } ?? ""), "due": .string(row.duty.due.map { moment($0) } ?? ""),
        ]
        if state.isWrongNumber { return context.text("callbacks.triedWrong", values) }
        if state.isBeyondDue { return context.text("callbacks.beyond", values) }
        if outcome == .later { values["n"] = nil }
        return context.text(outcome == .later ? "callbacks.appointed" : "callbacks.tried", values)
    }

    /// 送货, 安装, 设计: what somebody is asked about for.
    func post(_ worker: CallbackRow.Worker) -> String {
        let playbook = context.manual.playbook
        if worker.fact.name == "leader" { return context.text("kind." + worker.kind.rawValue) }
        return playbook.fields[worker.fact.name].map { context.text($0) } ?? worker.fact.name
    }
}
