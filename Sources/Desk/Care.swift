import Dispatching
import Storage

extension Desk {
    /// C2-01: opens a file for whoever bought, called or complained and has none yet.
    func collectCustomers(limit: Int, _ work: Workspace, _ tx: Transaction) throws -> Phrase {
        let found = try tx.unknownCustomers(limit: limit)
        for person in found {
            let id = try work.open(.customer, number: person.phone, fields: [:])
            let answers: [String: Value] = [
                "customer": .string(person.name.isEmpty ? person.phone : person.name), "phone": .string(person.phone), "address": .string(person.address),
                "stage": person.hasBought ? "BOUGHT" : "NEW",
            ]
            try work.stamp(id, "customerRegistered", answers, automatic: true, author: work.actor)
        }
        return Phrase("done.customersCollected", ["count": .int(found.count)])
    }

    /// C2-03: customers whom nobody keeps, in equal numbers to the specialists who are there today.
    func dealCustomers(_ work: Workspace, _ tx: Transaction) throws -> Phrase {
        try work.need(right: "care")
        var filter = CustomerFilter()
        filter.unkept = true
        let waiting = try tx.customers(filter)
        guard !waiting.isEmpty else { throw Refusal.nothingToDeal }
        let keepers = try Dealing.deal(waiting.count, to: hands(work, loads: Dictionary(grouping: tx.customers(), by: { $0["keeper"].string ?? "" }).mapValues(\.count)))
        for (customer, keeper) in zip(waiting, keepers) { try work.stamp(customer.id, "customerKept", ["keeper": .string(keeper)]) }
        return Phrase("done.customersDealt", ["count": .int(waiting.count), "people": .int(Set(keepers).count)])
    }

    /// C2-05, C2-07: pulls the customers, makes a call of each, and gives it to whoever keeps the customer; the others are dealt out.
    func startCampaign(_ answers: [String: Value], _ work: Workspace, _ tx: Transaction) throws -> Phrase {
        try work.need(right: "care")
        let answers = try work.manual.playbook.form(for: "campaignStarted")?.validate(answers) ?? answers
        var filter = CustomerFilter()
        filter.stage = answers["stage"]?.string
        filter.intention = answers["intention"]?.string
        filter.membersOnly = answers["member"]?.bool ?? false
        let people = try tx.customers(filter)
        guard !people.isEmpty else { throw Refusal.nobodyToCall }
        let number = try work.freeNumber(.campaign, "H")
        let campaign = try work.open(.campaign, number: number, fields: ["members": .int(people.count)])
        try work.stamp(campaign, "campaignStarted", answers, automatic: true, author: work.actor)
        let kept = Dictionary(grouping: people, by: { $0["keeper"].string ?? "" }).mapValues(\.count)
        let free = people.filter { $0["keeper"].string?.isEmpty ?? true }
        var owners = Dictionary(zip(free.map(\.id), Dealing.deal(free.count, to: try hands(work, loads: kept))), uniquingKeysWith: { a, _ in a })
        for person in people { if let keeper = person["keeper"].string, !keeper.isEmpty { owners[person.id] = keeper } }
        let width = String(people.count).count
        for (place, person) in people.enumerated() {
            let n = String(place + 1)
            try work.open(
                .campaignCall, number: "\(number)-" + String(repeating: "0", count: width - n.count) + n,
                fields: ["campaign": .string(number), "customer": person["customer"], "phone": person["phone"], "address": person["address"], "keeper": Value(owners[person.id])])
        }
        return Phrase("done.campaignStarted", ["number": .string(number), "count": .int(people.count), "people": .int(Set(owners.values).count)])
    }

    /// The specialists who are there today, with what each has already.
    private func hands(_ work: Workspace, loads: [String: Int]) throws -> [Dealing.Hand] {
        let presence = try work.presence(), today = work.manual.zone.day(of: work.now)
        return try work.cases(.staff).sorted { $0.number < $1.number }.compactMap { record in
            let name = record["name"].string ?? record.number
            guard record["roles"].array?.contains("csSpecialist") ?? false, presence.leave(of: name, on: today) == nil else { return nil }
            return Dealing.Hand(name: name, load: (loads[name] ?? 0) + (name == record.number ? 0 : loads[record.number] ?? 0), share: record["share"].int ?? 1)
        }
    }
}
