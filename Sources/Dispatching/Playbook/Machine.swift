/// A state machine of section 4 of the rules, as data.
public final class Machine: Sendable {
    public let kind: CaseKind
    public let initial: String
    public let states: [String: Label]
    /// States in the order in which the playbook lists them: the order of a life.
    public let order: [String]
    /// Case is over: nothing is owed any more.
    public let final: Set<String>
    public let transitions: [Transition]
    /// Those that fire by themselves, in order.
    public let automatic: [Transition]
    private let byStamp: [String: [Transition]]

    init(kind: CaseKind, initial: String, states: [String: Label], order: [String], final: Set<String>, transitions: [Transition]) {
        self.kind = kind
        self.initial = initial
        self.states = states
        self.order = order
        self.final = final
        self.transitions = transitions
        automatic = transitions.filter(\.auto)
        byStamp = Dictionary(grouping: transitions, by: \.on)
    }

    public func answering(_ stamp: String) -> [Transition] { byStamp[stamp] ?? [] }
}

public final class Transition: Sendable {
    /// `DV-04`.
    public let id: String
    public let from: Set<String>
    /// Stamp that fires it; for automatic ones the stamp that is set when it fires.
    public let on: String
    /// Fires by itself as soon as its condition holds.
    public let auto: Bool
    /// Chooses between transitions of the same stamp; a transition that does not fit is passed over silently.
    public let when: Condition
    /// Must hold, else the stamp is refused with its reason.
    public let needs: [Requirement]
    /// `nil`: the state stays.
    public let to: String?
    public let effects: [Effect]

    init(
        id: String, from: Set<String>, on: String, auto: Bool, when: Condition, needs: [Requirement], to: String?,
        effects: [Effect]
    ) {
        self.id = id
        self.from = from
        self.on = on
        self.auto = auto
        self.when = when
        self.needs = needs
        self.to = to
        self.effects = effects
    }
}

/// What a transition does beyond its own case, or to its fields.
public enum Effect: Hashable, Sendable {
    /// Sets a stamp on relatives: `parent`, or the children of a kind.
    case signal(Relative, stamp: String, copy: [String])
    /// Moves order lines from one of the states to another; `chosen` names the answer that lists them, absent = all.
    case lines(from: Set<String>, to: String, chosen: String?, except: Bool)
    case set(field: String, to: Source)
    case clear(field: String)
    /// Opens a child of the family's root, numbered `<order>/<suffix>n`.
    case open(CaseKind, suffix: String, fields: [String: Source])
    /// Opens rows of the liability sheet by a formula, for the sentence of the manual that demands them.
    case raise(LiabilityFormula, rule: String)
    /// Carried out only if the condition holds when the stamp is set.
    indirect case when(Condition, Effect)

    /// What is done once its condition holds.
    public var action: Effect {
        if case .when(_, let effect) = self { return effect.action }
        return self
    }

    public enum Relative: Hashable, Sendable {
        case own
        case parent
        case children(CaseKind)
        /// The other visit of the same order.
        case sibling(CaseKind)
        /// The visits that a run has placed.
        case visitsOfRun
        /// The case of that kind in the family whose number stands in this field.
        case linked(field: String)
        /// The case of that kind anywhere whose number stands in this field.
        case named(CaseKind, field: String)
    }

    public enum Source: Hashable, Sendable {
        case answer(String)
        case fact(FactPath)
        case constant(Value)
        case now, today
        /// How often the case bears a stamp that stands, with the one that is being set.
        case count(String)
    }
}
