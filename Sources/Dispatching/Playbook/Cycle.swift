/// How often a duty comes round, counted from the day on which its rule opens (F-28).
public struct Cycle: Hashable, Sendable {
    public enum Unit: String, Sendable { case days = "d", months = "mo" }

    public let every: Int
    public let unit: Unit
    /// How many days before its date it is shown.
    public let lead: Int
    /// After that often it ends; `nil`: it goes on.
    public let times: Int?
    /// Rounds that fall on a multiple of this are left to another rule: the full check of the year takes the place of a quarter's visit.
    public let except: Int?
    /// Every working day has a round of its own, whether the one before was done or not, from so many days after the first; due at that time of
    /// the day. `nil`: a round comes when the one before was done.
    public let daily: Daily?

    public struct Daily: Hashable, Sendable {
        public let from: Int
        public let at: ClockTime
    }

    public init(every: Int, unit: Unit, lead: Int, times: Int?, except: Int?) {
        self.every = every
        self.unit = unit
        self.lead = lead
        self.times = times
        self.except = except
        daily = nil
    }

    /// - Parameter first: 0 is the day on which it begins.
    init(daysFrom first: Int, by time: ClockTime) {
        every = 1
        unit = .days
        lead = 0
        times = nil
        except = nil
        daily = Daily(from: first, at: time)
    }

    /// The number of the round that was done `count` times before, skipping those that are left out; `nil` when there is none any more.
    func round(after count: Int) -> Int? {
        guard times.map({ count < $0 }) ?? true else { return nil }
        guard let except, except > every, except % every == 0 else { return count + 1 }
        let each = except / every
        return count + count / (each - 1) + 1
    }

    /// The date of a round, from 1. A month that has no such day ends earlier: 31 Jan, 28 Feb, 31 Mar.
    public func date(of round: Int, from start: LocalDay) -> LocalDay {
        switch unit {
        case .days: return start + every * round
        case .months: return start.adding(months: every * round) ?? start
        }
    }
}

extension Cycle {
    /// `90d`, `3mo`.
    init?(_ text: String, lead: Int, times: Int?, except: Int?) {
        let digits = text.prefix { $0.isNumber }
        guard let every = Int(digits), every > 0, let unit = Unit(rawValue: String(text.dropFirst(digits.count))) else { return nil }
        self.init(every: every, unit: unit, lead: lead, times: times, except: except)
    }
}
