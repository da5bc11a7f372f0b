/// When a parcel may go back (F-26). Both timers run for themselves; neither waits for the other.
public struct ReturnTimers: Hashable, Sendable {
    /// No clear reply by then: it may go back. `nil`: the sending branch was never notified, so it may not (C-102 c).
    public let noReply: Instant?
    /// The customer's hold is over by then.
    public let holdEnds: Instant?
}

extension Tariffs {
    /// F-25: the day on which an arrived transit parcel goes on: the same before 14:00, the next from 14:00 on (C-11, Q-18). Rest days shift nothing.
    public func transitDay(of arrival: Instant, _ zone: Zone) throws(Refusal) -> Reckoning<LocalDay> {
        var r = Reckoner(self)
        let cutOff = try r.time(.cutOff), time = zone.timeOfDay(of: arrival), day = zone.day(of: arrival)
        let isBefore = time < cutOff
        let due = isBefore ? day : day + 1
        r.step(isBefore ? "sameDay" : "nextDay", ["arrival": .string(time.description), "cutOff": .string(cutOff.description), "day": .string(due.description)])
        return r.done("F-25", due)
    }

    /// F-26: 72 h from the notice without a clear reply, 72 h from the beginning of a hold, by the wall clock (C-101, C-103, Q-01, Q-63).
    public func returnTimers(notified: Instant?, hold: Instant?, _ zone: Zone) throws(Refusal) -> Reckoning<ReturnTimers> {
        var r = Reckoner(self)
        func end(_ from: Instant?, _ span: Span, _ key: String) -> Instant? {
            guard let from else { return nil }
            let end = from + span.amount * 3600
            r.step(key, ["from": .string(zone.iso(from)), "hours": .int(span.amount), "until": .string(zone.iso(end))])
            return end
        }
        let timers = ReturnTimers(noReply: end(notified, try r.span(.noReply), "noReply"), holdEnds: end(hold, try r.span(.hold), "hold"))
        return r.done("F-26", timers)
    }
}
