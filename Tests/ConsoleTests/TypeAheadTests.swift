import Dispatching
import Foundation
import Storage
import Synchronization
import Testing

@testable import Console

/// Background work that is done only when the test says so: a slow disk.
final class SteppedWorker: Worker {
    private let jobs = Mutex<[@Sendable () -> Void]>([])

    func run(after seconds: Double, _ job: @escaping @Sendable () -> Void) { jobs.withLock { $0.append(job) } }
    func runBeside(_ job: @escaping @Sendable () -> Void) { job() }
    func `repeat`(every milliseconds: Int, _ job: @escaping @Sendable () -> Void) {}
    func finish() {}

    /// Does what was asked for so far.
    func step() {
        let taken = jobs.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
        for job in taken { job() }
    }
}

/// Keys that are faster than the file.
@MainActor
struct TypeAheadTests {
    private func steps(_ screen: Screen, _ worker: SteppedWorker, _ count: Int = 6) {
        for _ in 0..<count {
            worker.step()
            screen.settle()
        }
    }

    @Test func keysBeforeTheFirstReadingWaitForTheListAndAreAnsweredInOrder() throws {
        let shop = try TestShop.busy()
        for n in 1...3 { try shop.receive("HT-400\(n)", "客户\(n)", phone: "1382222000\(n)", address: "路\(n)号") }
        let worker = SteppedWorker()
        let screen = try Screen(shop, worker: worker)
        screen.press("7a<Enter>")
        #expect(!screen.has("没有要发的"))
        #expect(screen.has("先记下 2 个键"))
        steps(screen, worker)
        #expect(screen.has("4 条都已发出"))
        let pane = try #require(screen.app.current as? OutboxPane)
        #expect(pane.due.marks.count == 4)
    }

    @Test(arguments: ["1", "4", "6"]) func spaceMarksTheFirstRowOfAListThatComesLater(pane: String) throws {
        let worker = SteppedWorker()
        let shop = try TestShop.busy()
        let screen = try Screen(shop, worker: worker)
        screen.press(pane + "<Space>")
        #expect(!screen.has("! 没有"))
        let waits = screen.app.held.count
        #expect(waits == 1)
        steps(screen, worker)
        #expect(screen.app.held.isEmpty)
        if pane == "1" { #expect(screen.has("已标 1 条")) }
    }

    @Test func escapeDropsTheWaitingKeysAndControlQLeavesAtOnce() throws {
        let worker = SteppedWorker()
        let screen = try Screen(TestShop.busy(), worker: worker)
        screen.press("7a<Esc>")
        #expect(screen.app.held.isEmpty)
        steps(screen, worker)
        let pane = try #require(screen.app.current as? OutboxPane)
        #expect(pane.due.marks.isEmpty)
        let other = try Screen(TestShop.busy(), worker: SteppedWorker())
        other.press("7a<C-q>")
        #expect(other.app.ending == 0)
    }

    /// A jump to another pane's row: Enter typed at once must not hit the row that was selected there before.
    @Test func keysAfterAJumpWaitForTheRowThatWasJumpedTo() throws {
        let shop = try TestShop.busy()
        for n in 1...3 { try shop.receive("HT-400\(n)", "客户\(n)", phone: "1382222000\(n)", address: "路\(n)号") }
        let worker = SteppedWorker()
        let screen = try Screen(shop, worker: worker)
        screen.press("7")
        steps(screen, worker)
        let id = try shop.id(.order, "HT-4003")
        screen.app.goTo(.outbox, .record(id))
        screen.press("<Enter>")
        #expect(screen.app.overlays.isEmpty)
        steps(screen, worker)
        #expect(screen.has("13822220003"))
        #expect(screen.app.overlays.count == 1 && screen.has("已发给 客户3"))
    }

    @Test func aPaneWhoseFileWasHeldIsReadAgainByItself() throws {
        let worker = SteppedWorker()
        let screen = try Screen(TestShop.busy(), worker: worker)
        steps(screen, worker)
        let tries = Mutex(0)
        screen.app.load("callbacks", { _ -> Int in
            tries.withLock { $0 += 1 }
            throw StoreError.busy(path: "/x/shop.paidan")
        }) { (_: Int) in }
        worker.step()
        screen.settle()
        let complaint = screen.has("shop.paidan")
        #expect(complaint && screen.app.isReadingAgain)
        steps(screen, worker)
        #expect(!screen.app.isReadingAgain && !screen.has("shop.paidan"))
        #expect(screen.app.message == nil)
        #expect(tries.withLock { $0 } == 1)
    }

    @Test func anUnreadListOfCallbacksHasNoNumbersAboveIt() throws {
        let screen = try Screen(TestShop.busy(), worker: SteppedWorker())
        screen.press("6")
        #expect(!screen.has("该打"))
        #expect(screen.has("还没有读到"))
    }
}
