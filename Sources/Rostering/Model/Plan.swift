/// Who does what, in which order. Only ids: it can be made by hand, stored, and evaluated later against other facts.
public struct Plan: Sendable, Codable, Hashable {
    /// Crew id -> job ids in driving order. Crews without a job may be missing.
    public var routes: [String: [String]]
    /// The pool: jobs that stay out.
    public var unassigned: [String]

    public init(routes: [String: [String]] = [:], unassigned: [String] = []) {
        self.routes = routes
        self.unassigned = unassigned
    }

    /// Everything in the pool.
    public init(emptyFor problem: Problem) {
        self.init(unassigned: problem.jobs.map(\.id))
    }

    /// Crew and position (0 = first stop) of a job, or nil when it is in the pool.
    public func place(of job: String) -> (crew: String, position: Int)? {
        for (crew, jobs) in routes {
            if let position = jobs.firstIndex(of: job) { return (crew, position) }
        }
        return nil
    }
}
