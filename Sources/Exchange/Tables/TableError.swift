/// Why a table as a whole cannot be read.
public struct TableError: Error, Hashable, Sendable {
    /// What is wrong before there are any columns.
    public enum Content: Error, Hashable, Sendable {
        case encoding(TextEncodingError)
        case csv(CSVError)

        var position: TextPosition {
            switch self {
            case .encoding(let error): error.position
            case .csv(let error): error.position
            }
        }
    }

    public enum Reason: Hashable, Sendable {
        case content(Content)
        /// No header line, or nothing at all.
        case empty
        /// A required field's column is not there.
        case missingColumn(field: String, names: [String])
        /// Two columns could both be this field; a mapping must say which.
        case columnTwice(field: String, first: String, second: String)
        /// The header names a unit (`金额(万元)`) that the mapping does not.
        case headerUnit(field: String, unit: String)
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
