import Dispatching
import Rostering

/// Who answers for a broken rule, and why.
public struct Allowance: Hashable, Sendable {
    public let reason: String
    public let by: String
    public let at: Instant
    /// How badly the rule was broken when it was allowed.
    public let size: Int

    init(reason: String, by: String, at: Instant, size: Int) {
        self.reason = reason
        self.by = by
        self.at = at
        self.size = size
    }

    init?(_ value: Value) {
        guard let reason = value["reason"].string, let by = value["by"].string else { return nil }
        self.init(reason: reason, by: by, at: Instant(seconds: Int64(value["at"].int ?? 0)), size: value["size"].int ?? 0)
    }

    var value: Value { ["reason": .string(reason), "by": .string(by), "at": .int(Int(at.seconds)), "size": .int(size)] }
}

/// A mark on the board. It stays until the rule is kept again, or somebody allows it with a reason; grown beyond what was allowed, it is open again.
public struct BoardMark: Hashable, Sendable {
    public let mark: Mark
    public let allowance: Allowance?

    public var isAllowed: Bool { allowance.map { mark.size <= $0.size } ?? false }
}
