import Desk
import Dispatching
import Foundation
import Storage

import Simulation

/// A simulated shop in a file of its own, thrown away at the end.
final class LivedShop: Sendable {
    let store: Store
    let summary: Simulation.Summary
    private let folder: URL

    init(_ options: Simulation.Options) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("simulation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(path: folder.appendingPathComponent("shop.paidan").path, mode: .create)
        summary = try Simulation.run(store: store, options: options)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    static func options(days: Int = 9, ordersPerDay: Int = 4, seed: UInt64 = 7) -> Simulation.Options {
        Simulation.Options(days: days, ordersPerDay: ordersPerDay, seed: seed, end: LocalDay("2026-03-31")!)
    }

    /// Sixty working days of a small shop, lived once for all tests that only look.
    static let season = Result { try LivedShop(options(days: 60, ordersPerDay: 6, seed: 11)) }

    /// What several tests look at, read once.
    static let seasonJournal = Result { try season.get().journal() }
    static let seasonDuties = Result { try season.get().duties() }

    func journal() throws -> [JournalEntry] { try store.read { try $0.log(limit: Int.max) } }
    func cases(_ kind: CaseKind) throws -> [CaseRecord] { try store.read { try $0.cases(kind: kind) } }
    /// Every duty that ever was.
    func duties() throws -> [DutyRow] {
        var filter = DutyFilter()
        filter.includeClosed = true
        filter.limit = Int.max
        return try store.read { try $0.dutyRows(filter) }
    }
    func manual() throws -> Manual { try Desk(store: store, person: .console, clock: { self.summary.ended }).manual() }
}
