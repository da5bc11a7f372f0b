import Synchronization

/// The line between long background work and the dialog that shows it: how far it is, and whether it shall stop.
final class LongWork: Sendable {
    private struct State {
        var text = ""
        var isCancelled = false
    }

    private let state = Mutex(State())
    private let changed: @Sendable () -> Void

    init(changed: @escaping @Sendable () -> Void = {}) { self.changed = changed }

    /// Shows how far the work is, from any thread.
    func report(_ text: String) {
        state.withLock { $0.text = text }
        changed()
    }

    var text: String { state.withLock { $0.text } }

    /// The work looks here now and then and throws `CancellationError` when it is true.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }
    func cancel() { state.withLock { $0.isCancelled = true } }
}
