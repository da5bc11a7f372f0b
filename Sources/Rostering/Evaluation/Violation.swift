/// A hard rule that a plan breaks. Times in seconds, loads in litres. Texts live in the string tables.
public enum Violation: Sendable, Hashable, Codable {
    case lacksSkill(job: String, crew: String, missing: [String])
    /// Arrives after the last window has closed.
    case outsideWindow(job: String, crew: String, lateBy: Int)
    case afterShift(crew: String, by: Int)
    case overCapacity(crew: String, by: Int)
    case tooManyJobs(crew: String, by: Int)
    case crewAbsent(crew: String, job: String)
    case forbidden(job: String, crew: String)
    case lockedToOther(job: String, crew: String, locked: String)
    /// A mandatory or locked job that nobody does.
    case leftOut(job: String)
    case unknownCrew(String)
    case unknownJob(String, crew: String?)
    case jobTwice(String)
    /// Needs two crews at once and has only this one.
    case needsTwoCrews(job: String, crew: String)
    /// A job that must be done before it is on no crew.
    case tooEarly(job: String, crew: String, after: String)
    /// In this order of stops crews wait for each other in a circle.
    case deadlock(job: String, crew: String)
}

extension Violation {
    /// The job it is about, if it is about one.
    public var job: String? {
        switch self {
        case .lacksSkill(let job, _, _), .outsideWindow(let job, _, _), .crewAbsent(_, let job), .forbidden(let job, _),
            .lockedToOther(let job, _, _), .leftOut(let job), .unknownJob(let job, _), .jobTwice(let job), .needsTwoCrews(let job, _),
            .tooEarly(let job, _, _), .deadlock(let job, _):
            job
        case .afterShift, .overCapacity, .tooManyJobs, .unknownCrew: nil
        }
    }

    /// The crew whose row carries the mark, if there is one.
    public var crew: String? {
        switch self {
        case .lacksSkill(_, let crew, _), .outsideWindow(_, let crew, _), .afterShift(let crew, _), .overCapacity(let crew, _),
            .tooManyJobs(let crew, _), .crewAbsent(let crew, _), .forbidden(_, let crew), .lockedToOther(_, let crew, _),
            .unknownCrew(let crew), .needsTwoCrews(_, let crew), .tooEarly(_, let crew, _), .deadlock(_, let crew):
            crew
        case .unknownJob(_, let crew): crew
        case .leftOut, .jobTwice: nil
        }
    }
}
