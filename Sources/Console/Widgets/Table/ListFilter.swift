/// `/` over a list: the text that narrows it, and whether keys go to that text.
struct ListFilter {
    private(set) var field: TextField?
    private(set) var isTyping = false
    /// The text is that of the last time: the first letter begins another one.
    private var isOld = false
    private static let longest = 40

    /// What a key did.
    enum Outcome {
        /// Typing is over; `cleared`: nothing narrows the list any more.
        case ended(cleared: Bool)
        /// The text is another one.
        case changed
        /// Arrows: they belong to the list.
        case moves
        /// The caret moved, or nothing happened.
        case kept
        case unused
    }

    mutating func start() {
        isOld = field != nil
        if field == nil { field = TextField(limit: Self.longest) }
        isTyping = true
    }

    /// Narrows to a text that nobody typed (a jump to an order by its number, a kept view); `nil`: to nothing.
    mutating func set(_ text: String?) {
        field = text.map { TextField($0, limit: Self.longest) }
        isTyping = false
    }

    /// - Returns: whether nothing narrows the list any more.
    mutating func end(keep: Bool) -> Bool {
        isTyping = false
        guard !keep || field?.isEmpty == true else { return false }
        field = nil
        return true
    }

    mutating func handle(_ input: Input) -> Outcome {
        switch input {
        case .key(.enter, _): return .ended(cleared: end(keep: true))
        case .key(.escape, _): return .ended(cleared: end(keep: false))
        case .key(.up, []), .key(.down, []), .key(.pageUp, []), .key(.pageDown, []): return .moves
        default:
            let before = field?.text
            if isOld, case .text = input { field = TextField(limit: Self.longest) }
            isOld = false
            guard field?.handle(input) == true else { return .unused }
            return field?.text == before ? .kept : .changed
        }
    }
}
