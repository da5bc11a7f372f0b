/// The process manual as data: who must do what, from when, by when, proved by what, or who is told.
///
/// It is read from a `Value` tree by `PlaybookReader` and never changes afterwards. That is why it, its rules and its machines are classes
/// of constants: every decision passes them on, and a struct of twenty fields would have each of them counted each time.
public final class Playbook: Sendable {
    public let name: String
    public let version: String
    public let title: Label
    /// Numbers and times that the manual states or leaves to the shop, by name (`bookingLead`, `afternoon`).
    public let figures: [String: Value]
    public let roles: [String: Label]
    public let stamps: [String: StampKind]
    public let forms: [String: Form]
    public let machines: [CaseKind: Machine]
    public let messages: [String: MessageTemplate]
    public let rules: [Rule]
    /// Labels of field names, for history and forms.
    public let fields: [String: Label]
    public let calendar: CalendarSpec
    public let intakes: [CaseKind: Intake]
    /// Roles that may carry a command out, by its name (`waive`, `adopt`, `people`); a command that is not named is everybody's.
    public let rights: [String: Set<String>]
    /// What is said in calls, by the name that a rule's `callback` gives.
    public let scripts: [String: Script]
    /// Terms by trade or product line; the figure `profile` names the usual one.
    public let profiles: [String: Profile]
    /// Who is told when limits come near or have passed, by the name that a rule's `ladder` or a profile's term gives.
    public let ladders: [String: Ladder]
    /// Places, areas and ways of what is carried.
    public let network: Network
    /// Decisions that are a table of the manual, by name.
    public let tables: [String: DecisionTable]
    /// What is charged, paid and fined.
    public let tariffs: Tariffs
    /// What is looked at every day.
    public let monitors: [Monitor]
    /// What may not be carried.
    public let goods: GoodsReference
    /// How routing headers are written; the first that fits.
    public let headers: [HeaderRule]
    /// The tree it was read from, canonical; what the file keeps.
    public let source: Value

    /// Several trades lie together, so that a rule may be none of a case's business.
    let hasTrades: Bool
    /// States that a case leaves when an hour has come, without anybody's doing.
    public let timed: [CaseKind: Set<String>]
    /// Rules that are owed anew each day.
    public let dailyRules: Set<String>
    let rulesByKind: [CaseKind: [Rule]]
    let rulesByID: [String: Rule]

    init(
        name: String, version: String, title: Label, figures: [String: Value], roles: [String: Label],
        stamps: [String: StampKind], forms: [String: Form], machines: [CaseKind: Machine],
        messages: [String: MessageTemplate], rules: [Rule], fields: [String: Label], calendar: CalendarSpec,
        intakes: [CaseKind: Intake], rights: [String: Set<String>], scripts: [String: Script], profiles: [String: Profile], ladders: [String: Ladder], network: Network, tables: [String: DecisionTable], tariffs: Tariffs,
        monitors: [Monitor], goods: GoodsReference, headers: [HeaderRule], source: Value
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.figures = figures
        self.roles = roles
        self.stamps = stamps
        self.forms = forms
        self.machines = machines
        self.messages = messages
        self.rules = rules
        self.fields = fields
        self.calendar = calendar
        self.intakes = intakes
        self.rights = rights
        self.scripts = scripts
        self.profiles = profiles
        self.ladders = ladders
        self.network = network
        self.tables = tables
        self.tariffs = tariffs
        self.monitors = monitors
        self.goods = goods
        self.headers = headers
        self.source = source
        hasTrades = Set(rules.compactMap(\.trade)).count > 1
        rulesByKind = Dictionary(grouping: rules, by: \.on)
        dailyRules = Set(rules.lazy.filter { $0.cycle?.daily != nil }.map(\.id))
        timed = machines.compactMapValues { machine in
            let states = Set(machine.automatic.filter(\.when.hangsOnTime).flatMap(\.from))
            return states.isEmpty ? nil : states
        }
        rulesByID = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// `home-goods 1`: what a duty remembers of where it came from.
    public var stampText: String { "\(name) \(version)" }

    public func rules(on kind: CaseKind) -> [Rule] { rulesByKind[kind] ?? [] }
    public func rule(_ id: String) -> Rule? { rulesByID[id] }

    /// The first of a trade's profiles by its id, where the shop does several.
    func usualProfile(of trade: String) -> Profile? { profiles.values.filter { $0.trade == trade }.min { $0.id < $1.id } }

    public func profile(_ id: String?) -> Profile? { id.flatMap { profiles[$0] } ?? figures["profile"]?.string.flatMap { profiles[$0] } }
    public func machine(_ kind: CaseKind) -> Machine? { machines[kind] }

    /// The form that a stamp asks for, if any.
    public func form(for stamp: String) -> Form? { stamps[stamp]?.form.flatMap { forms[$0] } }

    /// What is said in the call that this stamp closes.
    public func script(for stamp: String, on kind: CaseKind) -> Script? {
        rules(on: kind).lazy.filter { $0.isDone(by: stamp) }.compactMap { $0.callback }.first.flatMap { scripts[$0] }
    }

    /// The papers that can be printed for a case, in the order of their names.
    public func papers(for kind: CaseKind) -> [MessageTemplate] { messages.values.filter { $0.prints.contains(kind) }.sorted { $0.id < $1.id } }

    /// How a field is called: by the playbook's words, else by a form that asks for it.
    public func fieldLabel(_ name: String) -> Label? { fields[name] ?? asked(name).first?.label }

    /// How a code reads in a form that offers it.
    public func option(_ field: String, _ code: String) -> Label? {
        asked(field).lazy.compactMap { field -> Label? in
            guard case .choice(let options) = field.kind else { return nil }
            return options.first { $0.value == code }?.label
        }.first
    }

    /// Fields of forms under that name, or that set a fact of that name; in a fixed order.
    private func asked(_ name: String) -> [FormField] {
        forms.keys.sorted().flatMap { forms[$0]?.fields ?? [] }.filter { $0.name == name || $0.sets?.name == name }
    }

    /// What must come first before a case in this state can bear the stamp: rules whose proof leads to a state that allows it.
    public func before(_ stamp: String, on kind: CaseKind, in state: String) -> [Rule] {
        guard let machine = machines[kind] else { return [] }
        let wanted = Set(machine.answering(stamp).flatMap(\.from)).union(stamps[stamp]?.states ?? [])
        guard !wanted.contains(state) else { return [] }
        let steps = machine.transitions.filter { $0.from.contains(state) && $0.to.map { wanted.contains($0) } ?? false }.map(\.on)
        var proofs = Set(steps)
        for other in machines.values {
            for transition in other.transitions {
                for case .signal(_, let name, _) in transition.effects.map(\.action) where proofs.contains(name) && steps.contains(name) { proofs.insert(transition.on) }
            }
        }
        return rules.filter { rule in rule.opens != nil && rule.proofs.contains { proofs.contains($0) && $0 != stamp } }
    }

    /// Rules of which these posts are told the completion, and the breach. What is part of another rule's call is done with that.
    public func told(_ posts: Set<String>) -> (done: Set<String>, late: Set<String>) {
        var out: (done: Set<String>, late: Set<String>) = ([], [])
        for rule in rules {
            if !posts.isDisjoint(with: rule.tells) { out.done.insert(rule.within ?? rule.id) }
            if !posts.isDisjoint(with: rule.lateTells) { out.late.insert(rule.within ?? rule.id) }
        }
        return out
    }

    /// Whoever holds these posts owes only what stands under the own name: leaders of crews do.
    public func owesByName(_ posts: Set<String>) -> Bool {
        let owed = rules.filter { posts.contains($0.role) && $0.opens != nil && $0.within == nil }
        return !owed.isEmpty && owed.allSatisfy { $0.person != nil }
    }

    public func figure(_ name: String) -> Int? { figures[name]?.int }
    public func time(_ name: String) -> TimeOfDay? { figures[name]?.string.flatMap { TimeOfDay($0) } }

    public func stateLabel(_ kind: CaseKind, _ state: String) -> Label {
        machines[kind]?.states[state] ?? Label(zh: state, en: state)
    }

    /// What an answer of the form is called with which a kind of case is taken in.
    public func intakeLabel(_ kind: CaseKind, _ field: String, _ value: String) -> Label? {
        guard let entry = intakes[kind].flatMap({ form(for: $0.stamp) })?.fields.first(where: { $0.name == field }), case .choice(let options) = entry.kind else { return nil }
        return options.first { $0.value == value }?.label
    }
    public func stampLabel(_ name: String) -> Label { stamps[name]?.label ?? Label(zh: name, en: name) }
    public func roleLabel(_ name: String) -> Label { roles[name] ?? Label(zh: name, en: name) }
}

/// The shop's own week, before the holiday files and its own dated days are laid over it.
public struct CalendarSpec: Hashable, Sendable {
    public let zone: String
    /// By weekday 1 = Monday ... 7 = Sunday; an absent day is a rest day. Text such as `08:30-12:00,13:00-17:30`.
    public let week: [Int: String]

    public init(zone: String, week: [Int: String]) {
        self.zone = zone
        self.week = week
    }
}

/// What the playbook says of a stamp.
public final class StampKind: Sendable {
    public let name: String
    public let label: Label
    public let form: String?
    /// Kinds of case that may bear it; empty means any.
    public let on: Set<CaseKind>
    /// Set by the machine alone (a run closing, a signal between cases), never by hand.
    public let automatic: Bool
    /// States in which it may be set although no transition answers it; `nil` means any state.
    public let states: Set<String>?
    /// Shown as a verb on the case's menu ahead of others.
    public let rank: Int
    /// Condition that must hold, with the phrase key that refuses it.
    public let needs: [Requirement]
    /// Roles that may set it; empty means everybody.
    public let by: Set<String>
    /// Facts of this moment that stay on the stamp whatever changes later, by the name they are kept under.
    public let keeps: [String: FactPath]
    /// Where it may stand at a time before the one at which it is told.
    public let moment: StampMoment?

    init(
        name: String, label: Label, form: String?, on: Set<CaseKind>, automatic: Bool, states: Set<String>?, rank: Int,
        needs: [Requirement], by: Set<String>, keeps: [String: FactPath], moment: StampMoment?
    ) {
        self.name = name
        self.label = label
        self.form = form
        self.on = on
        self.automatic = automatic
        self.states = states
        self.rank = rank
        self.needs = needs
        self.by = by
        self.keeps = keeps
        self.moment = moment
    }
}

/// How a case is taken in by hand: the form that is filled, and the stamp that it leaves.
public struct Intake: Hashable, Sendable {
    public let kind: CaseKind
    public let label: Label
    /// Set with the form's answers as the case opens; the form is the stamp's.
    public let stamp: String
    /// Between the order's number and a counter (`HT1/S1`), or before the day's date (`S261121-01`).
    public let prefix: String
    /// Must belong to an order.
    public let needsOrder: Bool
    /// Stands in the queue of what is to be mended; customers do not.
    public let isQueued: Bool
    /// Kinds of the case that it belongs to; empty: any.
    public let under: Set<CaseKind>
    /// The answer that is its number (a waybill); `nil`: it gets the next free one.
    public let numberedBy: String?
    /// What is said while it is taken in.
    public let script: String?
}

/// A condition with the words that refuse when it does not hold.
public struct Requirement: Hashable, Sendable {
    public let condition: Condition
    /// Key in the string table, e.g. `refusal.linesMissing`.
    public let refusal: String
    public let rule: String?
    /// May be overridden by name and reason (section 2.4 of the rules: "without an override with name and reason").
    public let overridable: Bool
}

/// A rule of the manual.
public final class Rule: Sendable {
    public let id: String
    public let on: CaseKind
    public let role: String
    public let label: Label
    public let when: Condition
    /// `nil`: the rule makes no duty of its own (it is a tick of another rule's call, or a check kept by code).
    public let opens: TimeExpr?
    public let due: DueExpr?
    /// Stamp that proves it, and the one that is offered for it.
    public let done: String?
    /// Stamps that prove it as well: a phone report is as good as the form.
    public let alsoDone: [String]
    /// Answers of the stamp that make it a proof, e.g. `atHome: yes`; empty means any.
    public let doneIf: [String: [Value]]
    /// Facts that the stamp remembers; when one has changed since, the duty is due again.
    public let fresh: [String]
    /// A new occurrence for each stamp of this name.
    public let each: String?
    /// With `each`: a newer stamp takes the place of an older one that nothing has answered yet (asked again, the clock begins anew).
    public let renewed: Bool
    /// Rule in whose call or form this one is carried out (A-15 within A-14).
    public let within: String?
    /// Message template to send or post; makes it an entry of the outbox.
    public let message: String?
    /// Told on completion, and on breach.
    public let tells: [String]
    public let lateTells: [String]
    /// Field that names the one person who owes it, e.g. `leader`.
    public let person: String?
    /// Its stamp is refused before the duty opens ("FROM 16:30").
    public let strict: Bool
    /// Its call stands on the callback list, with that script; `nil` for all other duties.
    public let callback: String?
    /// Comes round again, as often as it was done.
    public let cycle: Cycle?
    /// Owed although the case is over.
    public let afterwards: Bool
    /// Of a manual for that trade only: cases whose profile is of another one are none of its business.
    public let trade: String?
    /// Who is told before and after its limit, beyond `lateTells`.
    public let ladder: Stated<String>?

    init(
        id: String, on: CaseKind, role: String, label: Label, when: Condition, opens: TimeExpr?, due: DueExpr?, done: String?,
        alsoDone: [String], doneIf: [String: [Value]], fresh: [String], each: String?, renewed: Bool, within: String?, message: String?,
        tells: [String], lateTells: [String], person: String?, strict: Bool, callback: String?,
        cycle: Cycle?, afterwards: Bool, trade: String?, ladder: Stated<String>?
    ) {
        self.id = id
        self.on = on
        self.role = role
        self.label = label
        self.when = when
        self.opens = opens
        self.due = due
        self.done = done
        self.alsoDone = alsoDone
        self.doneIf = doneIf
        self.fresh = fresh
        self.each = each
        self.renewed = renewed
        self.within = within
        self.message = message
        self.tells = tells
        self.lateTells = lateTells
        self.person = person
        self.strict = strict
        self.callback = callback
        self.cycle = cycle
        self.afterwards = afterwards
        self.trade = trade
        self.ladder = ladder
    }

    public func isDone(by stamp: String) -> Bool { done == stamp || alsoDone.contains(stamp) }
    public var proofs: [String] { (done.map { [$0] } ?? []) + alsoDone }
}

/// The text of a message, post or paper with named fields.
public struct MessageTemplate: Hashable, Sendable {
    public enum Channel: String, Sendable { case sms, group, paper }

    public let id: String
    public let label: Label
    public let channel: Channel
    /// For runs: the line that is repeated for each visit, in place of `{lines}`.
    public let text: Label
    public let line: Label?
    public let rule: String?
    /// Kinds of case for which anybody may print it whenever it is wanted.
    public let prints: Set<CaseKind>
}

/// When a duty must be done.
public struct DueExpr: Hashable, Sendable {
    public let time: TimeExpr
    public let soft: Bool
    /// Second reading of the manual's limit, shown but never judged.
    public let label: Label?
}
