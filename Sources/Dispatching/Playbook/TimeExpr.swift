/// An instant told in the words of the manual: "at 19:00 on the working day before the visit", "48 h after intake".
public indirect enum TimeExpr: Hashable, Sendable {
    /// The latest stamp of this name.
    case stamp(FactPath)
    /// A time of day on a date, moved by working or calendar days.
    case day(DayExpr, shift: Stated<Span>?, at: ClockTime)
    case after(TimeExpr, Stretch)
    case latest([TimeExpr])
    case earliest([TimeExpr])
    /// A fact that holds an instant, e.g. `plannedStart`.
    case fact(FactPath)
    /// The duty's own opening.
    case opens
    /// When the case was opened.
    case opened
}

/// A date that a time hangs on.
public indirect enum DayExpr: Hashable, Sendable {
    /// The local day of a time that is told in other words.
    case time(TimeExpr)
    /// A field with a date, e.g. `date`, `order.recallDate`.
    case fact(FactPath)
    /// The local day of a stamp.
    case stamp(FactPath)
    /// The local day on which the duty opens.
    case opens
}

/// A time of day, by the clock or by the shop's hours.
public enum ClockTime: Hashable, Sendable {
    case time(TimeOfDay)
    /// First and last open minute of that day in the working calendar.
    case opening, closing
    /// A time that stands among the figures (`afternoon`, `deliveryRunFrom`).
    case figure(String)
}

/// Where a fact stands: on the case itself, on a relative in its family (`order.phone`, `delivery.date`), or among the terms of its profile.
public struct FactPath: Hashable, Sendable, CustomStringConvertible {
    public enum Scope: String, Sendable {
        case own, order, delivery, install, service, ticket, residual, profile, answer
        /// The parcel that the case hangs on, and what hangs on a parcel.
        case parcel, problem, transit, parcelReturn, signBack
    }

    public let scope: Scope
    public let name: String

    public init(scope: Scope = .own, name: String) {
        self.scope = scope
        self.name = name
    }

    /// `order.phone` -> the order's phone; `answer.provider.eligible` -> that fact of the case which the answer names; without a known scope the whole text is a name of the case itself.
    public init(_ text: String) {
        if let dot = text.firstIndex(of: "."), let scope = Scope(rawValue: String(text[..<dot])) {
            self.init(scope: scope, name: String(text[text.index(after: dot)...]))
        } else {
            self.init(name: text)
        }
    }

    public var description: String { scope == .own ? name : "\(scope.rawValue).\(name)" }
}

/// A question about a case that is answered yes or no.
public indirect enum Condition: Hashable, Sendable {
    case always
    case state(FactPath.Scope, Set<String>)
    case has(FactPath)
    /// The latest stamp of the first name was set after the latest of the second, or at the same time.
    case hasAfter(FactPath, FactPath)
    case lacks(FactPath)
    case fact(FactPath, isAny: Set<Value>)
    /// The fact exists and is not empty, zero or false.
    case truth(FactPath)
    /// An answer of the stamp that is being set now.
    case answer(String, isAny: Set<Value>)
    case answerGiven(String)
    /// An answer of the stamp that began this occurrence of a rule with `each`.
    case trigger(String, isAny: Set<Value>)
    case not(Condition)
    case all([Condition])
    case any([Condition])
    /// That time has come; not while it hangs on what is not known yet.
    case past(TimeExpr)
    /// A check with arithmetic of its own, kept by code and named here (`bookingLead`, `promiseWindow`).
    case check(Check)

    /// The same with every question about a state answered yes: states pass, what a case is about stays.
    var anyState: Condition {
        switch self {
        case .state: .always
        case .not(.state): .always
        case .not(let c): .not(c.anyState)
        case .all(let cs): .all(cs.map(\.anyState))
        case .any(let cs): .any(cs.map(\.anyState))
        default: self
        }
    }

    /// It may become true by the hour alone.
    var hangsOnTime: Bool {
        switch self {
        case .past: true
        case .not(let c): c.hangsOnTime
        case .all(let cs), .any(let cs): cs.contains { $0.hangsOnTime }
        default: false
        }
    }

    /// The checks that are code. Each names the rule that it keeps where it is written (`Checks.swift`).
    public enum Check: String, Sendable, CaseIterable {
        case bookingLead, promiseWindow, promiseWindowMoved, futureDate, workingDate, runWindow, evePreceding, newestScan, waybillNumber, photoNamed, knownPiece, returnScanned
        case carrierServes, carrierFits, carrierInTime, labelIdentical, labelBeginsWithCity
        case pieceLimits, goodsAllowed, goodsCarried, goodsLight
    }
}
