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

    static func options(days: Int = 12, ordersPerDay: Int = 8, seed: UInt64 = 7) -> Simulation.Options {
        Simulation.Options(days: days, ordersPerDay: ordersPerDay, seed: seed, end: LocalDay("2026-03-31")!)
    }

    /// One month of a small shop, lived once for all tests that only look.
    static let month = Result { try LivedShop(options(days: 27, ordersPerDay: 14, seed: 11)) }

    func journal() throws -> [JournalEntry] { try store.read { try $0.log(limit: Int.max) } }
    func cases(_ kind: CaseKind) throws -> [CaseRecord] { try store.read { try $0.cases(kind: kind) } }
    func manual() throws -> Manual { try Desk(store: store, person: .console, clock: { self.summary.ended }).manual() }
}
