import Desk
import Dispatching
import Grid
import Pinyin
import Wording

/// A sheet on the screen: prefilled, checked while it is filled in, and kept open with everything in it when a save is
/// refused.
@MainActor
final class FormView: Overlay {
    var request: FormRequest
    var state: FormState
    unowned let context: any AppContext
    /// Above the fields: a refusal, a restored draft.
    var banner: (text: String, ink: Ink)?
    /// Asked only once a requirement that may be overridden was refused.
    var override: TextField?
    private(set) var isSaving = false
    private var firstShown = 0
    /// Of the sheet on the screen, its border included.
    private var rows = 0
    private var completions: [String: Completion] = [:]
    /// What the file has beyond the usual texts, by question name, and for which beginning.
    private var begun: [String: (beginning: String, found: Completion)] = [:]
    /// What the file says about a text, by question name, and for which text it says so.
    private var notes: [String: (text: String, note: String?)] = [:]
    /// What the file says about the watched answers, and about which ones.
    private(set) var notice: FormRequest.Notice?
    private var noticed: [String: Value]?
    /// Seconds that a hand rests before the file is asked.
    private static let rest = 0.15

    init(_ request: FormRequest, context: any AppContext) {
        self.request = request
        self.context = context
        state = FormState(request.questions)
        if let draft = request.draft {
            state.restore(draft)
            banner = (context.text("form.draftRestored"), .accent)
        }
        learnUsualTexts()
        lookAgain()
        if request.draft == nil { findDraft() }
    }

    /// What was typed before a hang-up, for sheets whose pane has not read it. Who has typed already is not disturbed.
    private func findDraft() {
        guard let key = request.draftKey else { return }
        let login = context.person.login
        context.load("form.draft", { desk in try desk.store.read { try $0.draft(person: login, key: key) } }) { [weak self] draft in
            guard let self, let draft, !state.isDirty else { return }
            request.draft = draft
            state.restore(draft)
            banner = (context.text("form.draftRestored"), .accent)
            lookAgain()
        }
    }

    // MARK: What the file knows

    /// Asks about the watched answers, if they are others than the last time; the answer to an older question is dropped.
    private func lookAgain() {
        guard let watch = request.watch else { return }
        let answers = state.raw.filter { watch.fields.contains($0.key) }
        guard answers != noticed else { return }
        let rest = noticed == nil ? 0 : Self.rest
        noticed = answers
        let wording = context.wording
        context.load("form.watch", after: rest, { try watch.read($0, wording, answers) }) { [weak self] in self?.notice = $0 }
    }

    private func learnUsualTexts() {
        completions = request.offered.mapValues { Completion($0) }
        guard let source = request.usual else { return }
        let names = request.questions.filter { if case .text = $0.kind { true } else { false } }.map(\.name)
        context.load("form.usual", { desk in
            try desk.store.read { try $0.usualTexts(names, source) }.mapValues { Completion($0) }
        }) { [weak self] found in self?.completions.merge(found) { own, _ in own } }
    }

    /// The text that would stand in the focused field if it were accepted.
    var offer: String? {
        guard !overrideFocused, let question = state.focused, let field = state.typed[question.name], field.isAtEnd else { return nil }
        if let usual = completions[question.name]?.offer(for: field.text) { return usual }
        guard let more = begun[question.name], field.text.hasPrefix(more.beginning) else { return nil }
        return more.found.offer(for: field.text)
    }

    /// Asks the file for texts that begin so, where the usual ones have none.
    private func lookFurther() {
        guard let source = request.usual, offer == nil, let question = state.focused, case .text = question.kind, let field = state.typed[question.name], field.isAtEnd,
            !field.text.isEmpty, begun[question.name]?.beginning != field.text
        else { return }
        let (name, beginning) = (question.name, field.text)
        context.load("form.begun." + name, after: Self.rest, { desk in
            try desk.store.read { Completion(try $0.usualTexts(name, source, beginning: beginning)) }
        }) { [weak self] found in self?.begun[name] = (beginning, found) }
    }

    /// What the file says about the text that stands in a field now.
    func note(_ question: Question) -> String? {
        guard let known = notes[question.name], known.text == state.typed[question.name]?.text else { return nil }
        return known.note
    }

    private func lookUp() {
        lookFurther()
        guard let name = state.focused?.name, let lookup = request.lookups[name], let text = state.typed[name]?.text, !text.isEmpty, notes[name]?.text != text
        else { return }
        context.load("form.lookup." + name, after: Self.rest, { try lookup($0, text) }) { [weak self] phrase in
            guard let self else { return }
            notes[name] = (text, phrase.map { context.wording($0) })
        }
    }

    private var overrideFocused: Bool { override != nil && overrideHasFocus }
    private var overrideHasFocus = false

    var wantsText: Bool { !isSaving && (overrideFocused || state.focused?.isTyped == true) }

    var unsaved: (key: String, answers: [String: Value])? {
        guard let key = request.draftKey, state.isDirty else { return nil }
        return (key, state.raw)
    }

    // MARK: Keys

    func bindings() -> [Binding] {
        let busy = isSaving ? "form.saving" : nil
        var list = [
            Binding("form.save", [.control("s"), .function(2)], reason: busy) { [self] in save() },
            Binding("form.next", [.enter], reason: busy) { [self] in nextOrSave() },
        ]
        if case .tick? = state.focused?.kind, !overrideFocused {
            list.append(Binding("form.tick", [.space], reason: busy) { [self] in tick() })
        }
        if case .choice? = state.focused?.kind, !overrideFocused {
            list.append(Binding("form.pick", [.key(.right), .space], reason: busy) { [self] in turn(by: 1) })
            list.append(Binding("form.pickBack", [.key(.left)], inHints: false, reason: busy) { [self] in turn(by: -1) })
        }
        if request.watch?.opens == true { list.append(openBinding(reason: busy ?? (notice?.found == nil ? "form.nothingFound" : nil))) }
        if request.draft != nil {
            list.append(Binding("form.startOver", [.control("x")], reason: busy) { [self] in startOver() })
        }
        list.append(Binding("form.cancel", [.escape], reason: busy) { [self] in cancel() })
        return list
    }

    private func openBinding(reason: String?) -> Binding {
        Binding("form.openFound", [.control("o")], reason: reason) { [self] in openFound() }
    }

    func occasionalBindings() -> [Binding] { [openBinding(reason: nil)] }

    /// The case that is there already, in its own pane. What was typed is kept: it may turn out to be another matter after all.
    private func openFound() {
        guard let found = notice?.found else { return }
        context.dismiss(self)
        if state.isDirty { settleDraft(keep: true) }
        context.goTo(.tickets, .record(found))
    }

    func handle(_ input: Input) -> Bool {
        let isTaken = take(input)
        if isTaken { lookAgain() }
        return isTaken
    }

    private func take(_ input: Input) -> Bool {
        if isSaving { return true }
        if overrideFocused, var field = override, field.handle(input) {
            override = field
            return true
        }
        if !overrideFocused, case .text(let character) = input, state.fill(CommandFold.fold(character)) {
            move(by: 1)
            return true
        }
        if case .key(.right, []) = input, let offer {
            _ = state.edit {
                $0.text = offer
                return true
            }
            lookUp()
            return true
        }
        if !overrideFocused, state.edit({ $0.handle(input) }) {
            lookUp()
            return true
        }
        switch input {
        case .key(.up, []), .key(.tab, .shift): move(by: -1)
        case .key(.down, []), .key(.tab, []): move(by: 1)
        case .key(.pageUp, []): move(by: -100)
        case .key(.pageDown, []): move(by: 100)
        case .text(let character): return pickByLetter(CommandFold.fold(character))
        case .paste: return false
        default: return false
        }
        return true
    }

    private func move(by step: Int) {
        if overrideFocused, step < 0 {
            overrideHasFocus = false
            return
        }
        if state.isAtLast, step > 0, override != nil {
            overrideHasFocus = true
            return
        }
        state.spread(today: context.today, opening: context.opening)
        state.move(by: step)
    }

    private func nextOrSave() {
        if !overrideFocused, state.endScanned() { return }
        if overrideFocused || (state.isAtLast && override == nil) { save() } else { move(by: 1) }
    }

    private func tick() {
        guard let question = state.focused else { return }
        let isOn = state.picked[question.name]?.bool == true
        state.pick(isOn ? .null : true, for: question)
        if !isOn { move(by: 1) }
    }

    private func turn(by step: Int) {
        guard let question = state.focused, case .choice(let choices) = question.kind, !choices.isEmpty else { return }
        let now = choices.firstIndex { .string($0.value) == state.picked[question.name] }
        let next = now.map { ($0 + step + choices.count) % choices.count } ?? (step > 0 ? 0 : choices.count - 1)
        state.pick(.string(choices[next].value), for: question)
    }

    /// `1` to `9` take the option of that place, a letter the next one that begins with it; `y`, `x` and the like tick.
    private func pickByLetter(_ letter: Character) -> Bool {
        guard let question = state.focused, !overrideFocused else { return false }
        switch question.kind {
        case .choice(let choices):
            guard let index = place(letter, choices, state.picked[question.name]) else { return false }
            state.pick(.string(choices[index].value), for: question)
        case .tick:
            guard letter == "x" || letter == "y" else { return false }
            tick()
        default: return false
        }
        return true
    }

    /// By digit, or by the first letter of the word, of its pinyin, or of the value; the same letter again goes on to the next.
    private func place(_ letter: Character, _ choices: [Question.Choice], _ now: Value?) -> Int? {
        if let digit = letter.wholeNumberValue { return (1...choices.count).contains(digit) ? digit - 1 : nil }
        let wanted = letter.lowercased()
        let places = choices.indices.filter { index in
            let choice = choices[index]
            return [choice.value, choice.label.en, Pinyin.text(choice.label.zh).initials].contains { $0.lowercased().hasPrefix(wanted) }
        }
        let current = choices.firstIndex { .string($0.value) == now } ?? -1
        return places.first { $0 > current } ?? places.first
    }

    private func startOver() {
        state.startOver()
        request.draft = nil
        banner = nil
        lookAgain()
    }

    /// Nothing typed is thrown away without a question.
    private func cancel() {
        guard state.isDirty, request.draftKey != nil else {
            context.dismiss(self)
            return
        }
        let items = ["form.goOn", "form.keepDraft", "form.discard"].map { MenuItem(label: context.text($0)) }
        context.choose(title: context.text("form.leave"), items) { [self] choice in
            if choice == 0 { return }
            context.dismiss(self)
            settleDraft(keep: choice == 1)
        }
    }

    private func settleDraft(keep: Bool) {
        guard let key = request.draftKey else { return }
        let (login, raw, now) = (context.person.login, state.raw, context.now)
        context.attempt({ desk in
            try desk.store.write { tx in
                if keep { try tx.keepDraft(person: login, key: key, answers: raw, at: now) } else { try tx.dropDraft(person: login, key: key) }
            }
        }) { [context] result in
            if case .failure(let error) = result { context.explain(error) } else if keep { context.say(context.text("form.draftKept")) }
        }
    }

    // MARK: Saving

    func save() {
        guard !isSaving,
            let answers = state.answers(
                today: context.today, opening: context.opening, missing: context.text("form.missing"), unreadable: { [context] in context.unreadable($0) })
        else { return }
        do {
            try request.check(answers)
        } catch {
            show(error)
            return
        }
        if let preview = request.preview {
            ask(preview(sealed(answers)), answers)
        } else {
            send(answers)
        }
    }

    private func sealed(_ values: [String: Value]) -> FormRequest.Answers {
        FormRequest.Answers(values: values, override: override.flatMap { $0.isEmpty ? nil : $0.text }, version: request.watched?.version)
    }

    /// The question before a bulk save, with the names of what it changes; where it would change nothing, the sheet stays and says why.
    private func ask(_ preview: BulkPreview, _ values: [String: Value]) {
        context.load("form.preview", { try preview.weigh($0) }) { [self] weighed in
            guard weighed.possible > 0 else { return banner = (weighed.text, .bad) }
            let question = request.confirmation ?? context.text("form.bulkConfirm", ["n": .int(weighed.possible), "what": .string(preview.what)])
            context.confirm(title: request.title, message: question + "\n\n" + weighed.text, isDanger: false) { [self] in send(values) }
        }
    }

    private func send(_ values: [String: Value]) {
        isSaving = true
        banner = (context.text("form.saving"), .accent)
        let answers = sealed(values)
        let (save, login) = (request.save, context.person.login)
        let draftKey = request.draft == nil ? nil : request.draftKey
        context.attempt({ desk in
            let saved = try save(desk, answers)
            if let draftKey { try desk.store.write { try $0.dropDraft(person: login, key: draftKey) } }
            return saved
        }) { [self] result in
            isSaving = false
            banner = nil
            switch result {
            case .success(let saved): finish(saved)
            case .failure(let error): show(error)
            }
        }
    }

    private func finish(_ saved: FormRequest.Saved) {
        context.dismiss(self)
        context.happened(Tour.saved)
        context.say(context.wording(saved.phrase.readable(with: context.manual.playbook, context.wording.language)), .good)
        if !saved.refused.isEmpty {
            context.tell(title: context.text("form.someRefused", ["n": .int(saved.refused.count)]), saved.refused.joined(separator: "\n"))
        }
        request.then(saved)
    }

    /// Puts an error where it helps: at its field, as a question for a reason, as two sides to compare, or on top.
    private func show(_ error: any Error) {
        let sentence = context.wording.sentence(error, zone: context.zone)
        banner = (sentence, .bad)
        switch error as? Refusal {
        case .missingAnswer(_, let field, _), .badAnswer(_, let field, _):
            guard let question = state.asked.first(where: { $0.label == field }) else { return }
            state.errors[question.name] = sentence
            state.moveTo(question.name)
            overrideHasFocus = false
            banner = nil
        case .unmet(_, _, overridable: true, _), .tooEarly:
            if override == nil { override = TextField(limit: 200) }
            overrideHasFocus = true
        case .stale(let number, let by, let at, _, _, _): compare(number: number, by: by, at: at)
        default: break
        }
    }

    private func compare(number: String, by: String, at: Instant) {
        guard let mine = request.watched else { return }
        let id = mine.id
        context.load("form.stale", { desk in try desk.store.read { try $0.record(id) } }) { [self] theirs in
            guard let theirs else { return }
            let dialog = StaleDialog(
                seen: mine, theirs: theirs, mine: state, by: by, at: at, context: context,
                reload: { [self] in
                    request.watched = theirs
                    banner = (context.text("stale.reloaded"), .accent)
                })
            context.present(dialog)
        }
    }

    // MARK: Drawing

    func draw(in region: Region) -> Position? {
        let painter = FormPainter(view: self, overrideFocused: overrideFocused)
        return painter.draw(in: region, firstShown: &firstShown, rows: &rows)
    }
}
