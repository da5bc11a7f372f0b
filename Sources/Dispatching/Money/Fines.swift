/// A departed parcel whose waybill nobody has entered (F-07).
public enum EntryStanding: String, Hashable, Sendable {
    case inTime
    /// The last day on which it can still be entered.
    case lastDay
    case fined
}

public struct LateEntries: Hashable, Sendable {
    /// In the order asked.
    public let standings: [EntryStanding]
    public let fine: Money
}

/// Who bears a fine that a missed monitor led to (F-10), and what the missed item costs besides (F-09).
public struct ComplaintShares: Hashable, Sendable {
    public let post: Money
    public let quality: Money
    /// Owed by the post that owns the monitor.
    public let missedItem: Money
}

public struct RefusedOrders: Hashable, Sendable {
    public let fine: Money
    /// More than three times: the company may dismiss (C-136); nothing but a warning here.
    public let isWarning: Bool
}

/// A part of a loss that somebody bears.
public struct LossShare: Hashable, Sendable {
    /// Staff id.
    public let person: String
    public let amount: Money
}

/// What a danger that was found in time costs whom, and brings whom (F-14).
public struct DangerFound: Hashable, Sendable {
    public let fine: Money
    public let reward: Money
}

extension Tariffs {
    /// F-07: 500 CNY for each waybill not entered more than 5 days after its departure (C-52): day 6 fines, counted from the send scan's date.
    public func lateEntry(departed: [LocalDay], today: LocalDay) throws(Refusal) -> Reckoning<LateEntries> {
        var r = Reckoner(self)
        let fine = try r.money(.entryFine), days = try r.count(.entryDays)
        let standings = departed.map { day -> EntryStanding in
            let age = today.number - day.number
            return age > days ? .fined : age == days ? .lastDay : .inTime
        }
        for (day, standing) in zip(departed, standings) {
            r.step("entry.\(standing.rawValue)", ["departed": .string(day.description), "days": .int(today.number - day.number), "allowed": .int(days)])
        }
        let count = standings.count { $0 == .fined }
        r.times(fine, count)
        return r.done("F-07", LateEntries(standings: standings, fine: fine * count))
    }

    /// F-08: 2 CNY for each waybill whose routing header has the wrong form (C-82).
    public func header(_ waybills: Int) throws(Refusal) -> Reckoning<Money> { try each("F-08", .headerFine, waybills) }

    /// F-09: 10 CNY for each monitor of a day that was missed or looked at late (C-128, Q-52), to the post that owns it.
    public func missedMonitors(_ items: Int) throws(Refusal) -> Reckoning<Money> { try each("F-09", .monitorFine, items) }

    /// F-10: a fine that a missed monitor led to: 60 % the post, the rest quality control (C-129); all of it where quality control missed it.
    public func complaint(_ fine: Money, missedByQuality: Bool) throws(Refusal) -> Reckoning<ComplaintShares> {
        var r = Reckoner(self)
        let percent = try r.percent(.complaintPost), item = try r.money(.monitorFine)
        let post = missedByQuality ? .zero : fine.share(percent)
        let shares = ComplaintShares(post: post, quality: fine - post, missedItem: item)
        r.step(missedByQuality ? "allQuality" : "split", [
            "fine": fine.value, "percent": .string(Reckoner.text(percent: percent)), "post": post.value, "quality": shares.quality.value,
        ])
        r.step("besides", ["item": item.value])
        return r.done("F-10", shares)
    }

    /// F-11: 5 CNY for each call that was not answered in time and was complained of (C-131).
    public func unansweredCalls(_ cases: Int) throws(Refusal) -> Reckoning<Money> { try each("F-11", .callFine, cases) }

    /// F-12: 100 CNY for each reasonable order that was refused (C-135); a warning from the fourth on (C-136).
    public func refusedOrders(_ cases: Int) throws(Refusal) -> Reckoning<RefusedOrders> {
        try Tariffs.check(cases, "cases")
        var r = Reckoner(self)
        let fine = try r.money(.refusalFine), most = try r.count(.refusalWarning)
        r.times(fine, cases)
        if cases > most { r.step("warning", ["cases": .int(cases), "most": .int(most)]) }
        return r.done("F-12", RefusedOrders(fine: fine * cases, isWarning: cases > most))
    }

    /// F-13: a loss whose author cannot be found, in equal shares (C-132). What does not divide goes cent by cent to the first by staff id.
    ///
    /// - Parameter people: staff ids, each once.
    public func shared(_ loss: Money, among people: [String]) throws(Refusal) -> Reckoning<[LossShare]> {
        let sorted = people.sorted()
        guard !sorted.isEmpty, Set(sorted).count == sorted.count else { throw .badFigure("people", people.joined(separator: " ")) }
        var r = Reckoner(self)
        let borne = loss.share(try r.percent(.sharedPart))
        let (whole, rest) = borne.cents.quotientAndRemainder(dividingBy: sorted.count)
        let shares = sorted.enumerated().map { LossShare(person: $1, amount: Money(units: whole + ($0 < rest ? 1 : 0))) }
        r.step("shared", ["loss": borne.value, "people": .int(sorted.count), "share": Money(units: whole).value, "rest": .int(rest)])
        return r.done("F-13", shares)
    }

    /// F-14: the person at fault pays the loss that was prevented, the finder gets half of that fine (C-133, Q-29).
    public func danger(_ expectedLoss: Money) throws(Refusal) -> Reckoning<DangerFound> {
        var r = Reckoner(self)
        let fine = expectedLoss.share(try r.percent(.dangerFine)), percent = try r.percent(.dangerReward), reward = fine.share(percent)
        r.step("danger", ["loss": expectedLoss.value, "fine": fine.value, "percent": .string(Reckoner.text(percent: percent)), "reward": reward.value])
        return r.done("F-14", DangerFound(fine: fine, reward: reward))
    }

    /// F-15: 30 % of what the headquarters pays for a complaint that was won, to whoever brought it (C-134).
    public func outside(_ reward: Money) throws(Refusal) -> Reckoning<Money> { try part("F-15", .outsideReward, of: reward) }

    /// F-16: a personal fault costs the whole of the real loss (C-130, C-69).
    public func fault(_ loss: Money) throws(Refusal) -> Reckoning<Money> { try part("F-16", .faultPart, of: loss) }

    private func each(_ formula: String, _ name: Name, _ count: Int) throws(Refusal) -> Reckoning<Money> {
        try Tariffs.check(count, "cases")
        var r = Reckoner(self)
        let fine = try r.money(name)
        r.times(fine, count)
        return r.done(formula, fine * count)
    }

    private func part(_ formula: String, _ name: Name, of amount: Money) throws(Refusal) -> Reckoning<Money> {
        var r = Reckoner(self)
        let percent = try r.percent(name), share = amount.share(percent)
        r.step("share", ["amount": amount.value, "percent": .string(Reckoner.text(percent: percent)), "share": share.value])
        return r.done(formula, share)
    }

    private static func check(_ count: Int, _ name: String) throws(Refusal) {
        guard (0...1_000_000).contains(count) else { throw .badFigure(name, String(count)) }
    }
}

extension Reckoner {
    mutating func times(_ fine: Money, _ count: Int) {
        step("times", ["fine": fine.value, "count": .int(count), "sum": (fine * count).value])
    }
}
