import Dispatching
import Foundation
import Rostering

/// What a proposal was made from, complete enough to make it again: the day's jobs and crews, the places with the part of the travel table they need
/// (the matrix itself is reckoned from them and only checked), start, pins, told halves, seed and limits.
public struct FrozenRun: Sendable {
    public let problem: Problem
    public let places: [TravelTable.Place]
    public let travel: TravelTable
    public let start: Plan?
    public let rerun: Rerun?
    public let seed: UInt64
    public let iterations: Int?
    public let searches: Int?

    static let version = 2

    // MARK: Writing

    static func value(_ input: RunProblem, question: RunQuestion?) -> Value {
        var out: [String: Value] = [
            "v": .int(version), "jobs": settled(encoded(input.problem.jobs)), "crews": settled(encoded(input.problem.crews)), "prices": encoded(input.problem.prices),
            "places": .array(input.places.map { [.string($0.district), $0.latitude.map { .double($0) } ?? .null, $0.longitude.map { .double($0) } ?? .null] }),
            "travel": input.travel.value(for: Set(input.places.map(\.district))), "matrix": .string(fingerprint(input.problem.travel)),
        ]
        if let question {
            out["options"] = .object([
                "seed": .string(String(question.options.seed)), "iterations": Value(question.options.iterations), "searches": Value(question.options.searches ?? question.options.threads),
            ].filter { !$0.value.isNull })
            out["rerun"] = question.rerun.map {
                ["start": encoded($0.start), "pins": encoded($0.pins), "told": encoded($0.told), "changedCrew": .int($0.changedCrew)]
            } ?? .null
        }
        return .object(out.filter { !$0.value.isNull })
    }

    private static func encoded(_ value: some Encodable) -> Value {
        guard let data = try? JSONEncoder().encode(value) else { return .null }
        return (try? Value(json: String(decoding: data, as: UTF8.self))) ?? .null
    }

    /// Sets are encoded in any order; the same day has to give the same bytes. In jobs and crews every list of texts is a set.
    private static func settled(_ value: Value) -> Value {
        switch value {
        case .object(let o): return .object(o.mapValues(settled))
        case .array(let a):
            let texts = a.compactMap(\.string)
            return .array(texts.count == a.count ? texts.sorted().map { .string($0) } : a.map(settled))
        default: return value
        }
    }

    /// FNV-1a over the entries: notices a matrix that is reckoned otherwise.
    static func fingerprint(_ travel: Travel) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for entry in travel.seconds {
            for shift in stride(from: 0, to: 32, by: 8) { hash = (hash ^ UInt64((UInt32(bitPattern: entry) >> shift) & 0xFF)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 16)
    }

    // MARK: Reading

    /// `nil` for an input of an earlier kind (which kept the whole matrix, but not the prizes), or one whose matrix cannot be reckoned again.
    public init?(_ value: Value) {
        guard value["v"].int == FrozenRun.version, let jobs: [Job] = FrozenRun.decoded(value["jobs"]), let crews: [Crew] = FrozenRun.decoded(value["crews"]),
            let prices: Prices = FrozenRun.decoded(value["prices"]), let list = value["places"].array
        else { return nil }
        let places = list.map { entry -> TravelTable.Place in
            let parts = entry.array ?? []
            return TravelTable.Place(district: parts.first?.string ?? "", latitude: parts.dropFirst().first?.double, longitude: parts.dropFirst(2).first?.double)
        }
        let travel = TravelTable(value["travel"])
        let matrix = Travel(places: places.count) { travel.seconds(from: places[$0], to: places[$1]) }
        guard FrozenRun.fingerprint(matrix) == value["matrix"].string else { return nil }
        problem = Problem(travel: matrix, crews: crews, jobs: jobs, prices: prices)
        guard problem.defects().isEmpty else { return nil }
        self.places = places
        self.travel = travel
        let options = value["options"]
        seed = options["seed"].string.flatMap { UInt64($0) } ?? 1
        iterations = options["iterations"].int
        searches = options["searches"].int
        if let start: Plan = FrozenRun.decoded(value["rerun"]["start"]), let pins: [Pin] = FrozenRun.decoded(value["rerun"]["pins"]),
            let told: [String: Interval] = FrozenRun.decoded(value["rerun"]["told"])
        {
            rerun = Rerun(start: start, pins: pins, told: told, changedCrew: value["rerun"]["changedCrew"].int ?? 3_600)
        } else {
            rerun = nil
        }
        start = rerun?.start
    }

    private static func decoded<T: Decodable>(_ value: Value) -> T? {
        value.isNull ? nil : try? JSONDecoder().decode(T.self, from: Data(value.json.utf8))
    }

    /// Solves it again. The same plan comes out when the run ended by its iterations; a time limit depends on the machine.
    public func solve(seconds: Double? = nil, threads: Int = 2, isCancelled: @escaping @Sendable () -> Bool = { false }) -> Plan {
        let options = Solver.Options(seed: seed, seconds: iterations == nil ? seconds ?? 1 : seconds, iterations: iterations, threads: threads, searches: searches)
        return RunQuestion(options: options, rerun: rerun).solve(problem, isCancelled: isCancelled).plan
    }
}

/// What the solver is asked beside the day itself.
struct RunQuestion: Sendable {
    let options: Solver.Options
    /// nil: from nothing.
    let rerun: Rerun?

    func solve(_ problem: Problem, isCancelled: @escaping @Sendable () -> Bool, progress: ((Solver.Progress) -> Void)? = nil) -> (plan: Plan, iterations: Int) {
        guard let rerun else {
            let solution = Solver(problem).solve(options, isCancelled: isCancelled, progress: progress)
            return (solution.plan, solution.iterations)
        }
        return rerun.solve(problem, options, isCancelled: isCancelled, progress: progress)
    }
}
