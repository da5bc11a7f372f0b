import Desk
import Dispatching
import Storage
import Wording

/// What must be read of a case before its stamp can be asked for.
struct StampSubject: Sendable {
    let record: CaseRecord
    let family: Family
    var draft: [String: Value]?
    /// Somebody else who has this case open.
    var claimant: String?
    var presence = Presence.everybody
    /// What the file itself can answer.
    var figures: [String: Int] = [:]

    /// `HT-1001 李梅`
    var name: String { [record.number, record["customer"].string ?? family.root["customer"].string ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }

    func facts(_ manual: Manual, now: Instant) -> Facts {
        var facts = Facts(own: record, family: family, manual: manual, now: now)
        facts.presence = presence
        facts.figures = figures
        return facts
    }

    /// - Parameters:
    ///   - claims: tells other desks that this person is on it.
    ///   - stamp: the one that is to be set; a monitor's tick begins with what it finds.
    static func read(_ desk: Desk, _ id: CaseID, for stamp: String, draftKey: (CaseRecord) -> String, claims: Bool) throws -> StampSubject {
        let manual = try desk.manual(), now = desk.clock()
        let login = desk.person.login
        var subject = try desk.store.read { s in
            guard let record = try s.record(id) else { throw Refusal.unknownCase(id.description) }
            return StampSubject(
                record: record, family: try s.family(of: record), draft: try s.draft(person: login, key: draftKey(record)),
                figures: try s.evidence(for: stamp, on: record, manual: manual, now: now)?.figures ?? [:])
        }
        if claims {
            let root = subject.family.root.id
            subject.claimant = try desk.store.write { try $0.claim(root, person: login, now: now, until: now + 300) }
        }
        return subject
    }
}

/// Makes the sheet for a stamp of the playbook, on one case or on many at once.
@MainActor
struct StampForm {
    let context: any AppContext

    nonisolated static func draftKey(_ stamp: String, _ number: String) -> String { "stamp/\(stamp)/\(number)" }

    /// Reads the cases and opens the sheet, or the one-line question where the stamp asks for nothing.
    ///
    /// - Parameter extra: answers that are no question of the sheet (ticks of the script).
    func open(_ stamp: String, on ids: [CaseID], extra: [String: Value] = [:], then: @escaping @MainActor () -> Void = {}) {
        guard let first = ids.first, context.may(stamp: stamp) else { return }
        let single = ids.count == 1
        context.load(
            "stampForm",
            { desk in
                var subjects = [try StampSubject.read(desk, first, for: stamp, draftKey: { Self.draftKey(stamp, $0.number) }, claims: single)]
                for id in ids.dropFirst() {
                    subjects.append(try StampSubject.read(desk, id, for: stamp, draftKey: { Self.draftKey(stamp, $0.number) }, claims: false))
                }
                return subjects
            }
        ) { subjects in present(stamp, subjects, extra, then: then) }
    }

    private func present(_ stamp: String, _ subjects: [StampSubject], _ extra: [String: Value], then: @escaping @MainActor () -> Void) {
        guard let first = subjects.first else { return }
        if subjects.count == 1, let refusal = Verb.refusal(stamp, first.facts(context.manual, now: context.now)) {
            return hold(refusal, stamp, first) { proceed(stamp, subjects, extra, then: then) }
        }
        proceed(stamp, subjects, extra, then: then)
    }

    /// What cannot be done yet is said before a sheet is filled in for nothing, with what comes first.
    private func hold(_ refusal: Refusal, _ stamp: String, _ subject: StampSubject, anyway: @escaping @MainActor () -> Void) {
        let words = context.wording.explain(refusal, zone: context.zone)
        if refusal.asksForReason {
            context.confirm(title: context.text(context.manual.playbook.stampLabel(stamp)), message: words.text + "\n\n" + context.text("form.anyway"), isDanger: true, then: anyway)
            return
        }
        // What is missing can be filled in on the spot.
        if case .unmet("orderIncomplete", _, _, _) = refusal, subject.record.kind == .order {
            let id = subject.record.id
            return context.confirm(title: context.text("dialog.refused"), message: words.what + "\n\n" + context.text("form.fillIn"), isDanger: false) { [context] in OrderSheets(context: context).edit(id) }
        }
        let first = context.manual.playbook.before(stamp, on: subject.record.kind, in: subject.record.state).map { "\($0.id) \(context.text($0.label))" }
        let way = first.isEmpty ? words.next : context.text("form.first", ["rules": .array(first.map { .string($0) })])
        context.tell(title: context.text("dialog.refused"), [words.what, way].filter { !$0.isEmpty }.joined(separator: "\n"))
    }

    private func proceed(_ stamp: String, _ subjects: [StampSubject], _ extra: [String: Value], then: @escaping @MainActor () -> Void) {
        guard let first = subjects.first else { return }
        let manual = context.manual
        let label = context.text(manual.playbook.stampLabel(stamp))
        let facts = first.facts(manual, now: context.now)
        let form = manual.playbook.form(for: stamp)?.asked(of: facts.profile)
        let questions = form.map { Question.list($0, facts: facts, keeps: manual.playbook.stamps[stamp]?.keeps ?? [:]) } ?? []
        let isBulk = subjects.count > 1
        let script = manual.playbook.script(for: stamp, on: first.record.kind)
        var about = isBulk ? bulkAbout(stamp, subjects) : script.map { callAbout(facts, $0) } ?? self.about(facts)
        if let claimant = first.claimant { about.append("! " + context.text("form.claimed", ["person": .string(claimant)])) }
        let request = FormRequest(
            title: isBulk ? "\(label) x\(subjects.count)" : label, about: about, questions: questions, usual: .answers(stamp: stamp),
            watched: isBulk ? nil : first.record,
            draftKey: questions.isEmpty ? nil : Self.draftKey(stamp, first.record.number + (isBulk ? " x\(subjects.count)" : "")),
            draft: isBulk ? nil : first.draft, check: { answers in _ = try form?.validate(answers) },
            preview: isBulk ? bulkPreview(stamp, label, subjects, questions) : nil,
            save: isBulk ? bulkSave(bulkPreview(stamp, label, subjects, questions)) : singleSave(stamp, first.record.id, extra), then: { _ in then() })
        if questions.isEmpty { confirm(request, label, about) } else { context.openForm(request) }
    }

    private func confirm(_ request: FormRequest, _ label: String, _ about: [String]) {
        let answers = FormRequest.Answers(values: [:], override: nil, version: request.watched?.version)
        if let preview = request.preview {
            let question: @MainActor (Int) -> String = { [context] in context.text("form.bulkConfirm", ["n": .int($0), "what": .string(label)]) }
            return context.confirmMany(title: request.title, preview(answers).items, question: question) { carryOut(request, answers) }
        }
        let message = (about + ["", context.text("form.plainConfirm", ["what": .string(request.title)])]).joined(separator: "\n")
        context.confirm(title: request.title, message: message, isDanger: false) { carryOut(request, answers) }
    }

    /// A refusal that asks for a reason needs a place to write it: the sheet without questions is that place.
    private func carryOut(_ request: FormRequest, _ answers: FormRequest.Answers) {
        let save = request.save
        context.attempt({ try save($0, answers) }) { result in
            switch result {
            case .success(let saved):
                context.say(context.wording(saved.phrase.readable(with: context.manual.playbook, context.wording.language)), .good)
                if !saved.refused.isEmpty {
                    context.tell(
                        title: context.text("form.someRefused", ["n": .int(saved.refused.count)]),
                        saved.refused.joined(separator: "\n"))
                }
                request.then(saved)
            case .failure(let refusal as Refusal) where refusal.asksForReason:
                var plain = request
                plain.preview = nil
                let view = FormView(plain, context: context)
                context.present(view)
                view.save()
            case .failure(let error): context.explain(error)
            }
        }
    }

    private func singleSave(_ stamp: String, _ id: CaseID, _ extra: [String: Value]) -> @Sendable (Desk, FormRequest.Answers) throws -> FormRequest.Saved {
        { desk, answers in
            let outcome = try desk.perform(
                .stamp(id, version: answers.version, name: stamp, answers: answers.values.merging(extra) { own, _ in own }, override: answers.override))
            return FormRequest.Saved(phrase: outcome.phrase, record: outcome.record)
        }
    }

    /// An answer that was only prefilled is each case's own.
    private func bulkPreview(_ stamp: String, _ label: String, _ subjects: [StampSubject], _ questions: [Question]) -> @Sendable (FormRequest.Answers) -> BulkPreview {
        let (manual, now, wording) = (context.manual, context.now, context.wording)
        return { answers in
            BulkPreview(
                items: subjects.map { subject in
                    var own = answers.values
                    let facts = subject.facts(manual, now: now)
                    for question in questions {
                        guard let path = question.prefill, own[question.name] == question.initial else { continue }
                        let value = facts.value(path)
                        if !value.isNull { own[question.name] = value }
                    }
                    let command = Command.stamp(subject.record.id, version: subject.record.version, name: stamp, answers: own, override: answers.override)
                    return .init(name: subject.name, command: command)
                }, what: label, wording: wording, zone: manual.zone)
        }
    }

    /// One transaction; what is refused is left out and told.
    private func bulkSave(_ preview: @escaping @Sendable (FormRequest.Answers) -> BulkPreview) -> @Sendable (Desk, FormRequest.Answers) throws -> FormRequest.Saved {
        { desk, answers in try .bulk(desk, preview(answers)) }
    }

    // MARK: About whom

    private func about(_ facts: Facts) -> [String] {
        let playbook = context.manual.playbook
        let record = facts.own
        var head = [record.number, context.text("kind." + record.kind.rawValue), context.text(playbook.stateLabel(record.kind, record.state))]
        if let date = record.date { head.append(context.wording.dated(date)) }
        if let half = record["half"].string, let label = playbook.fields["half_" + half] { head.append(context.text(label)) }
        let order = facts.record(.order)
        let person = [order?["customer"].string, order?["phone"].string, order?["phone2"].string].compactMap { $0 }.joined(separator: "  ")
        let goods = order.map { OrderLines($0).all.map { "\($0.no) \($0.product)x\($0.quantity)" }.joined(separator: "  ") } ?? ""
        return [head.joined(separator: "  "), person, order?["address"].string ?? "", goods, order?["remark"].string ?? ""].filter { !$0.isEmpty }
    }

    /// On the phone the points of the script matter more than the goods.
    private func callAbout(_ facts: Facts, _ script: Script) -> [String] {
        Array(about(facts).prefix(2)) + [script.line { context.text($0) }]
    }

    /// Which cases, by name; first those that cannot, as far as that can be said before anything is answered.
    private func bulkAbout(_ stamp: String, _ subjects: [StampSubject]) -> [String] {
        let weighed = subjects.map { ($0.name, Verb.refusal(stamp, $0.facts(context.manual, now: context.now))) }
        let refused = weighed.compactMap { name, refusal in refusal.map { "\(name) (\(context.wording.explain($0, zone: context.zone).what))" } }
        var lines = [context.text("form.bulkAbout", ["n": .int(subjects.count)])]
        if !refused.isEmpty { lines.append("! " + context.text("bulk.refused", ["n": .int(refused.count)]) + " " + BulkPreview.joined(refused, context.wording)) }
        let possible = weighed.compactMap { name, refusal in refusal == nil ? name : nil }
        if !possible.isEmpty { lines.append(BulkPreview.joined(possible, context.wording)) }
        return lines
    }
}

extension Refusal {
    /// A person may set it aside with a reason.
    var asksForReason: Bool {
        switch self {
        case .unmet(_, _, let overridable, _): overridable
        case .tooEarly, .quietHours, .dailyCap: true
        default: false
        }
    }
}
