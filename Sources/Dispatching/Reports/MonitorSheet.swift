/// the monitors of one working day: whose they are, when they were looked at, what was found, and what a missed one costs.
public struct MonitorSheet: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public enum Standing: String, Hashable, Sendable {
            case open = "OPEN"
            case done = "DONE"
            case late = "LATE"
            case missed = "MISSED"
            /// The supervisor has excused it.
            case excused = "EXCUSED"
        }

        public let monitor: Monitor
        public let post: String
        public let due: Instant?
        public let doneAt: Instant?
        public let doneBy: String?
        public let standing: Standing
        /// As the tick says; `nil` while there is none.
        public let exceptions: Int?
        /// Of those: what the file no longer shows as one, or more where the clerk says so.
        public let closed: Int?
        /// What it finds now, whether it was looked at or not.
        public let open: Int
        /// Number and amount of the row that fines it (C-128).
        public let fine: Money?
    }

    public let day: LocalDay
    /// In the order of the playbook.
    public let lines: [Line]

    /// A day that is none of the shop's.
    public init(without day: LocalDay) { (self.day, lines) = (day, []) }

    /// - Parameters:
    ///   - duties: of the day's case.
    ///   - fines: rows of the liability sheet that hang on the day.
    ///   - found: what each monitor of that day finds now, by its code.
    public init(_ day: CaseRecord, duties: [Duty], fines: [CaseRecord], found: [String: [MonitorRow]] = [:], playbook: Playbook, now: Instant) {
        let date = day.date ?? LocalDay(number: 0)
        self.day = date
        lines = playbook.monitors.compactMap { monitor in
            guard let duty = duties.last(where: { playbook.rule($0.key.rule)?.done == monitor.stamp && $0.status != .moot }) else { return nil }
            let tick = duty.status == .done ? day.all(monitor.stamp).first { $0.at == duty.doneAt } : nil
            let isLate = duty.breachedDue != nil || duty.lateMinutes(at: now) > 0
            let standing: Line.Standing =
                switch duty.status {
                case .done: isLate ? .late : .done
                case .waived: .excused
                default: isLate ? .missed : .open
                }
            let open = Set((found[monitor.code] ?? []).map(\.number)), exceptions = tick?.answers["exceptions"]?.int
            let closed = exceptions.map { min($0, max(tick?.answers["closed"]?.int ?? 0, (tick?.found ?? []).count { !open.contains($0) })) }
            let fine = fines.first { $0["object"].string == monitor.object(on: date) && $0.state == LiabilityRow.standing }
            return Line(
                monitor: monitor, post: duty.role, due: duty.breachedDue ?? duty.due, doneAt: duty.status == .done ? duty.doneAt : nil,
                doneBy: duty.status == .done ? duty.doneBy : nil, standing: standing, exceptions: exceptions, closed: closed, open: open.count,
                fine: fine?["amount"].string.flatMap { Money($0) })
        }
    }
}

extension Monitor {
    /// What a fine for missing it is for: the monitor of one day.
    func object(on day: LocalDay) -> String { "\(day) \(code)" }
}
