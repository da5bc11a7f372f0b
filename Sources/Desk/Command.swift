import Dispatching
import Rostering

/// Everything that can be asked of the file. Console and command line speak nothing else.
public enum Command: Sendable {
    /// Takes a contract order in, or changes what differs.
    case receive(OrderDraft)
    case stamp(CaseID, version: Int?, name: String, answers: [String: Value], override: String?)
    /// Changes fields that no stamp stands for (a phone number, an address).
    case amend(CaseID, version: Int?, [String: Value])
    /// Staff, crews, absences, travel table: by number, made if it is new.
    case record(CaseKind, number: String, [String: Value])
    /// What these dates are instead of their weekday; `nil`: the weekday again.
    case days([LocalDay: DayOverride?])
    case waive(Duty.Key, reason: String)
    /// Gives an open duty to somebody else (A-66, PT-13).
    case handOver(Duty.Key, to: String, reason: String)
    /// Gives a whole case to one person: what the person's posts owe on it stands under the name (PT-13).
    ///
    /// - Parameters:
    ///   - to: login or name on the staff list.
    ///   - reason: needed where somebody else has it.
    case assign(CaseID, to: String, reason: String)
    /// Brings an open duty to the notice of a post, with a note.
    case escalate(Duty.Key, to: String, note: String)
    /// Somebody asks for a leave, or it is asked for a crew.
    case leave(LeaveDraft)
    /// The person is back after that day; before its first day, or not approved: it came to nothing.
    case endLeave(CaseID, last: LocalDay)
    /// Approves a leave and gives the person's open duties to the deputy.
    case approveAbsence(CaseID, deputy: String?, note: String)
    /// Takes in by hand what has a form for it: a service call, a problem.
    ///
    /// - Parameter number: what it is called elsewhere already; else it gets the next free one.
    case intake(CaseKind, parent: CaseID?, [String: Value], number: String? = nil)
    /// Last month's table as it stands now, kept on the day's case (A-40, B-52).
    case freeze(MonthTable, LocalDay)
    /// Files for whoever appears with a telephone and has none yet (C2-01), at most so many.
    case collectCustomers(limit: Int)
    /// Customers whom nobody keeps, in equal numbers to the specialists (C2-03).
    case dealCustomers
    /// A round of callbacks with the answers of its form: whom it is for, and what it is called (C2-05, C2-07).
    case startCampaign([String: Value])
    /// A message of the outbox was sent by a person; keeps its final text.
    case send(rule: String, CaseID, override: String?)
    case undo
    /// Takes back the newest own command before that one, which others have built on (`Refusal.undoOvertaken`).
    case undoBefore(Int64)
    case redo
    case adopt(Playbook)
    case board(CaseID, version: Int?, BoardEdit)
    /// Puts a solver's plan on the table.
    ///
    /// - Parameter input: what the solver saw (`FrozenRun`); without it the day as it is now.
    case propose(CaseID, version: Int?, Plan, note: [String: Value], input: Value = .null)
    case publish(CaseID, version: Int?, override: String?)
    /// Opens the run of a day if it is not there yet.
    case openRun(CaseKind, LocalDay)
    /// A scan of a parcel, from a file or by hand.
    case scan(ScanDraft)
    /// Steps that these cases take because an hour has come.
    case ripen([CaseID])
    /// Opens the working days up to that one, so that what was missed shows.
    case roll(through: LocalDay)
}

/// A leave as it is asked for.
public struct LeaveDraft: Hashable, Sendable {
    /// Login or name on the staff list, leader of a crew, or a crew.
    public var who: String
    public var from: LocalDay
    public var to: LocalDay
    public var reason: String
    public var deputy: String?

    public init(who: String, from: LocalDay, to: LocalDay, reason: String, deputy: String? = nil) {
        self.who = who
        self.from = from
        self.to = to
        self.reason = reason
        self.deputy = deputy
    }
}

/// A hand change on the board.
public enum BoardEdit: Hashable, Sendable {
    /// To a crew, before the stop at that position (`nil`: where it costs least), optionally fixed to a half.
    case place(visit: String, crew: String, position: Int?, half: String?)
    case takeOff(visit: String)
    case swap(String, String)
    case swapCrews(String, String)
    case pin(visit: String, Bool)
    case half(visit: String, String?)
    /// Why a visit stays out although it might go.
    case excuse(visit: String, String)
    /// This stop and all after it to the end of another crew's day.
    case split(at: String, to: String)
    /// A broken rule that somebody answers for, by the key of its mark; `nil` takes the allowance back.
    case allow(mark: String, String?)
}

/// What a command did.
public struct Outcome: Sendable {
    /// Its number in the journal; 0 when nothing had to change.
    public let txn: Int64
    /// The cases that it touched, as they stand now.
    public let records: [CaseRecord]
    /// What to tell the person: a phrase for the status line.
    public let phrase: Phrase
    /// Of an undo or redo: what was taken back or brought again.
    public var reversed: [Change] = []

    public var record: CaseRecord? { records.first }
}
