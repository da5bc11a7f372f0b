import Desk
import Dispatching
import Exchange
import Foundation
import Grid
import Storage
import Wording

/// 短信群发: what must be sent to customers and groups, ready to read; a person sends it and confirms here.
@MainActor
final class OutboxPane: ArrangedPane {
    let id = PaneID.outbox
    unowned let context: any AppContext
    let due: TableList<OutboxItem>
    let sent: TableList<SentMessage>
    private(set) var showsSent = false
    let split: Split
    private(set) lazy var views = SavedViews(context, of: self)
    private var wanted: CaseID?
    /// Keys scroll the text.
    private(set) var detailFocused = false
    var textTop = 0

    init(_ context: any AppContext) {
        self.context = context
        split = Split(context, "outbox", usual: 50)
        due = OutboxTables.due(context)
        sent = OutboxTables.sent(context)
        due.onMove = { [unowned self] in textTop = 0 }
        sent.onMove = { [unowned self] in textTop = 0 }
    }

    // MARK: Loading

    func reload() {
        let (roles, people, zone) = (context.watchedRoles, context.dutyPeople, context.zone)
        let today = context.today
        context.load("outbox", { desk in
            try (
                desk.outbox(roles: roles, people: people, until: zone.startOfDay(today + 1) - 1, language: .zh),
                SentMessage.read(desk, since: zone.startOfDay(today))
            )
        }) { [weak self] items, sent in
            guard let self else { return }
            due.take(items)
            self.sent.take(sent)
            if let wanted, let item = items.first(where: { $0.row.duty.key.caseID == wanted }) { due.select(item.id) }
            wanted = nil
        }
    }

    func show(_ route: Route) {
        guard case .record(let id) = route else { return }
        wanted = id
        showsSent = false
    }

    var selected: OutboxItem? { due.selected }
    var selectedSent: SentMessage? { sent.selected }

    // MARK: Commands

    func bindings() -> [Binding] {
        let shown: any ListCommands = showsSent ? sent : due
        if shown.wantsText { return shown.typingBindings }
        let none = showsSent ? "outbox.showsSent" : due.isEmpty ? "outbox.nothing" : nil
        var all = [Binding("outbox.send", [.enter, .text("s"), .function(2)], reason: none ?? due.whyNoTarget) { [unowned self] in send() }]
        all += due.markBindings(inHints: true, reason: none)
        all += [
            Binding("outbox.markAll", [.text("a"), .control("a")], reason: none) { [unowned self] in
                // Those with an obstacle would only be refused.
                due.mark { $0.obstacles.isEmpty }
            },
            shown.filterBinding,
            Binding("outbox.write", [.text("x"), .control("x")], inHints: false, reason: none) { [unowned self] in writeFile() },
            Binding("outbox.toggleSent", [.text("t"), .function(7)]) { [unowned self] in toggleSent() },
            Binding("outbox.open", [.text("o"), .control("o")], reason: none) { [unowned self] in openCase() },
            Binding("outbox.detail", [.tab], inHints: false) { [unowned self] in detailFocused.toggle() },
        ]
        all += shown.tableBindings(export: showsSent ? "sent" : "outbox") + [views.binding] + split.bindings
        if let clear { all.append(clear) }
        return all
    }

    private var clear: Binding? {
        if detailFocused { return due.clearBinding { [unowned self] in detailFocused = false } }
        guard showsSent else { return due.clearBinding() }
        return sent.clearBinding() ?? sent.clearBinding { [unowned self] in showsSent = false }
    }

    func occasionalBindings() -> [Binding] { due.occasionalBindings }

    // MARK: Kept views

    var arrangement: [String: Value] {
        showsSent ? sent.arrangement.merging(["sent": true]) { $1 } : due.arrangement
    }

    func arrange(_ values: [String: Value]) {
        showsSent = values["sent"]?.bool == true
        textTop = 0
        showsSent ? sent.arrange(values) : due.arrange(values)
    }

    func words(of values: [String: Value]) -> [String] {
        values["sent"]?.bool == true ? [context.text("outbox.sentToday")] + sent.words(of: values) : due.words(of: values)
    }

    private func toggleSent() {
        showsSent.toggle()
        textTop = 0
    }

    private func openCase() {
        guard let row = selected?.row else { return }
        if let date = row.date, row.kind.isRun { context.goTo(.roster, .run(row.kind, date)) } else { context.show(row.rootID) }
    }

    /// The marked messages, or all that could go, as a file for a sender's machine.
    private func writeFile() {
        let chosen = (due.marks.isEmpty ? due.rows : due.targets).filter { $0.obstacles.isEmpty && $0.message.channel == .sms && $0.row.duty.opens <= context.now }
        guard !chosen.isEmpty else { return context.say(context.text("outbox.nothingToWrite"), .warn) }
        let time = context.zone.timeOfDay(of: context.now).description.replacing(":", with: "")
        let label = Label(zh: context.text("export.file"), en: context.text("export.file"))
        let name = Question(name: "file", label: label, kind: .text, required: true, initial: .string("sms-\(context.today)-\(time).csv"))
        context.openForm(
            FormRequest(
                title: context.text("bind.outbox.write"), about: [context.text("outbox.writeAbout", ["n": .int(chosen.count)])], questions: [name],
                save: { desk, answers in
                    let file = ((answers.values["file"]?.string ?? "") as NSString).expandingTildeInPath
                    let report = try SenderFile.write(chosen, to: file, at: desk)
                    return FormRequest.Saved(phrase: Phrase("outbox.written", ["file": .string(file), "n": .int(report.written)]))
                }))
    }

    private func send() {
        let targets = due.targets
        guard let first = targets.first else { return }
        if targets.count == 1, let obstacle = first.obstacles.first {
            context.explain(OutboxText.refusal(first, obstacle))
            return
        }
        let title = context.text("bind.outbox.send")
        if targets.count == 1 {
            let message = context.text(
                "outbox.confirmOne", ["what": .string(OutboxText.name(first, context)), "to": .string(OutboxText.to(first, context))])
            return context.confirm(title: title, message: message, isDanger: false) { [weak self] in self?.send(targets) }
        }
        let question: @MainActor (Int) -> String = { [context] in context.text("outbox.confirmMany", ["n": .int($0)]) }
        context.confirmMany(title: title, items(targets), question: question) { [weak self] in self?.send(targets) }
    }

    private func items(_ targets: [OutboxItem]) -> [BulkPreview.Item] {
        targets.map { item in
            let row = item.row
            return .init(name: [row.number, row.customer].filter { !$0.isEmpty }.joined(separator: " "), command: .send(rule: row.duty.key.rule, row.duty.key.caseID, override: nil))
        }
    }

    private func send(_ targets: [OutboxItem]) {
        if let only = targets.first, targets.count == 1 {
            context.perform(.send(rule: only.row.duty.key.rule, only.row.duty.key.caseID, override: nil))
            return
        }
        let preview = context.preview(items(targets))
        context.attempt({ try FormRequest.Saved.bulk($0, preview) }) { [weak self] result in
            guard let self else { return }
            switch result {
            case .success(let saved):
                due.clearMarks()
                context.say(context.text("outbox.sentMany", saved.phrase.values), .good)
                if !saved.refused.isEmpty {
                    context.tell(title: context.text("form.someRefused", ["n": .int(saved.refused.count)]), saved.refused.joined(separator: "\n"))
                }
            case .failure(let error): context.explain(error)
            }
        }
    }

    // MARK: Keys

    var awaitsReading: Bool { !due.isRead || wanted != nil }

    func handle(_ input: Input) -> Bool {
        if detailFocused {
            switch input {
            case .key(.up, []), .text("k"): textTop -= 1
            case .key(.down, []), .text("j"): textTop += 1
            case .key(.pageUp, []): textTop -= 10
            case .key(.pageDown, []): textTop += 10
            default: return false
            }
            return true
        }
        return showsSent ? sent.handle(input) : due.handle(input)
    }

    var wantsText: Bool { showsSent ? sent.wantsText : due.wantsText }

    var status: String { showsSent ? context.text("outbox.sentCount", ["n": .int(sent.rows.count)]) : due.status() }

    func draw(in region: Region) -> Position? { OutboxPainter(pane: self).draw(in: region) }
}
