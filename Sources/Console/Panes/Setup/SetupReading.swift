import Desk
import Dispatching
import Storage

/// Everybody who works for the shop, as read at one moment: the staff list, the crews, the leaves.
struct SetupReading: Sendable {
    /// What the pane shows.
    enum View: CaseIterable, Sendable { case people, crews, leaves, calendar }

    struct Row: Sendable, Identifiable {
        let record: CaseRecord
        /// The name under which duties stand.
        let name: String
        /// The leave of today; of a leave itself nil.
        var away: Leave?
        /// Who does the work today, when the person is away; nil: nobody.
        var deputy: String?
        /// Whose work the person does today.
        var standsFor: [String] = []
        /// Name of the superior who approved a leave.
        var approver = ""
        /// Open duties under the name.
        var open = 0

        var id: CaseID { record.id }
    }

    var rows: [Row] = []
    /// Days behind which a leave is history.
    private static let reach = 60

    static func read(_ desk: Desk, _ view: View, today: LocalDay) throws -> SetupReading {
        try desk.store.read { s in
            let presence = try s.presence()
            let counts = try s.openCounts()
            func person(_ record: CaseRecord, _ name: String, _ others: Set<String> = []) -> Row {
                Row(
                    record: record, name: name, away: presence.leave(of: name, on: today), deputy: presence.standIn(for: name, on: today),
                    standsFor: presence.standIn(by: name, on: today).people.sorted(),
                    open: others.union([name]).reduce(0) { $0 + (counts[$1] ?? 0) })
            }
            switch view {
            case .people:
                return SetupReading(
                    rows: try s.cases(kind: .staff).filter { $0.state != CaseRecord.void }.map { person($0, $0["name"].string ?? $0.number, [$0.number]) }
                        .sorted { $0.record.number < $1.record.number })
            case .crews:
                return SetupReading(
                    rows: try s.cases(kind: .crew).filter { $0.state != CaseRecord.void }.map { person($0, $0["leader"].string ?? "") }
                        .sorted { ($0.record["kind"].text, $0.record.number) < ($1.record["kind"].text, $1.record.number) })
            case .leaves:
                let all = try s.cases(kind: .absence).filter { $0.state != CaseRecord.void && ($0.leaveDays?.upperBound ?? today) > today - reach }
                let names = try s.staffNames()
                return SetupReading(
                    rows: all.map { record in
                        let by = record.latest(Stamp.absenceApproved)?.by ?? ""
                        return Row(
                            record: record, name: record["person"].string.map { names[$0] ?? $0 } ?? record["crew"].text, deputy: record["deputy"].string.map { names[$0] ?? $0 },
                            approver: names[by] ?? by, open: counts[record["deputy"].text] ?? 0)
                    }
                        .sorted { LeavePlace($0.record, today) < LeavePlace($1.record, today) })
            // Days are read by their own list.
            case .calendar: return SetupReading()
            }
        }
    }
}

/// What waits for approval comes first, then who is away, who will be, who was.
struct LeavePlace: Comparable {
    enum Standing: Int, Comparable {
        case waiting, running, coming, past
        static func < (a: Standing, b: Standing) -> Bool { a.rawValue < b.rawValue }
    }

    let standing: Standing
    private let day: Int
    private let id: CaseID

    init(_ record: CaseRecord, _ today: LocalDay) {
        let days = record.leaveDays ?? today...today
        if days.upperBound < today {
            standing = .past
        } else if record.state != Leave.approved {
            standing = .waiting
        } else {
            standing = days.contains(today) ? .running : .coming
        }
        day = standing == .past ? -days.upperBound.number : days.lowerBound.number
        id = record.id
    }

    static func < (a: LeavePlace, b: LeavePlace) -> Bool { (a.standing, a.day, a.id) < (b.standing, b.day, b.id) }
}
