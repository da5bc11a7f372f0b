/// A line of the service register.
public struct ServiceEntry: Hashable, Sendable {
    public let id: CaseID
    public let rootID: CaseID
    public let number: String
    public let state: String
    /// T0, from which the 48 hours run.
    public let intake: Instant
    public let customer: String
    public let problem: String
    /// Class of the goods: furniture, appliance, general.
    public let group: String
    public let assignee: String
    public let date: LocalDay?
    public let half: String?
    public let doneAt: Instant?
    /// Somebody came within 48 hours; `nil` while it is still open.
    public let inTime: Bool?
    public let formAt: Instant?
    public let callbackAt: Instant?
    public let result: String
    public let isOldCustomer: Bool
    public let sms7At: Instant?

    /// - Parameter facts: of the service visit.
    public init(_ facts: Facts, duties: [Duty]) {
        let visit = facts.own
        id = visit.id
        rootID = facts.family.root.id
        number = visit.number
        state = visit.state
        intake = visit.latest("serviceRound")?.at ?? visit.opened
        customer = visit["customer"].string ?? facts.family.root["customer"].text
        problem = visit["problem"].text
        group = visit["group"].text
        assignee = visit["leader"].text
        date = visit.date
        half = visit["half"].string
        doneAt = visit.latest("serviceDone")?.at
        inTime = ServiceEntry.verdict(duties.filter { $0.key.rule == ServiceEntry.visitRule && $0.status != .moot }, facts.now)
        formAt = visit.latest("serviceFeedback")?.at
        callbackAt = visit.latest("serviceCallback")?.at
        result = visit["result"].text
        let sms7 = visit.latest("sms7Sent")?.at
        sms7At = sms7
        isOldCustomer = sms7 != nil || facts.value(FactPath("annualOldCustomer")) == true
    }

    private static let visitRule = "A-51"

    /// One visit that came too late spoils the line, also when a later round was in time.
    private static func verdict(_ visits: [Duty], _ now: Instant) -> Bool? {
        if visits.contains(where: { $0.breachedDue != nil || $0.lateMinutes(at: now) > 0 }) { return false }
        return visits.isEmpty || visits.contains { $0.status == .open } ? nil : true
    }
}
