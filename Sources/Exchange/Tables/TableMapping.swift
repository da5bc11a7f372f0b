/// How a foreign table becomes ours: which column is which field, and how its cells are to be read.
public struct TableMapping<Field: TableField>: Sendable {
    public enum ShortRows: String, Sendable, CaseIterable {
        case refuse
        /// Missing cells at the end are blank ones.
        case pad
    }

    public enum DuplicateLines: String, Sendable, CaseIterable {
        case refuse
        /// A second row that says exactly the same is left out; one that differs is refused.
        case dropIdentical
    }

    /// Leaves a row out, quietly but counted.
    public struct Skip: Sendable, Hashable {
        public enum Test: Sendable, Hashable {
            /// Folded and trimmed.
            case oneOf(Set<String>)
            case blank
            case notBlank
        }
        public var source: FieldRule.Source
        public var test: Test
        public var position: TextPosition
    }

    public var file: String
    public var hasHeader = true
    /// The line with the header, when titles stand above it.
    public var headerRow = 1
    public var delimiter: CSVReader.Delimiter = .guess
    public var allowsQuoteInPlainField = false
    public var shortRows: ShortRows = .refuse
    public var duplicateLines: DuplicateLines = .refuse
    public var rules: [Field: FieldRule]
    public var skips: [Skip] = []

    public init(file: String, rules: [Field: FieldRule]) {
        self.file = file
        self.rules = rules
    }

    /// Our own headers, in Chinese or English and in any order.
    public static var builtIn: TableMapping {
        TableMapping(file: "", rules: Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0, FieldRule(usual: $0)) }))
    }
}

/// What is wrong with a mapping file, and where.
public struct MappingError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// Not YAML; the parser's own words.
        case syntax(detail: String)
        case notUTF8
        case empty
        case notAMapping(key: String)
        case notAList(key: String)
        case notText(key: String)
        case notYesOrNo(key: String)
        case notAPositiveNumber(key: String)
        case unknownKey(String, known: [String])
        case duplicateKey(String)
        case unknownField(String, known: [String])
        case unknownValue(key: String, value: String, known: [String])
        /// A mapping for another kind of table.
        case wrongTable(found: String, wanted: String)
        case missingKey(String)
        /// A field needs exactly one of header, column and constant.
        case noSource(field: String)
        case severalSources(field: String)
        case headerWithoutHeaderRow(field: String)
        case badDatePattern(String)
        case unknownUnit(String, known: [String])
        /// The key makes no sense for a field of this kind.
        case notForThisField(key: String, field: String)
        case badValue(field: String, value: String, BadReason)
        case noTest
    }

    public var file: String
    public var position: TextPosition
    public var reason: Reason

    public init(file: String, position: TextPosition, reason: Reason) {
        self.file = file
        self.position = position
        self.reason = reason
    }
}
