import Desk
import Dispatching
import Storage

/// Service: a few calls a week, the technicians' round, and what they left unfinished.
extension Life {
    /// The calls that come in on that day: a few a week in a small shop, more in a larger one.
    func takeServiceCalls(_ day: LocalDay) {
        let rate = 300 + 20 * options.ordersPerDay
        for _ in 0..<(rate / 1000 + (random.chance(rate % 1000) ? 1 : 0)) {
            // Many call as soon as the office is open.
            let at = random.chance(400) ? times.moment(day, "08:40", "09:50", &random) : times.moment(day, "09:50", "16:50", &random)
            plan(at) { [unowned self] door in
                let known = random.chance(600) ? random.pick(regulars) : nil
                var answers: [String: Value]
                if let known, let order = try door.snapshot.record(known) {
                    answers = ["customer": order["customer"], "phone": order["phone"], "address": order["address"], "district": order["district"]]
                } else {
                    answers = customers.caller(&random)
                }
                answers["group"] = .string(["furniture", "appliance", "general"][random.weighted([70, 22, 8])])
                answers["problem"] = words("service", &random)
                if random.chance(250) { answers["demand"] = words("demand", &random) }
                try door(.intake(.serviceVisit, parent: known, answers), by: crowd.anyone("serviceSpecialist", &random))
            }
        }
    }

    /// The first day whose run is still to be made when the visit has been assigned.
    func firstServiceDay(_ door: Door) throws -> LocalDay {
        let today = times.day(of: door.now)
        return try times.workday(today, times.isWorkday(today) && door.now < times.moment(today, "14:45") ? 1 : 2)
    }

    func serviceAnswers(_ stamp: String, _ r: CaseRecord, _ door: Door) throws -> [String: Value] {
        switch stamp {
        case "serviceReceived":
            let who = try r.parent.flatMap { try door.snapshot.record($0) } ?? r
            return [
                "customer": who["customer"], "phone": who["phone"], "address": who["address"], "district": who["district"],
                "group": r["group"].string == nil ? "furniture" : r["group"], "problem": r["problem"].string == nil ? words("service", &random) : r["problem"],
            ]
        case "serviceAssigned":
            let today = times.day(of: door.now)
            // Today only while the call an hour ahead of the afternoon is still possible.
            if r["ticket"].isNull, r.state == "OPEN", door.now < times.moment(today, "10:20"), random.chance(700),
                let crew = random.pick(crowd.crews.filter { $0.kind == "service" })
            {
                return ["handle": "today", "technician": .string(crew.person.name), "technicianPhone": .string(crew.file.phone)]
            }
            let day = try max(firstServiceDay(door), r.state == "OPEN" ? r.date ?? today : today)
            return ["handle": "later", "date": .string(day.description)]
        case "serviceEscalated": return ["to": Value(crowd.anyone("directSuperior", &random).name), "reason": words("escalated", &random)]
        case "serviceCalled": return ["half": "PM"]
        case "servicePreCalled":
            if random.chance(90) { return ["reached": "no"] }
            return ["reached": "yes", "promisedTime": r["arrivalTime"].isNull ? "13:30" : r["arrivalTime"]]
        case "unreachableDecided":
            var answers: [String: Value] = ["decision": .string(["keep", "move", "cancel"][random.weighted([55, 35, 10])]), "verified": words("unreachable", &random)]
            if answers["decision"] == "move" { answers["date"] = .string(try firstServiceDay(door).description) }
            return answers
        case "serviceFeedback": return ["work": words("work", &random), "signed": .bool(random.chance(950))]
        case "servicePhoned": return ["work": words("work", &random)]
        case "serviceNotDone": return ["reason": words("notDone", &random)]
        case "serviceCallback":
            let satisfied = random.chance(930)
            var answers: [String: Value] = ["satisfied": satisfied ? "yes" : "no", "register": words("work", &random)]
            if random.chance(600) { answers["serviceScore"] = .int(satisfied ? random.within(4...5) : random.within(1...3)) }
            return answers
        default: return [:]
        }
    }

    func serviceGoesOn(_ stamp: Stamp, _ r: CaseRecord, _ door: Door) throws {
        switch stamp.name {
        case "serviceEscalated":
            try later(atWork(door.now + random.within(1200...7200), .office), "serviceAssigned", r.id, by: "serviceSpecialist", from: ["ESCALATED"])
        case "serviceCalled":
            guard let date = r.date else { return }
            plan(times.moment(date, "13:00", "14:40", &random)) { [unowned self] in try attend(r.id, date, $0) }
        case "scheduled":
            guard let date = r.date, let arrival = r["arrivalTime"].string else { return }
            plan(times.moment(date, arrival) + random.within(-300...1500)) { [unowned self] in try attend(r.id, date, $0) }
        case "serviceNotDone":
            try later(tomorrow(door, 1...1), "serviceAssigned", r.id, by: "serviceSpecialist", from: ["NOT_DONE", "REPORTED"])
        case "unreachableDecided" where r.state == "CANCELLED": try settleWithoutVisit(r, door)
        default: break
        }
    }

    /// The technician is at the door, unless the customer could not be reached and nobody has decided yet.
    private func attend(_ id: CaseID, _ date: LocalDay, _ door: Door) throws {
        guard let r = try door.snapshot.record(id), r.date == date else { return }
        let technician = r["leader"].string.flatMap { crowd.person(named: $0) } ?? .console
        switch r.state {
        case "UNREACHABLE": return plan(try atWork(door.now + random.within(900...2400), .road)) { [unowned self] in try attend(id, date, $0) }
        case "SCHEDULED":
            // Nobody had sent SMS 6: he calls from the street.
            try door(.stamp(id, version: nil, name: "servicePreCalled", answers: ["reached": "yes"], override: nil), by: technician)
        case "CUSTOMER_TOLD", "UNDERWAY": break
        default: return
        }
        try door(.stamp(id, version: nil, name: "serviceArrived", answers: [:], override: nil), by: technician)
        let stamp = random.chance(930) ? "serviceDone" : "serviceNotDone"
        plan(door.now + random.within(1800...6600)) { [unowned self] door in
            guard let r = try door.snapshot.record(id), ["CUSTOMER_TOLD", "UNDERWAY"].contains(r.state) else { return }
            try door(.stamp(id, version: nil, name: stamp, answers: serviceAnswers(stamp, r, door), override: nil), by: technician)
        }
    }

    /// What the run could not place is assigned anew the same afternoon.
    func settleServices(_ visits: [CaseID], _ date: LocalDay, _ door: Door) throws {
        for id in visits {
            guard let r = try door.snapshot.record(id), r.state == "ASSIGNED", r.date == date else { continue }
            try later(max(door.now + 300, times.moment(times.day(of: door.now), "16:40", "17:20", &random)), "serviceAssigned", id, by: "serviceSpecialist", from: ["ASSIGNED"])
        }
    }
}
