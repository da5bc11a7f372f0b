/// Tables of a month that count in the appraisal: once they are frozen they do not change any more.
public enum MonthTable: String, Sendable, CaseIterable {
    ///
    case satisfaction
    /// R-05 (B-52).
    case agents

    /// On the first working day of the month after, with the table among its answers.
    public var stamp: String {
        switch self {
        case .satisfaction: "satisfactionFrozen"
        case .agents: "appraisalFrozen"
        }
    }
}

extension Playbook {
    /// The rule that has the table frozen; `nil` where no trade of the shop asks for it.
    public func rule(freezing table: MonthTable) -> Rule? { rules(on: .day).first { $0.isDone(by: table.stamp) } }
}
