import Dispatching

/// What the supervisor's pane can show, each under a key of its own.
enum SupervisorView: String, CaseIterable, Sendable {
    case overdue, satisfaction, crews, services, messages, limits, agents, causes, customers, risk, monitors, liability

    /// The first letters of the English words; Alt and the place in the row where no letter arrives.
    var letter: Character {
        switch self {
        case .overdue: "o"
        case .satisfaction: "s"
        case .crews: "c"
        case .services: "r"
        case .messages: "m"
        case .limits: "t"
        case .agents: "g"
        case .causes: "y"
        case .customers: "b"
        case .risk: "k"
        case .monitors: "n"
        case .liability: "p"
        }
    }

    var isMonthly: Bool { ![.overdue, .risk, .monitors].contains(self) }

    /// Those that the manual has something for.
    static func all(_ playbook: Playbook) -> [Self] {
        allCases.filter { view in
            switch view {
            case .risk: playbook.machine("sale") != nil
            case .monitors: !playbook.monitors.isEmpty
            case .liability: playbook.machine(.liability) != nil
            default: true
            }
        }
    }

    /// What of it is frozen at the month's end.
    var frozenTable: MonthTable? {
        switch self {
        case .satisfaction: .satisfaction
        case .agents: .agents
        default: nil
        }
    }

    var titleKey: String { "supervisor.view.\(rawValue)" }
}
