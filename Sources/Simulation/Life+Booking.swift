import Desk
import Dispatching

/// The booking call, and where the days get full.
extension Life {
    /// Visits that people are willing to put on one day.
    private var deliveriesADay: Int { options.ordersPerDay + options.ordersPerDay / 6 + 2 }
    private var installsADay: Int { options.ordersPerDay * 3 / 4 + 2 }

    /// the customer is called on the day on which the goods are complete, mostly.
    func planBooking(_ contract: Contract, _ door: Door) throws {
        guard let at = try later(door, inTime: 870, late: 100, days: 2...3, &contract.random) else { return }
        let assistant = crowd.anyone("installAssistant", &contract.random)
        plan(at) { [unowned self] in try book(contract, assistant, $0) }
    }

    private func book(_ contract: Contract, _ assistant: Person, _ door: Door) throws {
        guard ["GOODS_COMPLETE", "NOT_READY"].contains(contract.state) else { return }
        let today = times.day(of: door.now)
        if contract.installs, contract.random.chance(110) {
            let again = try times.workday(today, contract.random.within(2...5))
            let missing = ["switchPanels", "angleValves", "ceiling", "water", "electricity", "gas", "rubbish"][contract.random.below(7)]
            let answers: [String: Value] = ["missing": .string(missing), "recallDate": .string(again.description)]
            guard try door.stamp(contract, contract.id, "siteNotReady", answers, by: assistant) else { return }
            // One in ten of the agreed calls is a day late.
            let day = contract.random.chance(900) ? again : try times.workday(again, 1)
            plan(times.moment(day, "09:20", "16:40", &contract.random)) { [unowned self] in try book(contract, assistant, $0) }
            return
        }
        var answers: [String: Value] = [:]
        for point in ["switchPanels", "angleValves", "ceiling", "water", "electricity", "gas", "rubbish"] { answers[point] = true }
        let wish = try times.workday(today, contract.random.within(2...4))
        var delivery = try firstFree(from: wish, deliveries, deliveriesADay)
        if contract.installs {
            let gap = contract.random.weighted([50, 350, 600])
            let earliest = try times.workday(today, lead)
            delivery = try max(delivery, times.workday(earliest, -gap))
            let install = try freeInstall(from: times.workday(delivery, gap), delivery: delivery)
            answers["installDate"] = .string(install.description)
        }
        answers["deliveryDate"] = .string(delivery.description)
        // on one day the goods come before and the fitters after lunch.
        let sameDay = answers["installDate"] == answers["deliveryDate"]
        switch contract.random.below(100) {
        case _ where sameDay: answers["deliveryHalf"] = "AM"
        case ..<12: answers["deliveryHalf"] = contract.random.chance(500) ? "AM" : "PM"
        case ..<15:
            let hour = contract.random.within(9...14)
            answers["windowFrom"] = .string("\(LifeText.digits(hour, 2)):00")
            answers["windowTo"] = .string("\(LifeText.digits(hour + 2, 2)):30")
        default: break
        }
        guard try door.stamp(contract, contract.id, "booked", answers, by: assistant) else { return }
        deliveries[delivery, default: []].append(contract)
        if let date = contract.install?.date { installs[date, default: []].append(contract) }
        if sameDay, let visit = contract.install { try door(.amend(visit.id, version: nil, ["halfWish": "PM"]), by: assistant) }
        try planEveCall(contract, door)
    }

    /// working days between the call and the installation.
    private var lead: Int { 3 }
    /// working days between delivery and installation.
    var window: Int { 2 }

    private func firstFree(from day: LocalDay, _ taken: [LocalDay: [Contract]], _ limit: Int) throws -> LocalDay {
        var day = day
        for _ in 0..<10 where taken[day, default: []].count >= limit { day = try times.workday(day, 1) }
        return day
    }

    /// A day for the installation that the promise of two days allows, the emptiest one where all are full.
    func freeInstall(from day: LocalDay, delivery: LocalDay) throws -> LocalDay {
        let last = try times.workday(delivery, window)
        let free = try firstFree(from: day, installs, installsADay)
        return min(free, max(day, last))
    }

    func freeDelivery(from day: LocalDay) throws -> LocalDay { try firstFree(from: day, deliveries, deliveriesADay) }

    // MARK: Moving

    /// Puts a delivery off; the installation follows so that A-16 holds.
    func move(_ contract: Contract, by person: Person, _ door: Door) throws {
        guard let visit = contract.delivery, let old = visit.date else { return }
        let today = times.day(of: door.now)
        // The eve call must still be possible before 15:00.
        let inTime = door.now < times.moment(today, "13:30")
        let earliest = try times.workday(today, inTime ? 1 : 2)
        let date = try freeDelivery(from: max(earliest, try times.workday(old, 1)))
        var answers: [String: Value] = ["date": .string(date.description), "reason": words("moved", &contract.random)]
        if let install = try newInstall(contract, delivery: date) {
            // What stands on a run is taken off it before its date changes.
            if let own = contract.install, ["SCHEDULED", "CUSTOMER_TOLD"].contains(own.state) {
                try moveInstall(contract, to: install, by: person, door)
            } else {
                answers["installDate"] = .string(install.description)
            }
        }
        guard try door.stamp(contract, visit.id, "moved", answers, by: person) else { return }
        try follow(contract, door)
    }

    /// The installation's new day when the delivery goes to that date; `nil` when it can stay, or is over.
    func newInstall(_ contract: Contract, delivery: LocalDay) throws -> LocalDay? {
        guard let install = contract.install, ["PLANNED", "CONFIRMED", "SCHEDULED", "CUSTOMER_TOLD"].contains(install.state), let old = install.date
        else { return nil }
        let last = try times.workday(delivery, window)
        if delivery < old, old <= last { return nil }
        return try freeInstall(from: times.workday(delivery, 1 + contract.random.below(2)), delivery: delivery)
    }

    /// The visits of the contract stand on other days now.
    func follow(_ contract: Contract, _ door: Door) throws {
        if let date = contract.delivery?.date { deliveries[date, default: []].append(contract) }
        if let date = contract.install?.date { installs[date, default: []].append(contract) }
        try planEveCall(contract, door)
    }

    func moveInstall(_ contract: Contract, to date: LocalDay, by person: Person, _ door: Door) throws {
        guard let visit = contract.install else { return }
        // beyond the promise only with name and reason.
        let beyond = try contract.delivery?.date.map { try date > times.workday($0, window) || date < $0 } ?? false
        let reason = words(beyond ? "beyondPromise" : "installMoved", &contract.random)
        let moved = try door.stamp(
            contract, visit.id, "installMoved", ["date": .string(date.description), "reason": reason], by: person, override: beyond ? reason.string : nil)
        if moved { installs[date, default: []].append(contract) }
    }
}
