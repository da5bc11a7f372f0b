/// Why a parcel may go back (C-101 to C-103). Without one of these a return is irregular.
public enum ReturnGround: String, Sendable, CaseIterable {
    /// Nobody upstream gave a clear answer in 72 hours from the notice.
    case noReply = "NO_REPLY_72H"
    /// What the origin asked to hold has been held for three days.
    case holdOver = "HOLD_OVER"
    /// The sending branch clearly demands it.
    case demanded = "DEMANDED"

    /// Hours from the notice, and from the beginning of a hold; day and night, rest days included (F-26).
    static let patience = 72

    /// The first ground that one of the family's problem parcels gives; `nil`: there is none (yet).
    init?(_ facts: Facts) {
        for problem in facts.family.children where problem.kind == .problem {
            if let ground = Self.ground(problem, facts.now) {
                self = ground
                return
            }
        }
        return nil
    }

    private static func ground(_ problem: CaseRecord, _ now: Instant) -> ReturnGround? {
        func isOver(_ stamp: String) -> Bool { problem.latest(stamp).map { $0.at + patience * 3600 <= now } ?? false }
        switch problem.state {
        case "RETURN_DUE", "RETURN_ALLOWED":
            let last = problem.stamps.last { !$0.withdrawn && ["returnDemanded", "replyOverdue", "holdOver"].contains($0.name) }
            return last?.name == "returnDemanded" ? .demanded : last?.name == "replyOverdue" ? .noReply : last == nil ? nil : .holdOver
        case "WAIT_REPLY": return problem["problemKind"] != "AGENT_DELAY" && isOver("upstreamNotified") ? .noReply : nil
        case "ON_HOLD": return isOver("held") ? .holdOver : nil
        default: return nil
        }
    }
}
