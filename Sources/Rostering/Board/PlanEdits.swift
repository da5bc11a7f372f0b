/// What hands do on the board. Pure: each gives a new plan; `Evaluator` then says what it means. Nothing is refused here, a broken rule is a mark (L21).
extension Plan {
    /// Out of every route (and the pool).
    private func without(_ job: String) -> Plan {
        var plan = self
        for (crew, jobs) in routes where jobs.contains(job) {
            plan.routes[crew] = jobs.filter { $0 != job }
        }
        plan.unassigned.removeAll { $0 == job }
        return plan
    }

    /// The job at `position` (0 = first stop, counted without the job itself; clamped) of a crew's route.
    public func moving(_ job: String, to crew: String, at position: Int) -> Plan {
        var plan = without(job)
        var route = plan.routes[crew] ?? []
        route.insert(job, at: min(max(0, position), route.count))
        plan.routes[crew] = route
        return plan
    }

    /// The job into the pool.
    public func removing(_ job: String) -> Plan {
        var plan = without(job)
        plan.unassigned.append(job)
        return plan
    }

    /// Each of two jobs at the other's place; one of them may be in the pool.
    public func swapping(_ first: String, _ second: String) -> Plan {
        func other(_ id: String) -> String { id == first ? second : id == second ? first : id }
        return Plan(routes: routes.mapValues { $0.map(other) }, unassigned: unassigned.map(other))
    }

    /// A crew's day cut in two: the job and everything after it go to the end of another crew's route, in the same order.
    public func splitting(at job: String, to crew: String) -> Plan {
        guard let place = place(of: job), place.crew != crew, let route = routes[place.crew] else { return self }
        var plan = self
        plan.routes[place.crew] = Array(route[..<place.position])
        plan.routes[crew] = (routes[crew] ?? []) + route[place.position...]
        return plan
    }

    /// Two crews exchange their whole day.
    public func swappingRoutes(_ first: String, _ second: String) -> Plan {
        var plan = self
        plan.routes[first] = routes[second] ?? []
        plan.routes[second] = routes[first] ?? []
        return plan
    }
}

extension Evaluator {
    /// The job on a crew where it costs least; when no position keeps the rules, where it is least late (then cheapest), to be marked.
    public func moving(_ job: String, to crew: String, in plan: Plan) -> Plan {
        let cleared = plan.removing(job)
        guard let jobNumber = jobIndex[job], let crewNumber = crewIndex[crew] else {
            return plan.moving(job, to: crew, at: Int.max)
        }
        let best = probe(job: jobNumber, crew: crewNumber, route: numbers(cleared.routes[crew] ?? [])).best
        return plan.moving(job, to: crew, at: best.position)
    }
}
