/// Terms that hold for one trade or product line where the manuals differ: limits, warranty, who pays.
///
/// A case has the profile that its field `profile` names, else its order's, else the playbook's first.
public final class Profile: Sendable {
    public struct Term: Hashable, Sendable {
        public let value: Value
        /// The sentences of the manual that it comes from.
        public let rules: [String]
    }

    public let id: String
    public let label: Label
    /// The trade in whose manual it stands.
    public let trade: String?
    public let terms: [String: Term]

    init(id: String, label: Label, trade: String?, terms: [String: Term]) {
        self.id = id
        self.label = label
        self.trade = trade
        self.terms = terms
    }

    public subscript(term: String) -> Value { terms[term]?.value ?? .null }
}

/// Something that a rule either states itself or leaves to the profile of the case (`profile.firstAnswer`).
public enum Stated<Content: Hashable & Sendable>: Hashable, Sendable {
    case given(Content)
    case term(String)
}

/// How long, by which clock, and what stops it.
public struct Stretch: Hashable, Sendable {
    public let span: Stated<Span>
    public let clock: Stated<ClockKind>
    /// Pairs of stamps: from the first to the next second one the clock stands still. While none has come, there is no limit.
    public let pauses: [Pause]

    public struct Pause: Hashable, Sendable {
        public let from: String
        public let until: String
    }

    public init(_ span: Span, _ clock: ClockKind) {
        self.span = .given(span)
        self.clock = .given(clock)
        pauses = []
    }

    init(span: Stated<Span>, clock: Stated<ClockKind>, pauses: [Pause]) {
        self.span = span
        self.clock = clock
        self.pauses = pauses
    }
}

extension Facts {
    private var namedProfile: String? { own.fields["profile"]?.string ?? family.root.fields["profile"]?.string }

    /// The terms by which this case is judged.
    public var profile: Profile? { namedProfile.flatMap { manual.playbook.profiles[$0] } ?? assumed ?? manual.playbook.profile(nil) }

    /// These facts as the rule's manual sees them; `nil` where it does not speak of this case.
    ///
    /// Tickets and visits are every trade's and go by their profile. What else a trade takes in is its own, by its own usual terms; days, runs and
    /// people are of no trade.
    func seen(by rule: Rule) -> Facts? {
        guard let trade = rule.trade, profile?.trade.map({ $0 != trade }) ?? false else { return self }
        let shared: Set<CaseKind> = [.ticket, .serviceVisit]
        if namedProfile != nil || shared.contains(own.kind) { return nil }
        var facts = self
        facts.assumed = manual.playbook.usualProfile(of: trade)
        return facts
    }

    /// `nil` where the profile has no such term: then no such limit is owed.
    public func span(_ stated: Stated<Span>?) -> Span? {
        switch stated {
        case .given(let span): span
        case .term(let name): profile?[name].string.flatMap { Span($0) }
        case nil: nil
        }
    }

    public func span(_ stretch: Stretch) -> Span? { span(stretch.span) }

    public func clock(_ stretch: Stretch) -> ClockKind {
        switch stretch.clock {
        case .given(let clock): clock
        case .term(let name): profile?[name].string.flatMap { ClockKind(rawValue: $0) } ?? .wall
        }
    }

    /// The times for which the clock stood still, from the stamps themselves. `nil` while one of them still lasts.
    public func pauses(_ stretch: Stretch) -> [Range<Instant>]? {
        var out: [Range<Instant>] = []
        for pause in stretch.pauses {
            var began: Instant?
            for stamp in own.stamps where !stamp.withdrawn {
                if stamp.name == pause.from, began == nil { began = stamp.at }
                if stamp.name == pause.until, let start = began {
                    out.append(start..<max(start, stamp.at))
                    began = nil
                }
            }
            if began != nil { return nil }
        }
        return out
    }

    /// The time of day of a clock word on a day: the profile's before the playbook's.
    public func time(_ clock: ClockTime, on day: LocalDay) -> TimeOfDay? {
        if case .figure(let name) = clock, name.hasPrefix("profile.") {
            return profile?[String(name.dropFirst(8))].string.flatMap { TimeOfDay($0) } ?? manual.time(.closing, on: day)
        }
        return manual.time(clock, on: day)
    }
}
