/// What the supervisor's pane can show, each under a key of its own.
enum SupervisorView: String, CaseIterable, Sendable {
    case overdue, satisfaction, crews, services, messages

    /// The first letters of the English words; Alt and the place in the row where no letter arrives.
    var letter: Character {
        switch self {
        case .overdue: "o"
        case .satisfaction: "s"
        case .crews: "c"
        case .services: "r"
        case .messages: "m"
        }
    }

    var isMonthly: Bool { self != .overdue }

    var titleKey: String { "supervisor.view.\(rawValue)" }
}
