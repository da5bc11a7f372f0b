/// A JSON value that remembers where it stood, so that a wrong one can be pointed at.
struct LocatedJSON {
    enum Content {
        case null
        case bool(Bool)
        /// As written.
        case number(String)
        case string(String)
        case array([LocatedJSON])
        case object([Member])
    }

    struct Member {
        let key: String
        let keyPosition: TextPosition
        let value: LocatedJSON
    }

    let content: Content
    let position: TextPosition

    var typeName: JSONTypeName {
        switch content {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }
}

/// The kinds of JSON values, by their names in the standard.
public enum JSONTypeName: String, Hashable, Sendable {
    case null, bool, number, string, array, object
}
