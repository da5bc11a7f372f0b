/// A crew with its vehicle on the day that is planned.
public struct Crew: Sendable, Codable, Hashable {
    public var id: String
    public var skills: Set<String>
    /// Place where the day begins (index into `Travel`).
    public var start: Int
    /// Place where the day must end.
    public var end: Int
    /// Leaves `start` not before `from`, is at `end` by `to`.
    public var shift: Interval
    /// Litres; everything is loaded in the morning.
    public var capacity: Int
    public var zone: String?
    /// Most jobs a day; nil = no limit.
    public var maxJobs: Int?
    /// Fixed pauses: driving and service stop at `from` and go on at `to`; no service starts inside.
    public var pauses: [Interval]
    /// Away the whole day: no job may go to it. (Away for part of the day: shorten the shift or add a pause.)
    public var absent: Bool

    public init(
        id: String, skills: Set<String> = [], start: Int, end: Int, shift: Interval, capacity: Int,
        zone: String? = nil, maxJobs: Int? = nil, pauses: [Interval] = [], absent: Bool = false
    ) {
        self.id = id
        self.skills = skills
        self.start = start
        self.end = end
        self.shift = shift
        self.capacity = capacity
        self.zone = zone
        self.maxJobs = maxJobs
        self.pauses = pauses
        self.absent = absent
    }
}
