import Dispatching

/// What is wrong with a holiday file, and where: `file:line:column`.
public struct HolidayFileError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// Not JSON at that place.
        case syntax
        /// The text ends in the middle of a value.
        case unexpectedEnd
        /// A string that is not UTF-8, or has a control character or a wrong escape in it.
        case invalidText
        /// Arrays and objects nested too deeply.
        case tooDeep
        /// A value of another type than the key asks for.
        case wrongType(key: String, expected: JSONTypeName, found: JSONTypeName)
        /// An object lacks that key.
        case missingKey(String)
        /// An object has that key twice.
        case duplicateKey(String)
        /// `year` is not a whole number between 1 and 9999.
        case notAYear(String)
        /// `date` is not a date like 2026-10-01.
        case notADate(String)
        /// The date stands in the file twice, first at that place.
        case duplicateDate(LocalDay, first: TextPosition)
        /// Another file of the same year says the opposite about the date.
        case contradiction(LocalDay, otherFile: String, otherPosition: TextPosition)
    }

    public var file: String
    public var position: TextPosition
    public var reason: Reason

    public init(file: String, position: TextPosition, reason: Reason) {
        self.file = file
        self.position = position
        self.reason = reason
    }

    /// `"2026.json:14:21"`.
    public var place: String { "\(file):\(position.line):\(position.column)" }
}
