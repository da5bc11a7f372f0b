/// Why a file is not a table, and where.
public struct CSVError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// A quoted field that never ends; the position is its opening quote.
        case unterminatedQuote
        /// Text right after a closing quote.
        case textAfterQuote
        /// A quote inside a field that did not begin with one.
        case quoteInPlainField
        /// Larger than the reader's 4 GB.
        case tooLarge
    }

    public var reason: Reason
    public var position: TextPosition

    public init(reason: Reason, position: TextPosition) {
        self.reason = reason
        self.position = position
    }
}
