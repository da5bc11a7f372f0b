import Dispatching

/// How people carry out what a rule asks of them: when in the time they have, how often too late, how often not at all.
struct Habit: Sendable {
    struct Hours: Sendable {
        let from: String
        let to: String

        static let office = Hours(from: "08:35", to: "17:25")
        /// Crews start early and go on in the evening.
        static let road = Hours(from: "07:40", to: "19:30")
        /// What the office has to pass on the same day comes in before its end.
        static let early = Hours(from: "08:40", to: "15:40")
    }

    /// Seconds after it opened; without it, any time up to the limit.
    var soon: ClosedRange<Int>?
    /// So many in a thousand are done after the limit.
    var late = 35
    /// So many in a thousand are never done; only for what the case itself leaves behind.
    var forgotten = 0
    var hours = Hours.office
    /// Working days that are let pass where the limit allows it.
    var rest = 0
    /// States that are waited for while there is time.
    var best: Set<String> = []
    /// So many calls in a thousand find nobody the first time.
    var unanswered = 0

    /// By rule. What is not here is lived stage by stage in the extensions of `Life`, or done in the course of another duty.
    static let byRule: [String: Habit] = [
        "A-08": Habit(soon: 120...1500), "A-09": Habit(soon: 600...5400, late: 50), "A-10": Habit(soon: 900...7200, late: 60),
        "A-11": Habit(soon: 300...3600), "A-12": Habit(soon: 600...7200), "A-13": Habit(soon: 300...1500),
        "A-33": Habit(late: 30, hours: .early), "A-34": Habit(late: 20, hours: .road), "A-35": Habit(soon: 120...1500),
        "A-36": Habit(soon: 300...4500, late: 25), "A-37": Habit(soon: 300...3000, late: 25),
        "A-38": Habit(late: 30, rest: 1, best: ["FORWARDED"], unanswered: 90), "A-40": Habit(late: 0), "A-41": Habit(soon: 120...1800, late: 30),
        "A-42": Habit(soon: 300...1500), "A-44": Habit(late: 40), "A-45": Habit(soon: 300...1700),
        "A-46": Habit(soon: 120...900, late: 0), "A-47": Habit(soon: 120...1500, late: 15), "A-48": Habit(soon: 120...1500, late: 15),
        "A-49": Habit(soon: 120...1500, late: 0), "A-50": Habit(late: 0, forgotten: 15), "A-52": Habit(soon: 300...2400, late: 20),
        "A-53": Habit(late: 0, forgotten: 40, hours: .road), "A-54": Habit(soon: 60...900, late: 0, hours: .road),
        "A-55": Habit(soon: 600...2400, late: 0), "A-59": Habit(late: 60, hours: .road), "A-60": Habit(late: 25, hours: .road),
        "A-61": Habit(late: 40, unanswered: 90), "A-64": Habit(soon: 120...1800), "A-66": Habit(soon: 600...9000, late: 20),
        "A-68": Habit(soon: 120...1500), "A-69": Habit(soon: 300...3600), "A-70": Habit(soon: 600...3600), "A-71": Habit(soon: 300...3600),
    ]
}
