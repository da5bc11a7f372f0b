/// the month's standards 1 to 4, and what speaks against each (C-121 to C-124). None is met but by nothing.
public struct Appraisal: Hashable, Sendable {
    public enum Fault: String, Hashable, Sendable, CaseIterable {
        /// C-121: looked at late or not at all.
        case monitorMissed
        /// C-122: a document without goods, and goods without one, when they were compared (C-25).
        case shortage, surplus
        /// C-122: no delivery scan or list when the monitor looked (C-63).
        case omission
        /// C-122: unsigned and without a problem entry from one look to the next (C-67).
        case noEntry
        /// C-123: sent and not arrived when the window was over (C-61).
        case notArrived
        /// C-123: left lying at the hub without a cause (C-62).
        case stuck
        /// C-123: a transit-out that was not handed over on its day (C-11), or not registered on it (C-34), or registered with another address (C-37).
        case sentLate, notRegistered, registeredWrong
        /// C-124: an arbitration that nobody answered within its day (C-70), or that was lost.
        case answeredLate, lost

        /// The standard that it speaks against.
        public var standard: String {
            switch self {
            case .monitorMissed: "C-121"
            case .shortage, .surplus, .omission, .noEntry: "C-122"
            case .notArrived, .stuck, .sentLate, .notRegistered, .registeredWrong: "C-123"
            case .answeredLate, .lost: "C-124"
            }
        }
    }

    public struct Row: Hashable, Sendable {
        public let fault: Fault
        /// Waybill; of a monitor its code.
        public let number: String
        public let day: LocalDay
        /// What it hangs on, where that is known.
        public let caseID: CaseID?

        public init(_ fault: Fault, _ number: String, _ day: LocalDay, _ caseID: CaseID? = nil) {
            self.fault = fault
            self.number = number
            self.day = day
            self.caseID = caseID
        }
    }

    public static let standards = ["C-121", "C-122", "C-123", "C-124"]

    public let month: Month
    /// By standard and kind, then by day. The same fault of the same number counts once.
    public let rows: [Row]

    public init(_ rows: [Row], month: Month) {
        self.month = month
        struct Key: Hashable { let fault: Fault, number: String, day: LocalDay? }
        var seen: Set<Key> = []
        // A monitor may be missed on many days.
        let once = rows.sorted { ($0.day, $0.number) < ($1.day, $1.number) }.filter { seen.insert(Key(fault: $0.fault, number: $0.number, day: $0.fault == .monitorMissed ? $0.day : nil)).inserted }
        let order = Dictionary(uniqueKeysWithValues: Fault.allCases.enumerated().map { ($1, $0) })
        self.rows = once.enumerated().sorted { (order[$0.element.fault] ?? 0, $0.offset) < (order[$1.element.fault] ?? 0, $1.offset) }.map(\.element)
    }

    public func count(_ standard: String) -> Int { rows.count { $0.fault.standard == standard } }
    public func count(_ fault: Fault) -> Int { rows.count { $0.fault == fault } }

    /// For the form, by the names of its fields.
    public var figures: [String: Int] {
        ["monitorsMissed": count("C-121"), "arrivalFaults": count("C-122"), "departureFaults": count("C-123"), "complaintFaults": count("C-124")]
    }
}

/// What the file itself has to say when a stamp is set: figures that its form is filled with, by name, and the numbers behind them.
public struct StampEvidence: Hashable, Sendable {
    public let figures: [String: Int]
    /// Waybills, or numbers of cases, in the order in which they were found.
    public let found: [String]

    public init(figures: [String: Int], found: [String]) {
        self.figures = figures
        self.found = found
    }
}
