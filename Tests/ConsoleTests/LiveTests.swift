import Synchronization
import Testing

@testable import Console

/// What other desks write shows by itself.
@MainActor
struct LiveTests {
    /// Everything at once, and the poll when it is asked for.
    private final class PolledWorker: Worker {
        private let job = Mutex<(@Sendable () -> Void)?>(nil)

        func run(after seconds: Double, _ job: @escaping @Sendable () -> Void) { job() }
        func runBeside(_ job: @escaping @Sendable () -> Void) { job() }
        func `repeat`(every milliseconds: Int, _ job: @escaping @Sendable () -> Void) { self.job.withLock { $0 = job } }
        func finish() {}
        func poll() { job.withLock { $0 }?() }
    }

    @Test func whatIsWrittenBetweenTheFirstReadingAndTheFirstPollIsNews() throws {
        let shop = try TestShop.busy()
        let worker = PolledWorker()
        let screen = try Screen(shop, worker: worker)
        screen.press("2")
        for (number, name) in [("HT-7001", "仇大海"), ("HT-7002", "解小明")] {
            try shop.receive(number, name, phone: "13933334444", address: "解放路2号")
            screen.settle()
            #expect(!screen.has(name))
            worker.poll()
            screen.settle()
            #expect(screen.has(name))
        }
    }
}
