import Dispatching

/// Ten minutes in the demo shop: one thing to do after the other, on real data, with the program's own keys.
struct Tour {
    struct Step: Hashable {
        /// Key of its sentence under `tour.`.
        let id: String
        /// What has to happen: a command that is run, by its id, or one of the `Tour` events.
        let until: Set<String>
        /// Commands whose keys stand in the sentence as `{key}`, `{key2}`.
        let commands: [String]

        init(_ id: String, until: Set<String>, _ commands: String...) {
            self.id = id
            self.until = until
            self.commands = commands
        }
    }

    /// A form has been saved.
    static let saved = "form.saved"
    /// A run has been published, whatever had to be answered for it.
    static let published = "run.published"

    static let steps: [Step] = [
        Step("look", until: ["today.why"], "today.why"),
        Step("closeWhy", until: ["dialog.close"], "dialog.close"),
        Step("filter", until: ["list.filter"], "list.filter"),
        Step("takeUp", until: ["today.takeUp"], "filter.keep", "today.takeUp"),
        Step("save", until: [saved], "form.save", "form.tick"),
        Step("undo", until: ["general.undo"], "general.undo", "general.redo"),
        Step("clear", until: ["list.clear"], "list.clear"),
        Step("find", until: ["general.find"], "general.find"),
        Step("found", until: ["find.open"], "find.open"),
        Step("board", until: ["pane.roster"], "pane.roster"),
        Step("propose", until: ["roster.propose"], "roster.propose", "roster.why"),
        Step("publish", until: [published], "roster.publish", "form.save"),
        Step("callbacks", until: ["pane.callbacks"], "pane.callbacks"),
        Step("noAnswer", until: ["callbacks.noAnswer"], "callbacks.noAnswer"),
        Step("outbox", until: ["pane.outbox"], "pane.outbox"),
        Step("late", until: ["pane.supervisor"], "pane.supervisor"),
        Step("help", until: ["general.help"], "general.help", "general.palette"),
    ]

    private(set) var place = 0

    var step: Step? { place < Self.steps.count ? Self.steps[place] : nil }

    /// True when it was what the step waits for.
    mutating func happened(_ event: String) -> Bool {
        guard let step, step.until.contains(event) else { return false }
        place += 1
        return true
    }

    /// Days from today to those that the step of the booking names: the fourth and the fifth working day from now, so that neither is a day of rest.
    static func days(from today: LocalDay, _ calendar: WorkCalendar) -> (delivery: Int, install: Int) {
        // A calendar that never opens again: then the form says what is wrong with any day.
        func days(_ count: Int) -> Int { (try? calendar.workday(today, shiftedBy: count))?.days(since: today) ?? count }
        return (days(4), days(5))
    }

    mutating func skip() { place += 1 }
}
