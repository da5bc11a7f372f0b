/// Walks along a calendar from one change of the clock's state to the next, forwards or backwards.
///
/// A second counts by what the wall clock shows in it, so an hour that the clock shows twice counts
/// twice and an hour that it skips does not count.
struct ClockWalk {
    enum Direction { case forwards, backwards }

    let calendar: WorkCalendar
    let rule: CountingRule
    let pauses: PauseList

    /// Two hundred years: whatever lies further from the start is not looked for.
    static let horizon = 73_050 * 86_400

    /// Goes from `start` until `limit`, step by step.
    ///
    /// - Parameter visit: is told each stretch; returns false to stop.
    func run(
        from start: Instant, to limit: Instant, visit: (TraceStep) throws(CalendarError) -> Bool
    ) throws(CalendarError) {
        var moment = start
        while moment < limit {
            let step = step(after: moment, limit: limit)
            guard try visit(step) else { return }
            moment = step.to
        }
        while moment > limit {
            let step = step(before: moment, limit: limit)
            guard try visit(step) else { return }
            moment = step.from
        }
    }

    /// Goes from `start` until that much time has been counted.
    ///
    /// - Parameter budget: seconds to count, 0 or more.
    /// - Throws: `CalendarError.noOpenDay`, `.tooFar`
    func spend(
        _ budget: Int, from start: Instant, _ direction: Direction, into steps: inout TraceSteps
    ) throws(CalendarError) -> Instant {
        let sign = direction == .forwards ? 1 : -1
        var left = budget
        var restDays = 0
        var reached = start
        guard left > 0 else { return start }
        try run(from: start, to: start + sign * ClockWalk.horizon) { step throws(CalendarError) in
            var step = step
            if step.kind == .counted {
                if step.seconds > left {
                    if direction == .forwards { step.to = step.from + left } else { step.from = step.to - left }
                }
                left -= step.seconds
            }
            restDays = step.kind == .rest ? restDays + 1 : 0
            guard restDays <= WorkCalendar.searchLimit else {
                throw .noOpenDay(calendar: calendar.name, near: calendar.zone.day(of: start))
            }
            steps.add(step, direction)
            reached = direction == .forwards ? step.to : step.from
            return left > 0
        }
        guard left == 0 else { throw .tooFar(from: start) }
        return reached
    }

    private func step(after moment: Instant, limit: Instant) -> TraceStep {
        let (zone, clock) = (calendar.zone, reading(at: moment))
        var kind = clock.stretch.kind
        var end = moment + (clock.stretch.to - clock.seconds)
        if let change = zone.change(after: moment, before: end) { end = change }
        if kind == .counted {
            let pause = pauses.state(after: moment)
            if pause.isPaused { kind = .pause }
            if let until = pause.until { end = min(end, until) }
        }
        return TraceStep(from: moment, to: min(end, limit), kind: kind)
    }

    private func step(before moment: Instant, limit: Instant) -> TraceStep {
        let (zone, last) = (calendar.zone, moment - 1)
        let clock = reading(at: last)
        var kind = clock.stretch.kind
        var start = last - (clock.seconds - clock.stretch.from)
        if let change = zone.change(after: start, before: moment) { start = change }
        if kind == .counted {
            let pause = pauses.state(before: moment)
            if pause.isPaused { kind = .pause }
            if let since = pause.since { start = max(start, since) }
        }
        return TraceStep(from: max(start, limit), to: moment, kind: kind)
    }

    private func reading(at moment: Instant) -> (seconds: Int, stretch: (kind: TraceStep.Kind, from: Int, to: Int)) {
        let local = Int(moment.seconds) + calendar.zone.offset(at: moment)
        let day = floorDivide(local, 86_400)
        let seconds = local - day * 86_400
        return (seconds, rule.stretch(calendar.hours(on: LocalDay(number: day)), at: seconds))
    }
}

/// Collects steps, joining neighbours of one kind.
struct TraceSteps {
    private(set) var forwards: [TraceStep] = []
    private var backwards: [TraceStep] = []

    mutating func add(_ step: TraceStep, _ direction: ClockWalk.Direction) {
        switch direction {
        case .forwards:
            if let last = forwards.last, last.kind == step.kind {
                forwards[forwards.count - 1].to = step.to
            } else {
                forwards.append(step)
            }
        case .backwards:
            if let last = backwards.last, last.kind == step.kind {
                backwards[backwards.count - 1].from = step.from
            } else {
                backwards.append(step)
            }
        }
    }

    /// In the order of time.
    var inOrder: [TraceStep] { backwards.reversed() + forwards }
}
