import Dispatch
import Synchronization

/// Where reads and writes run: one after the other, never on the thread that answers keys.
protocol Worker: Sendable {
    /// - Parameter seconds: not before that much time has passed.
    func run(after seconds: Double, _ job: @escaping @Sendable () -> Void)
    /// For long work, beside the serial line.
    func runBeside(_ job: @escaping @Sendable () -> Void)
    /// Calls `job` on the serial line every `milliseconds` until the worker is gone.
    func `repeat`(every milliseconds: Int, _ job: @escaping @Sendable () -> Void)
    /// Returns when everything asked for so far is done.
    func finish()
}

extension Worker {
    func run(_ job: @escaping @Sendable () -> Void) { run(after: 0, job) }
}

/// Unchecked: the timer is set once, before anything else sees the worker.
final class QueueWorker: Worker, @unchecked Sendable {
    private let queue = DispatchQueue(label: "paidan.worker", qos: .userInitiated)
    private var timer: (any DispatchSourceTimer)?

    func finish() { queue.sync {} }

    func run(after seconds: Double, _ job: @escaping @Sendable () -> Void) {
        if seconds > 0 { queue.asyncAfter(deadline: .now() + seconds, execute: job) } else { queue.async(execute: job) }
    }

    func runBeside(_ job: @escaping @Sendable () -> Void) { DispatchQueue.global(qos: .userInitiated).async(execute: job) }

    func `repeat`(every milliseconds: Int, _ job: @escaping @Sendable () -> Void) {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + .milliseconds(milliseconds), repeating: .milliseconds(milliseconds), leeway: .milliseconds(50))
        timer.setEventHandler(handler: job)
        timer.resume()
        self.timer = timer
    }

    deinit { timer?.cancel() }
}

/// Runs everything at once, on the caller's thread: tests see the end of a key press when it returns.
struct ImmediateWorker: Worker {
    func run(after seconds: Double, _ job: @escaping @Sendable () -> Void) { job() }
    func runBeside(_ job: @escaping @Sendable () -> Void) { job() }
    func `repeat`(every milliseconds: Int, _ job: @escaping @Sendable () -> Void) {}
    func finish() {}
}

/// Never comes to anything: for looking at a console that shows nothing.
struct RestingWorker: Worker {
    func run(after seconds: Double, _ job: @escaping @Sendable () -> Void) {}
    func runBeside(_ job: @escaping @Sendable () -> Void) {}
    func `repeat`(every milliseconds: Int, _ job: @escaping @Sendable () -> Void) {}
    func finish() {}
}

/// Numbers the requests of each key, so that an overtaken one is neither run nor answered.
final class Tickets: Sendable {
    private let latest = Mutex<[String: Int]>([:])

    func take(_ key: String) -> Int {
        latest.withLock { latest in
            latest[key, default: 0] += 1
            return latest[key] ?? 0
        }
    }

    func isLatest(_ key: String, _ ticket: Int) -> Bool { latest.withLock { $0[key] == ticket } }
}
