import Dispatching
import Rostering

/// What a publish would tell somebody, against what stands on the visits now. The publish itself goes by this list.
public struct RunChange: Hashable, Sendable {
    public struct Place: Hashable, Sendable {
        public let crew: String
        public let leader: String
        public let phone: String
        /// `AM` or `PM`.
        public let half: String

        public init(crew: String, leader: String = "", phone: String = "", half: String) {
            self.crew = crew
            self.leader = leader
            self.phone = phone
            self.half = half
        }
    }

    public let visit: String
    /// Where it stood when it was published last; nil when it is new on the run.
    public let before: Place?
    /// nil: taken off.
    public let after: Place?
    /// The customer knows the old crew and half, and has to be called again.
    public let wasTold: Bool

    public init(visit: String, before: Place?, after: Place?, wasTold: Bool = false) {
        self.visit = visit
        self.before = before
        self.after = after
        self.wasTold = wasTold
    }

    /// Only the leader's name or phone differs.
    public var isOnlyLeader: Bool { before.map { $0.crew == after?.crew && $0.half == after?.half } ?? false }
}

extension RunBoard {
    /// In the order of crews and stops, then what was taken off.
    public var changes: [RunChange] {
        var out: [RunChange] = []
        let crews = Dictionary(input.crews.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var placed: Set<String> = []
        for (name, route) in evaluation.routes.sorted(by: { $0.key < $1.key }) {
            guard let crew = crews[name] else { continue }
            for stop in route.stops {
                guard let entry = input.byNumber[stop.job] else { continue }
                placed.insert(stop.job)
                let before = isOnRun(entry.visit) ? RunBoard.place(entry.visit) : nil
                let after = RunChange.Place(crew: name, leader: crew.leader, phone: crew.phone, half: half(of: stop))
                if before != after { out.append(RunChange(visit: stop.job, before: before, after: after, wasTold: entry.wasTold && before != nil)) }
            }
        }
        for entry in input.entries where isOnRun(entry.visit) && !placed.contains(entry.visit.number) {
            out.append(RunChange(visit: entry.visit.number, before: RunBoard.place(entry.visit), after: nil, wasTold: entry.wasTold))
        }
        return out
    }

    private func isOnRun(_ visit: CaseRecord) -> Bool { visit["run"].string == run.number && visit.state != "PLANNED" }

    private static func place(_ visit: CaseRecord) -> RunChange.Place {
        RunChange.Place(crew: visit["crew"].text, leader: visit["leader"].text, phone: visit["leaderPhone"].text, half: visit["half"].text)
    }

    /// Visits on the stored plan that may no longer go: a publish would be refused over them.
    public var gone: [String] {
        RunPlan(run: run).plan.routes.values.flatMap { $0 }.filter { input.byNumber[$0]?.isEligible != true }.sorted()
    }
}
