extension WorkCalendar {
    /// When a span that starts at `start` ends, and why.
    ///
    /// **Minutes and hours** are counted by `clock`. `wall`: day and night, standing still 00:00-24:00 on
    /// rest days, so that a start on a rest day counts from the next working day's 00:00 (F-17, A-65).
    /// `open`: open hours only. The due time is the first moment at which the span is used up: 8 open hours
    /// end at closing, not at the next opening.
    ///
    /// **Calendar days** (`3d`) keep the time of day and are not moved by rest days (F-29: 5 Mar + 7 d =
    /// 12 Mar, a Sunday between). **Working days** (`3wd`) keep the time of day and land on a working day
    /// (F-18). Neither looks at the open hours; `clock` makes no difference to them.
    ///
    /// **Negative** spans walk backwards in the same clock.
    ///
    /// **Pauses** stop the span's own clock: paused time counts only where the clock would have run (for
    /// days: any time; for working days: working days, day and night), so that a pause on a rest day moves nothing.
    /// They may overlap, be in any order, and lie before the start; a pause with no end yet should end now.
    ///
    /// - Throws: `CalendarError`, all cases.
    public func due(
        from start: Instant, span: Span, clock: ClockKind, pauses: [Range<Instant>] = []
    ) throws(CalendarError) -> DueTrace {
        guard Instant.supported.contains(start) else { throw .momentOutOfRange(start) }
        guard span.isSupported else { throw .spanTooLong(span) }
        let direction: ClockWalk.Direction = span.amount < 0 ? .backwards : .forwards
        var steps = TraceSteps()
        let due: Instant
        switch span.unit {
        case .minutes, .hours:
            let seconds = abs(span.amount) * (span.unit == .hours ? 3600 : 60)
            let walk = ClockWalk(calendar: self, rule: CountingRule(clock), pauses: PauseList(pauses))
            due = try walk.spend(seconds, from: start, direction, into: &steps)
        case .days, .workdays:
            let target = try shift(start, by: span)
            let rule: CountingRule = span.unit == .days ? .everyDay : .workdays
            let walk = ClockWalk(calendar: self, rule: rule, pauses: PauseList(pauses))
            var paused = 0
            try walk.run(from: start, to: target) { step throws(CalendarError) in
                if step.kind == .pause { paused += step.seconds }
                steps.add(step, direction)
                return true
            }
            due = try walk.spend(paused, from: target, direction, into: &steps)
        }
        return DueTrace(due: due, steps: steps.inOrder)
    }

    /// What the clock did between two moments, in the order of time; empty when `end` is not after `start`.
    ///
    /// - Throws: `CalendarError.momentOutOfRange`
    public func trace(
        from start: Instant, to end: Instant, clock: ClockKind, pauses: [Range<Instant>] = []
    ) throws(CalendarError) -> [TraceStep] {
        for moment in [start, end] where !Instant.supported.contains(moment) { throw .momentOutOfRange(moment) }
        var steps = TraceSteps()
        guard start < end else { return [] }
        let walk = ClockWalk(calendar: self, rule: CountingRule(clock), pauses: PauseList(pauses))
        try walk.run(from: start, to: end) { step throws(CalendarError) in
            steps.add(step, .forwards)
            return true
        }
        return steps.inOrder
    }

    /// How much of the clock's time passes between two moments, in seconds; negative when `end` is the
    /// earlier one. The counterpart of `due`.
    ///
    /// - Throws: `CalendarError.momentOutOfRange`
    public func elapsed(
        from start: Instant, to end: Instant, clock: ClockKind, pauses: [Range<Instant>] = []
    ) throws(CalendarError) -> Int {
        for moment in [start, end] where !Instant.supported.contains(moment) { throw .momentOutOfRange(moment) }
        let walk = ClockWalk(calendar: self, rule: CountingRule(clock), pauses: PauseList(pauses))
        var counted = 0
        try walk.run(from: min(start, end), to: max(start, end)) { step throws(CalendarError) in
            if step.kind == .counted { counted += step.seconds }
            return true
        }
        return start <= end ? counted : -counted
    }

    /// The moment that many days from `start`, at the same time of day.
    private func shift(_ start: Instant, by span: Span) throws(CalendarError) -> Instant {
        guard span.amount != 0 else { return start }
        let day = zone.day(of: start)
        let target = span.unit == .days ? day + span.amount : try workday(day, shiftedBy: span.amount)
        return zone.instant(target, seconds: zone.secondsIntoDay(of: start))
    }
}
