import Dispatching
import Storage
import Testing

@testable import CourierModel

/// Random weeks of a branch: monitors missed, late, excused, ticked and unticked; waybills entered or not; cases judged, taken back, cancelled, approved.
/// The sheet of the month is what one counts by hand from the events alone.
@Suite struct CourierMoneyPropertyTests {
    /// Monitors with their post and stamp, as C-117, C-119 and C-120 give them.
    private static let monitors: [(code: String, post: String, stamp: String)] = [
        ("entry", "out", "entryWatched"), ("arrival", "in", "arrivalWatched"), ("hub", "out", "hubWatched"), ("delivery", "qc", "deliveryWatched"), ("agentSigning", "in", "agentSigningWatched"),
        ("courierSigning", "in", "courierSigningWatched"), ("unsigned", "in", "unsignedWatched"), ("networkOrders", "qc", "networkOrdersWatched"), ("arbitrations", "qc", "arbitrationsWatched"),
        ("fines", "qc", "finesWatched"), ("transitTracking", "out", "transitTrackingWatched"), ("departedSigning", "out", "outgoingFollowed"),
    ]
    /// A line of the sheet as it is counted by hand; cents.
    struct Row: Hashable {
        let rule: String, object: String, person: String, cents: Int
        var isCredit = false, isShare = false, state = "STANDING"
        let day: String
        /// Before it was cancelled.
        var wasWaiting = false

        var text: String { "\(rule) \(object) \(person) \(isCredit ? "+" : "-")\(cents) \(state) \(day)" }
    }

    /// A case that somebody takes down and judges.
    struct Case: CustomStringConvertible {
        let cause: String, object: String, cents: Int, people: [String]
        /// Days since the departure.
        let age: Int

        init(_ dice: inout Dice, _ departed: [String]) {
            cause = dice.one(of: ["HEADER", "HEADER", "CALL", "REFUSED_ORDER", "LATE_ENTRY", "FINE", "FAULT", "SHARED", "DANGER", "OUTSIDE"])
            object = cause == "LATE_ENTRY" && !departed.isEmpty ? dice.one(of: departed) : "51800000\(10 + dice.roll(4))"
            cents = 1 + dice.roll(50_000)
            people = dice.one(of: [["c1", "c2", "c3"], ["c3", "c1"], ["in", "c2"]])
            age = dice.roll(10)
        }

        /// The same anew; `nil` for what nobody has judged.
        init?(again batch: Batch) {
            guard !batch.cause.isEmpty, let row = batch.rows.first else { return nil }
            (cause, object, people, age) = (batch.cause, row.object, ["c2", "c1"], 9)
            cents = 1234
        }

        var description: String { "\(cause) \(object) \(cents) \(people)" }

        func taken(on day: LocalDay) -> [String: Value] {
            switch cause {
            case "LATE_ENTRY": ["departed": .string((day - age).description)]
            case "HEADER", "CALL", "REFUSED_ORDER": [:]
            default: ["amount": .string("\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)")]
            }
        }

        var answers: [String: Value] {
            switch cause {
            case "FINE": ["post": "inboundAgent"]
            case "LATE_ENTRY": [:]
            case "SHARED": ["people": .string(people.joined(separator: "，"))]
            case "DANGER": ["person": .string(people[0]), "finder": .string(people[1])]
            default: ["person": .string(people[0])]
            }
        }

        /// What it costs and brings by the manual's sentences (C-52, C-82, C-129 to C-135). `nil`: nothing is owed.
        func rows(on day: String) -> [Row]? {
            func row(_ rule: String, _ person: String, _ cents: Int, isCredit: Bool = false, isShare: Bool = false, waits: Bool = false) -> Row {
                Row(rule: rule, object: object, person: person, cents: cents, isCredit: isCredit, isShare: isShare, state: waits ? "PROPOSED" : "STANDING", day: day)
            }
            switch cause {
            case "HEADER": return [row("C-82", people[0], 200)]
            case "CALL": return [row("C-131", people[0], 500)]
            case "REFUSED_ORDER": return [row("C-135", people[0], 10_000)]
            case "LATE_ENTRY": return age > 5 ? [row("C-52", "out", 50_000)] : nil
            case "FINE":
                let post = (cents * 60 + 50) / 100
                return [row("C-129", "in", post, isShare: true), row("C-129", "qc", cents - post, isShare: true)]
            case "FAULT": return [row("C-130", people[0], cents, isShare: true, waits: true)]
            case "SHARED":
                let each = cents / people.count, rest = cents % people.count
                return people.sorted().enumerated().map { row("C-132", $1, each + ($0 < rest ? 1 : 0), isShare: true, waits: true) }
            case "DANGER": return [row("C-133", people[0], cents, waits: true), row("C-133", people[1], (cents * 50 + 50) / 100, isCredit: true, waits: true)]
            default: return [row("C-134", people[0], (cents * 30 + 50) / 100, isCredit: true, waits: true)]
            }
        }
    }

    /// What one step brought to the sheet; each row of it may be cancelled for itself.
    struct Batch {
        let cause: String
        var rows: [Row]
        var isVoid = false
        var isAlive: Bool { !isVoid && rows.contains { $0.state != "CANCELLED" } }
    }

    /// How often it came to what the test is about.
    final class Seen {
        var twice = 0, undone = 0, cancelled = 0, cameBackBesideAnother = 0, doneAgainBesideAnother = 0, late = 0
        var text: String { "\(twice) \(undone) \(cancelled) \(cameBackBesideAnother) \(doneAgainBesideAnother) \(late)" }
    }

    @Test("C-52 C-60 C-82 C-121 C-128 C-129 C-130 C-131 C-132 C-133 C-134 C-135 R-14: random weeks fine nothing twice, and the sheet is what is counted by hand")
    func weeks() throws {
        let seen = Seen()
        for seed in 1...4 { try weeks(seed: UInt64(seed), seen) }
        #expect(seen.twice > 0 && seen.undone > 0 && seen.cancelled > 0 && seen.cameBackBesideAnother > 0 && seen.doneAgainBesideAnother > 0 && seen.late > 0, "\(seen.text)")
    }

    private func weeks(seed: UInt64, _ seen: Seen) throws {
        var dice = Dice(state: seed &* 977)
        // Friday, so that a rest day comes soon.
        let shop = try Shop.branch(trade: "courier", opening: "2026-12-04 07:30"), first = try #require(LocalDay("2026-12-04"))
        var batches: [Batch] = [], departed: [String: (day: LocalDay, isOver: Bool)] = [:]
        /// The supervisor's newest step, where it was a cancellation.
        var cancelled: (batch: Int, row: Int)?

        func text(_ day: LocalDay, _ minute: Int) -> String { "\(day) \(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)" }
        func isAlive(_ rule: String, _ object: String, except own: Int? = nil) -> Bool {
            batches.indices.contains { $0 != own && batches[$0].isAlive && batches[$0].rows[0].rule == rule && batches[$0].rows[0].object == object }
        }
        /// - Returns: whether it stands now.
        func judge(_ c: Case, by login: String, on day: LocalDay) throws -> Bool {
            if login == "supervisor" { cancelled = nil }
            let owed = c.rows(on: day.description)
            let refused = refusal { try shop.judges(c.cause, c.object, c.answers, taken: c.taken(on: day), by: login) }
            let isOwed = owed.map { !isAlive($0[0].rule, $0[0].object) } ?? false
            #expect((refused == nil) == isOwed, "seed \(seed) \(day) \(c): \(refused.map { "\($0)" } ?? "was done")")
            if !isOwed { seen.twice += 1 }
            guard let owed, isOwed, refused == nil else { return false }
            batches.append(Batch(cause: c.cause, rows: owed))
            return true
        }

        for n in 0..<18 {
            let day = first + n
            // Sunday rests.
            if day.weekday == 7 { continue }
            try shop.at(text(day, 480)) { _ in }
            // C-52, Q-34: the sixth day after the departure fines, as soon as somebody opens the branch.
            for (waybill, parcel) in departed where !parcel.isOver && day.number - parcel.day.number > 5 {
                departed[waybill]?.isOver = true
                seen.late += 1
                if !isAlive("C-52", waybill) { batches.append(Batch(cause: "LATE_ENTRY", rows: [Row(rule: "C-52", object: waybill, person: "out", cents: 50_000, day: day.description)])) }
            }
            // Each monitor of the day at a moment of its own: in time, too late, taken back, or never.
            var missed: [String] = [], plan: [(minute: Int, what: () throws -> Void)] = []
            for m in Self.monitors {
                func tick() throws { try shop.stamps(m.post, day.description, m.stamp, m.code == "fines" ? ["leaderTold": true] : ["exceptions": 1], kind: .day) }
                let minute = 605 + dice.roll(440)
                switch dice.roll(8) {
                case 0: missed.append(m.code)
                case 1:
                    missed.append(m.code)
                    plan.append((1051 + dice.roll(50), tick))
                case 2:
                    let isAgain = dice.roll(2) == 0
                    if !isAgain { missed.append(m.code) }
                    plan.append((minute, {
                        try tick()
                        try shop.desk(m.post).perform(.undo)
                        if isAgain { try shop.desk(m.post).perform(.redo) }
                    }))
                case 3:
                    // C-128: what the supervisor excuses in time is free.
                    plan.append((minute, {
                        let rules = try shop.manual.playbook.rules.filter { $0.done == m.stamp }.map(\.id)
                        let duty = try #require(try shop.duties(day.description, .day).last { rules.contains($0.key.rule) && $0.status == .open })
                        try shop.desk("supervisor").perform(.waive(duty.key, reason: "系统停机"))
                    }))
                default: plan.append((minute, tick))
                }
            }
            // Waybills that leave, and those that are entered at last.
            if dice.roll(2) == 0 {
                let waybill = "51800000\(1000 + n)", isPrompt = dice.roll(3) == 0
                plan.append((500 + dice.roll(60), {
                    _ = try shop.desk("counter").perform(.intake(.shipment, parent: nil, Self.shipment.merging(["waybill": .string(waybill)]) { $1 }))
                    try shop.stamps("counter", waybill, "shipmentDeparted", kind: .shipment)
                    if isPrompt { try shop.stamps("out", waybill, "waybillEntered", ["header": "河南郑州"], kind: .shipment) }
                    departed[waybill] = (day, isPrompt)
                }))
            }
            if let open = departed.filter({ !$0.value.isOver }).keys.sorted().first, dice.roll(4) == 0 {
                plan.append((900, {
                    try shop.stamps("out", open, "waybillEntered", ["header": "河南郑州"], kind: .shipment)
                    departed[open]?.isOver = true
                }))
            }
            for _ in 0..<(2 + dice.roll(4)) {
                let c = Case(&dice, departed.keys.sorted()), login = dice.one(of: ["qc", "qc", "supervisor"]), roll = dice.roll(6)
                plan.append((560 + dice.roll(480), {
                    guard try judge(c, by: login, on: day), roll < 3, login == "qc" else { return }
                    try shop.desk("qc").perform(.undo)
                    let taken = batches.count - 1
                    batches[taken].isVoid = true
                    seen.undone += 1
                    // Somebody else judges it while it is gone; then it cannot come back.
                    if roll == 0 { _ = try judge(c, by: "supervisor", on: day) }
                    guard roll < 2 else { return }
                    let refused = refusal { try shop.desk("qc").perform(.redo) }
                    #expect((refused != nil) == (roll == 0), "seed \(seed) \(day) \(c): done again")
                    if roll == 0 { seen.doneAgainBesideAnother += 1 }
                    if refused == nil { batches[taken].isVoid = false }
                }))
            }
            // A cancelled row's case is judged anew in the morning, or the cancellation is taken back at noon: one of the two at most.
            if dice.roll(2) == 0 {
                plan.append((490, {
                    guard let cancelled, let c = Case(again: batches[cancelled.batch]) else { return }
                    _ = try judge(c, by: "qc", on: day)
                }))
            }
            plan.append((495, {
                guard let (b, r) = cancelled else { return }
                let row = batches[b].rows[r], isSecond = isAlive(row.rule, row.object, except: b)
                let refused = refusal { try shop.desk("supervisor").perform(.undo) }
                #expect((refused != nil) == isSecond, "seed \(seed) \(day) \(row.text): \(refused.map { "\($0)" } ?? "came back")")
                if isSecond { seen.cameBackBesideAnother += 1 }
                if refused == nil { (batches[b].rows[r].state, batches[b].rows[r].wasWaiting) = (row.wasWaiting ? "PROPOSED" : "STANDING", false) }
                cancelled = nil
            }))
            plan.append((1046, {
                // A leader looks through the sheet.
                let all = batches.indices.flatMap { b in batches[b].isVoid ? [] : batches[b].rows.indices.filter { batches[b].rows[$0].state != "CANCELLED" }.map { (b, $0) } }
                guard !all.isEmpty else { return }
                let (b, r) = dice.one(of: all), row = batches[b].rows[r]
                let record = try #require(try shop.sheet().first { Row($0, isShare: row.isShare) == row }, "\(row.text)")
                if row.state == "PROPOSED", dice.roll(2) == 0 {
                    try shop.stamps("leadership", record.number, "liabilityApproved", kind: .liability)
                    batches[b].rows[r].state = "STANDING"
                } else {
                    try shop.stamps("supervisor", record.number, "liabilityCancelled", ["reason": "误记"], kind: .liability)
                    batches[b].rows[r].wasWaiting = row.state == "PROPOSED"
                    batches[b].rows[r].state = "CANCELLED"
                    cancelled = (b, r)
                    seen.cancelled += 1
                }
            }))
            for step in plan.sorted(by: { $0.minute < $1.minute }) {
                try shop.at(text(day, step.minute)) { _ in }
                try step.what()
            }
            // C-128, Q-52: when the next working day begins, each monitor that was left out or late costs its post once.
            let next = day + (day.weekday == 6 ? 2 : 1)
            for m in Self.monitors where missed.contains(m.code) { batches.append(Batch(cause: "", rows: [Row(rule: "C-128", object: "\(day) \(m.code)", person: m.post, cents: 1000, day: next.description)])) }
        }
        try shop.at("2026-12-22 08:00") { s in
            for (waybill, parcel) in departed where !parcel.isOver && s.zone.day(of: s.now).number - parcel.day.number > 5 && !isAlive("C-52", waybill) {
                batches.append(Batch(cause: "LATE_ENTRY", rows: [Row(rule: "C-52", object: waybill, person: "out", cents: 50_000, day: "2026-12-22")]))
            }
            try compare(batches.filter { !$0.isVoid }.flatMap(\.rows).filter { $0.state != "CANCELLED" }, s, seed)
        }
    }

    /// R-14, row by row and person by person.
    private func compare(_ rows: [Row], _ shop: Shop, _ seed: UInt64) throws {
        let sheet = try shop.store.read { try $0.liabilitySheet(try #require(Month("2026-12"))) }
        let shares = ["C-129", "C-130", "C-132"]
        let shown = try shop.sheet().filter { $0.state != CaseRecord.void && $0.state != "CANCELLED" }.map { Row($0, isShare: shares.contains($0["rule"].text)) }
        #expect(shown.map(\.text).sorted() == rows.map(\.text).sorted(), "seed \(seed)")
        #expect(sheet.entries.count == rows.count, "seed \(seed)")
        for (person, own) in Dictionary(grouping: rows, by: \.person) {
            let line = try #require(sheet.lines.first { $0.person == person }, "\(person)"), standing = own.filter { $0.state == "STANDING" }
            func sum(_ keep: (Row) -> Bool) -> Int { standing.filter(keep).reduce(0) { $0 + $1.cents } }
            #expect(line.monitorsMissed == standing.count { $0.rule == "C-128" } && line.waiting == own.count - standing.count, "seed \(seed) \(person)")
            #expect(line.fines.cents == sum { !$0.isCredit && !$0.isShare } && line.shares.cents == sum { !$0.isCredit && $0.isShare } && line.rewards.cents == sum(\.isCredit), "seed \(seed) \(person)")
            #expect(line.net.cents == sum(\.isCredit) - sum { !$0.isCredit }, "seed \(seed) \(person)")
        }
        #expect(sheet.lines.count == Set(rows.map(\.person)).count, "seed \(seed)")
        let isSound = try shop.isSound()
        #expect(isSound, "seed \(seed)")
    }

    private static let shipment: [String: Value] = [
        "sender": "王掌柜", "senderPhone": "13900001111", "senderAddress": "中山路1号", "receiver": "李先生", "phone": "13911112222", "address": "人民路1号", "province": "河南", "city": "郑州",
        "goods": "衣服", "weight": "2", "freight": "20", "idChecked": true, "opened": true, "xRayed": true,
    ]
}

extension CourierMoneyPropertyTests.Row {
    /// As the file keeps it.
    init(_ record: CaseRecord, isShare: Bool) {
        let digits = record["amount"].text.filter { $0 != "." }
        self.init(
            rule: record["rule"].text, object: record["object"].text, person: record["person"].text, cents: Int(digits) ?? -1, isCredit: record["side"] == "credit", isShare: isShare, state: record.state,
            day: record["date"].text)
    }
}
