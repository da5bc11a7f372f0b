import Desk
import Dispatching
import Storage
import Testing

import Simulation

@Suite("A simulated life")
struct SimulationTests {
    @Test("The same seed writes the same journal, another seed another one")
    func seeds() throws {
        let first = try LivedShop(LivedShop.options()).journal()
        #expect(try LivedShop(LivedShop.options()).journal() == first)
        #expect(try LivedShop(LivedShop.options(seed: 8)).journal() != first)
    }

    @Test("The desk refuses nothing that the simulated people do")
    func noRefusals() throws {
        let summary = try LivedShop.season.get().summary
        #expect(summary.refusals == [:], "\(summary.examples.joined(separator: "\n"))")
    }

    @Test("The file holds together: hash chain, tables, keys")
    func checked() throws {
        for result in try LivedShop.season.get().store.check() { #expect(result.ok, "\(result)") }
    }

    @Test("Time never runs backwards in the journal, and ends in the middle of a working day")
    func timeRunsOn() throws {
        let shop = try LivedShop.season.get()
        let moments = try LivedShop.seasonJournal.get().map(\.at).reversed()
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(moments.last.map { $0 <= shop.summary.ended } == true)
        #expect(try shop.manual().calendar.isOpen(at: shop.summary.ended))
    }

    @Test("A file with a history of its own is left alone")
    func notEmpty() throws {
        let shop = try LivedShop(LivedShop.options(days: 1))
        #expect(throws: Simulation.Failure.self) { try Simulation.run(store: shop.store, options: LivedShop.options()) }
    }

    @Test("Stopping keeps the days lived so far")
    func stopped() throws {
        let shop = try LivedShop(LivedShop.options(days: 3))
        #expect(shop.summary.days == 3)
        #expect(shop.summary.orders > 7)
    }
}
