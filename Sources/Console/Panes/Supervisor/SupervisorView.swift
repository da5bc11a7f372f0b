import Dispatching

/// What the supervisor's pane can show, each under a key of its own.
enum SupervisorView: String, CaseIterable, Sendable {
    case overdue, satisfaction, crews, services, messages, limits, agents, causes, customers, risk, monitors, liability, money, transits, appraisal

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
        case .money: "i"
        case .transits: "z"
        case .appraisal: "a"
        }
    }

    var isMonthly: Bool { ![.overdue, .risk].contains(self) && !isDaily }

    /// Shows one day, and goes from day to day.
    var isDaily: Bool { self == .monitors || self == .money }

    /// Those that the manual has something for.
    static func all(_ playbook: Playbook) -> [Self] {
        allCases.filter { view in
            switch view {
            case .risk: playbook.machine("sale") != nil
            case .monitors: !playbook.monitors.isEmpty
            case .liability: playbook.machine(.liability) != nil
            case .transits: playbook.machine(.transit) != nil
            case .appraisal: playbook.rule("C-121") != nil
            case .money: playbook.machine(.remittance) != nil && playbook.machine(.parcel) != nil
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
