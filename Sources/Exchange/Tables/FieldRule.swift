/// How one field is filled from a table.
public struct FieldRule: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
        /// Header names, any of which may be the one in the file.
        case headers([String])
        /// Counted from 1.
        case column(Int)
        /// The table does not have it.
        case constant(String)
    }

    /// How the rows of one order agree.
    public enum Merge: String, Hashable, Sendable, CaseIterable {
        /// All rows that say anything say the same; else the order is refused.
        case same
        case first
        case last
        /// Days.
        case earliest
        case latest
        /// Numbers.
        case sum
        /// Distinct texts, in order.
        case join
    }

    public enum Unknown: Hashable, Sendable {
        case keep
        case refuse
        case blank
        case use(String)
    }

    public struct ValueTable: Hashable, Sendable {
        /// Keys folded and trimmed.
        public var values: [String: String]
        public var unknown: Unknown
        /// The keys as written, for messages.
        public var known: [String]
    }

    public var source: Source
    public var isRequired: Bool
    /// Stands for a blank cell.
    public var fallback: String?
    /// A blank cell means the same as in the row above.
    public var carriesDown: Bool
    public var dates: [DatePattern]
    public var number: NumberPolicy?
    public var table: ValueTable?
    public var merge: Merge?
    /// Takes no offence at negative or zero numbers (credit notes).
    public var allowsAnySign: Bool

    public init(
        source: Source, isRequired: Bool = false, fallback: String? = nil, carriesDown: Bool = false, dates: [DatePattern] = DatePattern.usual,
        number: NumberPolicy? = nil, table: ValueTable? = nil, merge: Merge? = nil, allowsAnySign: Bool = false
    ) {
        self.source = source
        self.isRequired = isRequired
        self.fallback = fallback
        self.carriesDown = carriesDown
        self.dates = dates
        self.number = number
        self.table = table
        self.merge = merge
        self.allowsAnySign = allowsAnySign
    }

    /// The rule for a field found by its usual header names.
    init(usual field: some TableField) {
        self.init(source: .headers(field.aliases), isRequired: field.isRequired, merge: field.usualMerge)
        if case .number(let measure, _) = field.kind { number = NumberPolicy(measure) }
    }
}
