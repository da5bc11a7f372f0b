/// Why a command was not carried out. A value with a case per reason; the sentence and the advice come from the string table.
public enum Refusal: Error, Hashable, Sendable {
    case unknownCase(String)
    case unknownStamp(String, kind: CaseKind)
    case unknownRule(String)
    case duplicateNumber(kind: CaseKind, number: String)
    /// Somebody saved the case after the caller had read it; both sides are shown.
    /// `by` is a name where the staff list has one; `sides`: `电话: 139 / 138`, mine and theirs of what differs, in the words of the forms.
    case stale(number: String, by: String, at: Instant, theirs: [Change.FieldChange], state: Label, sides: [Label])
    /// The state machine has no answer to the stamp in this state.
    case notInState(stamp: Label, number: String, state: Label, allowed: [Label])
    case automaticStamp(Label)
    /// A requirement of a transition does not hold; `key` names its sentence.
    case unmet(key: String, rule: String?, overridable: Bool, values: [String: Value])
    case missingAnswer(form: String, field: Label, rule: String?)
    case badAnswer(form: String, field: Label, value: String)
    case reasonNeeded
    /// The rule says FROM a time that has not come.
    case tooEarly(rule: String, opens: Instant)
    case runNotProposed(String)
    case runHasViolations(number: String, count: Int)
    case runUnplaced(number: String, visits: [String])
    case notOnRun(visit: String, run: String)
    /// An allowance for a rule that the plan does not break.
    case noSuchMark(String)
    /// A split needs a stop that stands on a crew, and another crew.
    case nothingToSplit(String)
    /// The run keeps no input that can be solved again.
    case notRepeatable(String)
    case unknownCrew(String)
    case nothingToUndo
    /// Somebody has built on it since: who, and what they did, in the words of the playbook. `txn` is the command that cannot be taken back.
    case undoOvertaken(number: String, by: String, at: Instant, what: [Label], txn: Int64)
    case notUndoable(String)
    case dutyClosed(rule: String)
    case unknownField(String)
    case noSuchPerson(String)
    /// The person has the case already.
    case alreadyAssigned(number: String, to: String)
    case noWorkingDay
    /// Every customer is kept by somebody (C2-03).
    case nothingToDeal
    /// No customer is such as the campaign wants (C2-07).
    case nobodyToCall
    case playbookInvalid(count: Int)
    case readOnly
    case noPhone(String)
    /// The playbook gives this to other posts.
    case notAllowed(Label, roles: [Label])
    case unknownKind(CaseKind)
    case orderNeeded(Label)
    /// Between the evening and the morning customers get no message.
    case quietHours(from: String, to: String)
    /// Nobody stands in for himself.
    case deputyIsSelf(String)
    /// The chain of deputies leads to nobody on that day.
    case deputyAway(person: String, deputy: String, day: LocalDay)
    /// Somebody is away twice.
    case leaveOverlaps(String, number: String)
    /// So many messages went to that phone today.
    case dailyCap(phone: String, count: Int)
    /// The playbook states no such figure, so nothing can be reckoned by it.
    case tariffMissing(String)
    /// A figure that a formula cannot take: no weight, no money, nobody to share with.
    case badFigure(String, String)
    /// A row for the same sentence and the same object stands already.
    case alreadyRaised(rule: String, object: String, number: String)
    /// By the formula nothing is owed (yet).
    case nothingOwed(rule: String, object: String)
    /// The formula asks for somebody whom nobody has named.
    case whoIsMissing(rule: String)

    /// The rule that a requirement kept, where it has one.
    public var rule: String? {
        switch self {
        case .unmet(_, let rule, _, _), .missingAnswer(_, _, let rule): rule
        default: nil
        }
    }
}
