import Desk
import Dispatching

/// The eve of the installation, and the day itself (A-29, A-30, IV-05 to IV-11).
extension Life {
    /// A-29 from 16:30, A-30 by 17:00; some late, a few never.
    func planInstallEve(_ contract: Contract, _ eve: LocalDay, _ door: Door) throws {
        let clerk = crowd.anyone("csSpecialist", &contract.random)
        if contract.random.chance(985) {
            let at = max(door.now + 120, times.moment(eve, "16:31", "17:29", &contract.random))
            plan(at) { door in
                guard let visit = contract.install, ["SCHEDULED", "CUSTOMER_TOLD"].contains(visit.state) else { return }
                try door(.send(rule: "A-29", visit.id, override: nil), by: clerk)
            }
        }
        if contract.random.chance(970) {
            let at = contract.random.chance(950)
                ? max(door.now + 60, times.moment(eve, "16:10", "16:58", &contract.random)) : times.moment(eve, "17:03", "17:40", &contract.random)
            let customer = contract.draft.fields["customer"] ?? ""
            plan(at) { door in
                guard let visit = contract.install, ["SCHEDULED", "CUSTOMER_TOLD"].contains(visit.state) else { return }
                try door.stamp(contract, visit.id, "installEveCalled", ["who": customer], by: clerk)
            }
        }
    }

    func planInstallation(_ contract: Contract, _ date: LocalDay) throws {
        let planned = times.moment(date, contract.install?.arrival?.description ?? "09:00")
        plan(planned + contract.random.within(-600...1800)) { [unowned self] in try arriveToInstall(contract, date, $0) }
    }

    private func arriveToInstall(_ contract: Contract, _ date: LocalDay, _ door: Door) throws {
        guard let visit = contract.install, visit.date == date, ["SCHEDULED", "CUSTOMER_TOLD"].contains(visit.state) else { return }
        let leader = crowd.leader(of: visit.crew)
        guard contract.isDelivered else {
            // Goods of the same day that are not there yet: wait, then give the day up.
            if contract.delivery?.date == date, door.now < times.moment(date, "16:30") {
                plan(door.now + 1800) { [unowned self] in try arriveToInstall(contract, date, $0) }
            } else {
                let manager = crowd.anyone("installManager", &contract.random)
                let delivery = contract.delivery?.date ?? date
                try moveInstall(contract, to: freeInstall(from: max(times.workday(date, 1), delivery), delivery: delivery), by: manager, door)
            }
            return
        }
        guard try door.stamp(contract, visit.id, "crewArrived", by: leader) else { return }
        plan(door.now + contract.random.within(3000...12_000)) { [unowned self] in try finishInstall(contract, leader, $0) }
    }

    private func finishInstall(_ contract: Contract, _ leader: Person, _ door: Door) throws {
        guard let visit = contract.install, visit.state == "UNDERWAY" else { return }
        let fate = contract.random.weighted([945, 33, 22])
        if fate == 0 {
            try door.stamp(contract, visit.id, "installDone", by: leader)
            return
        }
        let cause = ["DESIGN_BLOCKS", "DESIGN_DIFFERS", "SALES_MISMATCH", "TRANSPORT", "INSTALLATION", "QUALITY"][contract.random.below(6)]
        let answers: [String: Value] = [
            "cause": .string(cause), "result": fate == 1 ? "partly" : "not", "remark": words("problem", &contract.random),
        ]
        guard try door.stamp(contract, visit.id, "installProblem", answers, by: leader), fate == 2 else { return }
        // IV-11: another day, which the promise does not bind any more.
        let manager = crowd.anyone("installManager", &contract.random)
        let today = times.day(of: door.now)
        plan(times.moment(try times.workday(today, 1), "13:00", "15:30", &contract.random)) { [unowned self] in
            try moveFailed(contract, tries: 0, by: manager, $0)
        }
    }

    /// The next day is agreed once the crew's report has gone its way, or is given up waiting for.
    private func moveFailed(_ contract: Contract, tries: Int, by manager: Person, _ door: Door) throws {
        guard let visit = contract.install, ["NOT_INSTALLED", "REPORTED", "FORWARDED"].contains(visit.state) else { return }
        let r = try door.snapshot.record(visit.id)
        let told = r?.latest("sms3Sent").map { sent in r?.latest("forwarded").map { $0.number < sent.number } ?? false } ?? false
        if !told, tries < 5 {
            let at = try atWork(door.now + 7200, .office)
            return plan(at) { [unowned self] in try moveFailed(contract, tries: tries + 1, by: manager, $0) }
        }
        let from = try times.workday(times.day(of: door.now), contract.random.within(1...3) + (times.minutes(of: door.now) > 880 ? 1 : 0))
        try moveInstall(contract, to: freeInstall(from: from, delivery: from), by: manager, door)
    }
}
