import Desk
import Dispatching
import Exchange
import Storage
import Wording

extension ConsoleApp: AppContext {
    func load<T: Sendable>(
        _ key: String, after seconds: Double, _ read: @escaping @Sendable (Desk) throws -> T, then: @escaping @MainActor (T) -> Void
    ) {
        let ticket = tickets.take(key)
        let (desk, tickets, mailbox) = (desk, tickets, mailbox)
        pending += 1
        worker.run(after: seconds) {
            // A newer request is waiting already: its answer is the one that counts.
            let result = tickets.isLatest(key, ticket) ? Result { try read(desk) } : nil
            mailbox.post(
                Delivery { app in
                    app.pending -= 1
                    guard tickets.isLatest(key, ticket) else { return }
                    switch result {
                    case .success(let value): then(value)
                    case .failure(let error):
                        let sentence = app.sentence(error)
                        app.say(sentence, .warn)
                        if case StoreError.busy = error { app.readAgainSoon(sentence) }
                    case nil: break
                    }
                })
        }
    }

    func habit(_ name: String) -> Value? { habits[name] }

    func keepHabit(_ name: String, _ value: Value?) {
        habits[name] = value
        let (login, seen) = (person.login, seenVersion)
        // Whoever holds down a key is only interested in where it ends.
        load("habit." + name, { desk in
            try desk.store.write { try $0.keepHabit(login, name, value) }
            _ = seen.differs(try desk.store.dataVersion())
        }) {}
    }

    func rereadHabits() {
        let login = person.login
        load("habits", { try $0.store.read { try $0.habits(of: login) } }) { [weak self] in self?.habits = $0 }
    }

    func perform(_ command: Command, then: @escaping @MainActor (Outcome) -> Void) {
        attempt({ try $0.perform(command) }) { [weak self] result in
            guard let self else { return }
            switch result {
            case .success(let outcome):
                say(outcome.sentence(wording, manual.playbook), .good)
                then(outcome)
            // Nothing is wrong, and nothing is to be read away with a key.
            case .failure(Refusal.nothingToUndo): say(sentence(Refusal.nothingToUndo))
            case .failure(let error as Refusal):
                if case .undoOvertaken(_, _, _, _, let txn) = error { offerEarlier(than: txn, error) } else { explain(error) }
            case .failure(let error): explain(error)
            }
        }
    }

    /// The step that others have built on stays; the one before it may still be taken back.
    private func offerEarlier(than txn: Int64, _ refusal: Refusal) {
        confirm(title: text("dialog.refused"), message: sentence(refusal) + "\n\n" + text("undo.earlier"), isDanger: false) { [weak self] in
            self?.perform(.undoBefore(txn))
        }
    }

    func attempt<T: Sendable>(
        _ work: @escaping @Sendable (Desk) throws -> T, then: @escaping @MainActor (Result<T, any Error>) -> Void
    ) {
        let (desk, mailbox, seen) = (desk, mailbox, seenVersion)
        pending += 1
        worker.run {
            let result = Result { try work(desk) }
            // Our own write shows at once and is no news to the poll.
            if let version = try? desk.store.dataVersion() { _ = seen.differs(version) }
            mailbox.post(
                Delivery { app in
                    app.pending -= 1
                    then(result)
                    app.reload()
                })
        }
    }

    func runLong<T: Sendable>(
        title: String, _ work: @escaping @Sendable (Desk, LongWork) throws -> T, then: @escaping @MainActor (T) -> Void
    ) {
        let (desk, mailbox, waker) = (desk, mailbox, waker)
        let line = LongWork { waker.wake() }
        let dialog = ProgressDialog(title: title, work: line, context: self)
        pending += 1
        present(dialog)
        worker.runBeside {
            let result = Result { try work(desk, line) }
            mailbox.post(
                Delivery { app in
                    app.pending -= 1
                    app.dismiss(dialog)
                    switch result {
                    case .success(let value): then(value)
                    case .failure(is CancellationError): app.say(app.text("long.cancelled"))
                    case .failure(let error): app.explain(error)
                    }
                    app.reload()
                })
        }
    }

    func present(_ overlay: any Overlay) { overlays.append(overlay) }
    func dismiss(_ overlay: any Overlay) { overlays.removeAll { $0 === overlay } }

    func openForm(_ request: FormRequest) { present(FormView(request, context: self)) }

    func confirm(title: String, message: String, isDanger: Bool, then: @escaping @MainActor () -> Void) {
        present(ConfirmDialog(title: title, message: message, isDanger: isDanger, context: self, then: then))
    }

    func choose(title: String, _ items: [MenuItem], start: Int?, then: @escaping @MainActor (Int) -> Void) {
        present(MenuDialog(title: title, items: items, start: start, context: self, then: then))
    }

    func tell(title: String, _ text: String) { present(TextDialog(title: title, text: text, ink: .title, context: self)) }

    func explain(_ error: any Error) {
        present(TextDialog(title: text("dialog.refused"), text: sentence(error), ink: .bad, context: self))
    }

    func say(_ text: String, _ tone: Tone) { message = (text, tone) }

    func show(_ id: CaseID) { goTo(.orders, .record(id)) }

    func goTo(_ pane: PaneID, _ route: Route) {
        guard let index = panes.firstIndex(where: { $0.id == pane }) else {
            say(text("general.noPane", ["pane": .string(text(pane.titleKey))]), .warn)
            return
        }
        cameFromElsewhere = index != currentIndex
        if cameFromElsewhere {
            // Who goes by the digit to a pane on the way has gone back; a jump to a case is a step of its own.
            if route == .nothing, let step = trail.firstIndex(of: pane) { trail = Array(trail[..<step]) } else { trail = (trail + [current.id]).suffix(8) }
        }
        currentIndex = index
        current.show(route)
        current.reload()
    }

    /// Back to where the last jump came from; false when there was none.
    func goBack() -> Bool {
        guard let last = trail.popLast(), let index = panes.firstIndex(where: { $0.id == last }) else { return false }
        currentIndex = index
        current.reload()
        return true
    }

    /// An error as a person reads it.
    func sentence(_ error: any Error) -> String { wording.sentence(error, zone: zone) }
}
