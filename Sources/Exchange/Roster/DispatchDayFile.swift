import Foundation
import Rostering

/// Reader of the solver-neutral day format `dispatch-day/1` (seconds after midnight, litres, integer costs).
/// Beyond the format it knows, all optional: a crew's `pauses` and `absent`; a job's `forbidden_crews`, `crews` (2: two crews at once) and
/// `after` (`[{"job": "J001", "lag": 600}]`: starts when that one is done); `equal_load` of the objective.
public enum DispatchDayFile {
    public static let schema = "dispatch-day/1"

    public enum Failure: Error, Sendable, Hashable {
        /// Not JSON, or a field is missing or of the wrong type: where (`jobs[3].windows[0]`), and what was expected there.
        case malformed(path: String, expected: String)
        case otherSchema(found: String)
        case unknownTravelType(String)
        /// The matrix must have one row and one column per location, entries at least 0.
        case travelMatrix(locations: Int, row: Int?)
        /// `euclid_trunc10` needs x and y.
        case locationWithoutCoordinates(index: Int)
        case windowNotAPair(job: String, index: Int)
        case shiftNotAPair(crew: String)
        /// Locked, but to whom?
        case lockedWithoutPreviousCrew(job: String)
        case defects([Problem.Defect])
    }

    public static func parse(_ bytes: some Sequence<UInt8>) throws(Failure) -> Problem {
        let day: Day
        do {
            day = try JSONDecoder().decode(Day.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw failure(error)
        } catch {
            throw .malformed(path: "", expected: "JSON")
        }
        guard day.schema == schema else { throw .otherSchema(found: day.schema) }
        let travel = try travel(of: day)
        var crews: [Crew] = []
        for crew in day.crews {
            guard let shift = crew.shift.interval else { throw .shiftNotAPair(crew: crew.id) }
            var pauses: [Interval] = []
            for pause in crew.pauses ?? [] {
                guard let span = pause.interval else { throw .shiftNotAPair(crew: crew.id) }
                pauses.append(span)
            }
            crews.append(
                Crew(
                    id: crew.id, skills: Set(crew.skills ?? []), start: crew.start, end: crew.end, shift: shift, capacity: crew.capacity,
                    zone: crew.zone, maxJobs: crew.max_jobs, pauses: pauses, absent: crew.absent ?? false))
        }
        var jobs: [Job] = []
        for job in day.jobs {
            var windows: [Interval] = []
            for (index, pair) in (job.windows ?? []).enumerated() {
                guard let window = pair.interval else { throw .windowNotAPair(job: job.id, index: index) }
                windows.append(window)
            }
            let locked = job.locked ?? false
            if locked && job.previous_crew == nil { throw .lockedWithoutPreviousCrew(job: job.id) }
            jobs.append(
                Job(
                    id: job.id, place: job.location, service: job.service, windows: windows, skills: Set(job.skills ?? []), load: job.load ?? 0,
                    prize: job.prize ?? 0, priority: job.priority ?? 1, preferredCrew: job.preferred_crew, zone: job.zone,
                    previousCrew: job.previous_crew, lockedCrew: locked ? job.previous_crew : nil,
                    forbiddenCrews: Set(job.forbidden_crews ?? []), crews: job.crews ?? 1,
                    after: (job.after ?? []).map { Precedence($0.job, lag: $0.lag ?? 0) }))
        }
        let price = day.objective
        let problem = Problem(
            travel: travel, crews: crews, jobs: jobs,
            prices: Prices(
                travelPerSecond: price?.travel_per_s ?? 1, notPreferredCrew: price?.not_preferred_crew ?? 0,
                otherZone: price?.other_zone ?? 0, changedCrew: price?.changed_crew ?? 0, equalLoad: price?.equal_load ?? 0))
        let defects = problem.defects()
        guard defects.isEmpty else { throw .defects(defects) }
        return problem
    }

    private static func travel(of day: Day) throws(Failure) -> Travel {
        let count = day.locations.count
        switch day.travel.type {
        case "matrix":
            let rows = day.travel.seconds ?? []
            guard rows.count == count else { throw .travelMatrix(locations: count, row: nil) }
            if let row = rows.firstIndex(where: { $0.count != count }) { throw .travelMatrix(locations: count, row: row) }
            guard let travel = Travel(places: count, seconds: rows.flatMap { $0 }) else { throw .travelMatrix(locations: count, row: nil) }
            return travel
        case "euclid_trunc10":
            var points: [(x: Double, y: Double)] = []
            for (index, location) in day.locations.enumerated() {
                guard let x = location.x, let y = location.y else { throw .locationWithoutCoordinates(index: index) }
                points.append((x, y))
            }
            return Travel(places: count) { Tenths.distance(points[$0], points[$1]) }
        default:
            throw .unknownTravelType(day.travel.type)
        }
    }

    private static func failure(_ error: DecodingError) -> Failure {
        func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            (context.codingPath + (last.map { [$0] } ?? [])).reduce(into: "") { text, key in
                if let index = key.intValue { text += "[\(index)]" } else { text += (text.isEmpty ? "" : ".") + key.stringValue }
            }
        }
        switch error {
        case .keyNotFound(let key, let context): return .malformed(path: path(context, key), expected: "a value")
        case .typeMismatch(let type, let context): return .malformed(path: path(context), expected: "\(type)")
        case .valueNotFound(let type, let context): return .malformed(path: path(context), expected: "\(type)")
        case .dataCorrupted(let context): return .malformed(path: path(context), expected: "JSON")
        @unknown default: return .malformed(path: "", expected: "JSON")
        }
    }
}

/// The file as it is written; names are those of the schema.
private struct Day: Decodable {
    struct Location: Decodable { var x: Double?, y: Double? }
    struct CrewRow: Decodable {
        var id: String, skills: [String]?, start: Int, end: Int, shift: [Int], capacity: Int, zone: String?, max_jobs: Int?
        var pauses: [[Int]]?, absent: Bool?
    }
    struct JobRow: Decodable {
        var id: String, location: Int, service: Int, windows: [[Int]]?, skills: [String]?, load: Int?, priority: Int?, prize: Int?
        var preferred_crew: String?, zone: String?, previous_crew: String?, locked: Bool?, forbidden_crews: [String]?
        var crews: Int?, after: [AfterRow]?
    }
    struct AfterRow: Decodable { var job: String, lag: Int? }
    struct TravelTable: Decodable { var type: String, seconds: [[Int32]]? }
    struct Objective: Decodable { var travel_per_s: Int?, not_preferred_crew: Int?, other_zone: Int?, changed_crew: Int?, equal_load: Int? }
    var schema: String, locations: [Location], crews: [CrewRow], jobs: [JobRow], travel: TravelTable, objective: Objective?
}

extension [Int] {
    fileprivate var interval: Interval? { count == 2 ? Interval(self[0], self[1]) : nil }
}
