/// A line of the message log: what went out, when it should have, and how late it was.
public struct MessageRecord: Hashable, Sendable {
    public let rootID: CaseID
    public let number: String
    public let customer: String
    public let template: String
    public let channel: MessageTemplate.Channel
    public let to: String
    public let text: String
    public let at: Instant
    public let by: String
    /// `nil` where the manual states no limit.
    public let due: Instant?

    public init(
        rootID: CaseID, number: String, customer: String, template: String, channel: MessageTemplate.Channel, to: String, text: String, at: Instant,
        by: String, due: Instant?
    ) {
        self.rootID = rootID
        self.number = number
        self.customer = customer
        self.template = template
        self.channel = channel
        self.to = to
        self.text = text
        self.at = at
        self.by = by
        self.due = due
    }

    /// Whole minutes past the limit, begun ones counted; 0 in time.
    public var lateMinutes: Int { due.map { max(0, (at.seconds(since: $0) + 59) / 60) } ?? 0 }
}
