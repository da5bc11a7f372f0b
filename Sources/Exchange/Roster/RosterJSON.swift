import Foundation
import Rostering

/// Writer of a plan for scripts: `{"cost":..,"routes":{"C01":["J003",..]},"unassigned":[{"id":"J007","reason":".."}]}`, one line, keys sorted.
public enum RosterJSON {
    /// In which unit the cost is written.
    public enum Unit: Sendable {
        /// As computed (`dispatch-day/1`).
        case plain
        /// Tenths as a number with one decimal (Solomon).
        case tenths
    }

    /// `reasons`: per job that is out, as `Explanation.unassigned()` gives them; the first one's code is written, the groups beside it in `why`.
    public static func encode(
        _ problem: Problem, _ plan: Plan, _ evaluation: Evaluation, _ reasons: [String: [ReasonGroup]] = [:], unit: Unit = .plain
    ) throws -> String {
        let known = Set(problem.jobs.map(\.id))
        let out = evaluation.unassigned.filter { known.contains($0) }.map { id in
            Left(id: id, reason: reasons[id]?.first?.reason.code ?? "unknown", why: reasons[id].map { $0.map(Why.init) })
        }
        let total = evaluation.cost.total
        let file = File(
            cost: unit == .plain ? .whole(total) : .decimal(Double(total) / 10),
            routes: plan.routes.filter { !$0.value.isEmpty }, unassigned: out)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(file), as: UTF8.self)
    }

    private enum Number: Encodable {
        case whole(Int), decimal(Double)
        func encode(to encoder: any Encoder) throws {
            var box = encoder.singleValueContainer()
            switch self {
            case .whole(let value): try box.encode(value)
            case .decimal(let value): try box.encode(value)
            }
        }
    }

    private struct Why: Encodable {
        var reason: String, crews: Int, nearest: String
        init(_ group: ReasonGroup) {
            reason = group.reason.code
            crews = group.crews.count
            nearest = group.nearestCrew
        }
    }

    private struct Left: Encodable { var id: String, reason: String, why: [Why]? }
    private struct File: Encodable { var cost: Number, routes: [String: [String]], unassigned: [Left] }
}
