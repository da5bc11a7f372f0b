internal import CTerminal
import Glibc
import Grid

/// Bytes on their way to becoming input, and the clock that decides when a lone ESC is the Escape key.
struct InputSource {
    var decoder = KeyDecoder()
    let escapeDelay: Duration
    /// Events that came while something else was awaited.
    var kept: [Event] = []
    /// When what the decoder holds back is taken as it stands.
    var deadline: ContinuousClock.Instant?
    var hungUp = false

    init(escapeDelay: Duration) { self.escapeDelay = escapeDelay }

    /// Cut sequences and characters get more time than a lone ESC: no key press looks like their beginning.
    private static let sequenceDelay: Duration = .milliseconds(500)
    /// A paste without an end: the end marker was lost on the way.
    private static let pasteDelay: Duration = .seconds(3)

    mutating func take(_ bytes: ArraySlice<UInt8>) -> [Event] {
        let inputs = decoder.feed(bytes)
        let delay: Duration? =
            switch decoder.waiting {
            case .nothing: nil
            case .escape: escapeDelay
            case .sequence: max(escapeDelay, Self.sequenceDelay)
            case .paste: Self.pasteDelay
            }
        deadline = delay.map { ContinuousClock.now + $0 }
        return inputs.map { .input($0) }
    }

    mutating func flushIfDue() -> [Event] {
        guard let due = deadline, ContinuousClock.now >= due else { return [] }
        deadline = nil
        return decoder.flush().map { .input($0) }
    }
}

extension Terminal {
    /// Waits for the next events, for at most `timeout` (nil: as long as it takes). Empty when the time is over.
    ///
    /// Everything that is there comes at once, in order, so that a burst of keys costs one picture.
    public func nextEvents(timeout: Duration?) -> [Event] {
        if !input.kept.isEmpty {
            defer { input.kept = [] }
            return input.kept
        }
        return poll(timeout: timeout)
    }

    /// The terminal's answer to a question for its cursor; other events are kept for `nextEvents`.
    func awaitCursorReport(timeout: Duration) -> Position? {
        let end = ContinuousClock.now + timeout
        while true {
            let left = ContinuousClock.now.duration(to: end)
            if left <= .zero { return nil }
            var found: Position?
            for event in poll(timeout: left) {
                if case .input(.cursorReport(let position)) = event { found = position } else { input.kept.append(event) }
            }
            if let found { return found }
        }
    }

    private func poll(timeout: Duration?) -> [Event] {
        let end = timeout.map { ContinuousClock.now + $0 }
        while true {
            let wait = [end, input.deadline].compactMap { $0 }.min()
            var descriptors = [
                pollfd(fd: input.hungUp ? -1 : ct_input_fd(), events: Int16(POLLIN), revents: 0),
                pollfd(fd: ct_signal_fd(), events: Int16(POLLIN), revents: 0),
                pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0),
            ]
            let ready = Glibc.poll(&descriptors, nfds_t(descriptors.count), Self.milliseconds(until: wait))
            var events: [Event] = []
            if ready > 0 {
                if descriptors[1].revents != 0 { events += signalEvents() }
                if descriptors[0].revents != 0 { events += inputEvents() }
                if descriptors[2].revents != 0, waker.drain() { events.append(.wake) }
            }
            events += input.flushIfDue()
            if !events.isEmpty { return events }
            if let end, ContinuousClock.now >= end { return [] }
        }
    }

    private func inputEvents() -> [Event] {
        var bytes = [UInt8](repeating: 0, count: 16384)
        let count = read(ct_input_fd(), &bytes, bytes.count)
        if count > 0 { return input.take(bytes[..<count]) }
        if count < 0 && (errno == EINTR || errno == EAGAIN) { return [] }
        // The other side of the line is gone.
        input.hungUp = true
        return [.terminate(signal: SIGHUP)]
    }

    private func signalEvents() -> [Event] {
        var events: [Event] = []
        var sizeMayDiffer = false
        var number = ct_signal_next()
        while number != 0 {
            switch number {
            case SIGWINCH:
                sizeMayDiffer = true
            case SIGTSTP:
                events.append(.suspendRequested)
            case SIGCONT:
                reenter()
                sizeMayDiffer = true
                events.append(.resumed)
            default:
                events.append(.terminate(signal: number))
            }
            number = ct_signal_next()
        }
        if sizeMayDiffer, let resize = takeResize() { events.append(resize) }
        return events
    }

    /// The keys that interrupt or stop a child signal us as well; that was not meant for us.
    func keepSignalsAfterLending() {
        input.kept += signalEvents().filter { event in
            switch event {
            case .terminate(signal: SIGINT), .terminate(signal: SIGQUIT), .suspendRequested: false
            default: true
            }
        }
    }

    /// For poll: -1 waits for ever; rounded up, so that a deadline has passed when poll comes back.
    private static func milliseconds(until end: ContinuousClock.Instant?) -> Int32 {
        guard let end else { return -1 }
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        guard seconds < 100_000 else { return 100_000_000 }
        return Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
