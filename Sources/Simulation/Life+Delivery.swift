import Desk
import Dispatching

/// From the eve call to the callback after the goods were received.
extension Life {
    /// on the working day before, by 15:00. A few are forgotten, and some customers are not at home then.
    func planEveCall(_ contract: Contract, _ door: Door) throws {
        guard let date = contract.delivery?.date else { return }
        let eve = try times.eve(of: date)
        var last = times.moment(eve, "14:52")
        // The last day of a demo: most calls have been made when somebody sits down at it.
        if options.leavesRunsOpen, eve == lastDay { last = min(last, max(until - 600, times.moment(eve, "08:40"))) }
        let first = max(door.now + 120, times.moment(eve, "08:35"))
        guard first < last else { return }
        let at = first + contract.random.below(last.seconds(since: first))
        // ... but not all: the gate must have something to keep out.
        let forgotten = contract.random.chance(options.leavesRunsOpen && eve == lastDay ? 110 : 25), away = contract.random.chance(60)
        let assistant = crowd.anyone("installAssistant", &contract.random)
        guard !forgotten else { return }
        plan(at) { [unowned self] door in
            guard let visit = contract.delivery, visit.state == "PLANNED", visit.date == date else { return }
            guard away else {
                let receiver = contract.draft.fields["customer"] ?? ""
                try door.stamp(contract, visit.id, "receiverConfirmed", ["atHome": "yes", "receiver": receiver, "promiseTold": true], by: assistant)
                return
            }
            let other = try freeDelivery(from: times.workday(date, 1 + contract.random.below(2)))
            var answers: [String: Value] = ["atHome": "no", "date": .string(other.description)]
            if let install = try newInstall(contract, delivery: other) { answers["installDate"] = .string(install.description) }
            if try door.stamp(contract, visit.id, "receiverConfirmed", answers, by: assistant) { try follow(contract, door) }
        }
    }

    // MARK: The morning

    /// loaded, short, damaged or left behind.
    func reportLoading(_ contract: Contract, _ date: LocalDay, _ door: Door) throws {
        guard let visit = contract.delivery, ["TASK_SENT", "SLOT_TOLD"].contains(visit.state), visit.date == date else { return }
        let keeper = crowd.anyone("warehouseKeeper", &contract.random)
        let lot = contract.random.weighted([958, 14, 10, 18])
        var answers: [String: Value] = ["result": "LOADED"]
        if lot > 0 { answers["remark"] = words("load", &contract.random) }
        if lot == 3 || (lot > 0 && contract.draft.lines.count < 2) {
            answers["result"] = "NOT_LOADED"
        } else if lot > 0 {
            answers["result"] = lot == 1 ? "SHORT" : "DAMAGED"
            answers["lines"] = contract.someLines()
        }
        guard try door.stamp(contract, visit.id, "loadReported", answers, by: keeper) else { return }
        if answers["result"] == "LOADED" { try planRound(contract, date, door) } else { try planChange(contract, stillToday: answers["result"] != "NOT_LOADED", door) }
    }

    /// On the road: the call ahead, then the door, or what came between.
    private func planRound(_ contract: Contract, _ date: LocalDay, _ door: Door) throws {
        guard let visit = contract.delivery else { return }
        let leader = crowd.leader(of: visit.crew)
        let planned = times.moment(date, visit.arrival?.description ?? "10:00")
        let arrival = max(planned + contract.random.within(-600...2000), door.now + 1500)
        if contract.random.chance(950) {
            let call = max(planned - contract.random.within(3700...7000), door.now + 120)
            let promised = TimeOfDay(minutes: times.minutes(of: max(planned, call + 1200)) / 10 * 10)?.description ?? "10:00"
            plan(call) { door in
                guard let visit = contract.delivery, visit.state == "RELEASED" else { return }
                try door.stamp(contract, visit.id, "preCalled", ["promisedTime": .string(promised)], by: leader)
            }
        }
        if contract.random.chance(28) {
            let cause = ["NOBODY_HOME", "FAULTY", "ACCIDENT", "REARRANGED"][contract.random.weighted([5, 2, 1, 2])]
            plan(arrival) { [unowned self] door in
                guard let visit = contract.delivery, ["RELEASED", "UNDERWAY"].contains(visit.state) else { return }
                let answers: [String: Value] = ["cause": .string(cause), "remark": words("trouble", &contract.random)]
                guard try door.stamp(contract, visit.id, "troubleReported", answers, by: leader) else { return }
                try planChange(contract, stillToday: cause != "FAULTY" && contract.random.chance(450), door)
            }
        } else {
            plan(arrival) { [unowned self] in try handOver(contract, $0) }
        }
    }

    /// DV-13: the customer hears of it, the office too, and somebody decides.
    private func planChange(_ contract: Contract, stillToday: Bool, _ door: Door) throws {
        let today = times.day(of: door.now)
        let leader = crowd.leader(of: contract.delivery?.crew)
        let manager = crowd.anyone(contract.random.chance(600) ? "installAssistant" : "installManager", &contract.random)
        plan(door.now + contract.random.within(120...2400)) { [unowned self] door in
            try door.stamp(contract, contract.delivery?.id, "changeTold", ["text": words("changeTold", &contract.random)], by: leader)
        }
        if contract.random.chance(920) {
            plan(door.now + contract.random.within(60...1500)) { door in
                try door.stamp(contract, contract.delivery?.id, "changeReported", by: leader)
            }
        }
        let still = stillToday && door.now < times.moment(today, "15:30")
        plan(door.now + contract.random.within(2500...4200)) { [unowned self] door in
            guard let visit = contract.delivery, visit.state == "CHANGED" else { return }
            var answers: [String: Value] = ["decision": still ? "sameDay" : "notToday"]
            if still { answers["half"] = "PM" }
            guard try door.stamp(contract, visit.id, "changeDecided", answers, by: manager) else { return }
            if still {
                plan(max(door.now + 1200, times.moment(today, "13:30", "17:20", &contract.random))) { [unowned self] in try handOver(contract, $0) }
                return
            }
            let at = contract.random.chance(700)
                ? max(door.now + 600, times.moment(today, "15:30", "17:25", &contract.random))
                : times.moment(try times.workday(today, 1), "08:50", "11:00", &contract.random)
            plan(at) { [unowned self] door in
                if contract.delivery?.state == "NOT_DELIVERED" { try move(contract, by: manager, door) }
            }
        }
    }

    private func handOver(_ contract: Contract, _ door: Door) throws {
        guard let visit = contract.delivery, ["RELEASED", "UNDERWAY"].contains(visit.state) else { return }
        let leader = crowd.leader(of: visit.crew)
        let partly = contract.draft.lines.count > 1 && contract.random.chance(22)
        let answers: [String: Value] = partly ? ["result": "part", "lines": contract.someLines()] : ["result": "all"]
        guard try door.stamp(contract, visit.id, "goodsReceived", answers, by: leader) else { return }
        if partly {
            plan(door.now + contract.random.within(60...280)) { [unowned self] door in
                try door.stamp(contract, contract.delivery?.id, "changeTold", ["text": words("changeTold", &contract.random)], by: leader)
                try door.stamp(contract, contract.delivery?.id, "changeReported", by: leader)
            }
        }
        try planCallback(contract, door)
    }

    // MARK: The callback

    /// from 15:00 on; before the run where the installation is tomorrow.
    private func planCallback(_ contract: Contract, _ door: Door) throws {
        let today = times.day(of: door.now)
        let tomorrow = try times.workday(today, 1)
        let clerk = crowd.anyone("csSpecialist", &contract.random)
        let urgent = contract.install?.date == tomorrow
        let open = options.leavesRunsOpen && today == lastDay
        let at: Instant
        switch contract.random.weighted(urgent ? (open ? [700, 300, 0] : [930, 60, 10]) : [600, 375, 25]) {
        case 0 where urgent: at = max(door.now + contract.random.within(300...1200), times.moment(today, "15:01", "16:00", &contract.random))
        case 0 where door.now < times.moment(today, "16:50"): at = max(door.now + 300, times.moment(today, "15:10", "17:25", &contract.random))
        case 2: at = times.moment(try times.workday(today, contract.random.within(2...4)), "09:00", "17:00", &contract.random)
        default: at = times.moment(tomorrow, "09:00", "14:30", &contract.random)
        }
        plan(at) { [unowned self] door in
            guard let visit = contract.delivery, ["DELIVERED", "PARTIAL"].contains(visit.state) else { return }
            var answers: [String: Value] = ["verdict": .string(["good", "soso", "bad"][contract.random.weighted([86, 10, 4])])]
            if let install = contract.install, ["PLANNED", "CONFIRMED"].contains(install.state), let date = install.date {
                answers["installDate"] = .string(date.description)
            }
            if contract.random.chance(200) { answers["remark"] = words("callback", &contract.random) }
            try door.stamp(contract, visit.id, "deliveryCallback", answers, by: clerk)
        }
    }
}
