/// One visit as the crew report counts it.
public struct CrewVisit: Hashable, Sendable {
    public let kind: CaseKind
    public let crew: String
    public let leader: String
    /// The crew was at the customer's on the day and within the half that were announced.
    public let onTime: Bool
    public let hadProblem: Bool
    /// Forms that were owed, and those that came before their limit.
    public let formsDue: Int
    public let formsInTime: Int
    /// Reported by phone, and no form came.
    public let phoneOnly: Bool

    public init(kind: CaseKind, crew: String, leader: String, onTime: Bool, hadProblem: Bool, formsDue: Int, formsInTime: Int, phoneOnly: Bool) {
        self.kind = kind
        self.crew = crew
        self.leader = leader
        self.onTime = onTime
        self.hadProblem = hadProblem
        self.formsDue = formsDue
        self.formsInTime = formsInTime
        self.phoneOnly = phoneOnly
    }

    /// `nil` for a visit that was not made.
    public init?(_ visit: CaseRecord, duties: [Duty], manual: Manual, now: Instant) {
        guard let signs = Signs.of[visit.kind], let ended = signs.ended.compactMap({ visit.latest($0) }).last, let leader = visit["leader"].string else {
            return nil
        }
        let arrived = signs.arrived.compactMap { visit.latest($0)?.at }.min() ?? ended.at
        let form = signs.form.flatMap { form in manual.playbook.rules(on: visit.kind).first { $0.done == form && $0.alsoDone.isEmpty }?.id }
        let forms = duties.filter { $0.key.rule == form && $0.status != .moot }
        self.init(
            kind: visit.kind, crew: visit["crew"].text, leader: leader, onTime: CrewVisit.isOnTime(arrived, visit, manual),
            hadProblem: signs.trouble.contains { visit.has($0) } || ended.answers["result"] == "part",
            formsDue: forms.count, formsInTime: forms.count { $0.status == .done && $0.lateMinutes(at: now) == 0 },
            phoneOnly: signs.phone.map { visit.has($0) } ?? false && signs.form.map { !visit.has($0) } ?? true)
    }

    /// The morning ends where the afternoon begins, the afternoon when the shop closes.
    private static func isOnTime(_ arrived: Instant, _ visit: CaseRecord, _ manual: Manual) -> Bool {
        guard let day = visit.date, manual.zone.day(of: arrived) == day else { return false }
        let end = visit["half"].string == "AM" ? manual.playbook.time("afternoon") : manual.time(.closing, on: day)
        return end.map { arrived <= manual.zone.instant(day, $0) } ?? true
    }

    /// Stamps by which a visit tells what became of it.
    private struct Signs {
        let arrived: [String]
        let ended: [String]
        let trouble: [String]
        var form: String?
        var phone: String?

        static let of: [CaseKind: Signs] = [
            .deliveryVisit: Signs(arrived: ["goodsReceived"], ended: ["goodsReceived"], trouble: ["troubleReported"]),
            .installVisit: Signs(
                arrived: ["crewArrived"], ended: ["installEnded"], trouble: ["installProblem", "problemSeen"], form: "installFeedback", phone: "installPhoned"),
            .serviceVisit: Signs(
                arrived: ["serviceArrived", "serviceDone", "serviceNotDone"], ended: ["serviceEnded"], trouble: ["serviceNotDone", "unreachable"],
                form: "serviceFeedback", phone: "servicePhoned"),
        ]
    }
}
