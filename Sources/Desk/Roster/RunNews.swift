import Dispatching
import Rostering

/// What became otherwise since the plan was proposed: a publish re-validates by the day as it is, and the person should know why the board looks different.
public enum RunNews: Hashable, Sendable {
    /// May go now and could not then.
    case newVisit(String)
    /// Could go then.
    case goneVisit(String)
    /// Its window, duration, load, skills or place.
    case changedVisit(String)
    case crewAway(String)
    case crewBack(String)
    case crewNew(String)
    case crewGone(String)
    /// Its shift, capacity, skills or limits.
    case crewChanged(String)
}

extension RunBoard {
    /// Empty before the first proposal, and for proposals of earlier versions of the program.
    public var news: [RunNews] {
        guard let then = FrozenRun(run["input"]) else { return [] }
        var out: [RunNews] = []
        let old = Dictionary(then.problem.jobs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let now = Dictionary(input.problem.jobs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for job in input.problem.jobs {
            guard let before = old[job.id] else {
                out.append(.newVisit(job.id))
                continue
            }
            let samePlace = then.places[before.place] == input.places[job.place]
            // Halves that a person fixed on the board are no news to that person.
            let sameWindow = table.halves[job.id] != nil || before.windows == job.windows
            if !samePlace || !sameWindow || before.service != job.service || before.load != job.load || before.skills != job.skills { out.append(.changedVisit(job.id)) }
        }
        out += then.problem.jobs.map(\.id).filter { now[$0] == nil }.map { .goneVisit($0) }
        let crewsThen = Dictionary(then.problem.crews.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for crew in input.problem.crews {
            guard let before = crewsThen[crew.id] else {
                out.append(.crewNew(crew.id))
                continue
            }
            if before.absent != crew.absent { out.append(crew.absent ? .crewAway(crew.id) : .crewBack(crew.id)) }
            var same = before
            same.absent = crew.absent
            if same != crew { out.append(.crewChanged(crew.id)) }
        }
        let crewsNow = Set(input.problem.crews.map(\.id))
        out += then.problem.crews.map(\.id).filter { !crewsNow.contains($0) }.map { .crewGone($0) }
        return out
    }
}
