import Desk
import Dispatching
import Foundation
import Storage
import Testing

import Simulation

@Suite("The demo shop")
struct DemoShopTests {
    private func zone(_ text: String) throws -> Instant { try #require(Zone.shanghai.parse(text)) }

    @Test("The suggested moment is now on a working day, else 15:05 of the last working day", arguments: [
        ("2026-03-31T11:00", "2026-03-31T11:00"), ("2026-03-31T17:45", "2026-03-31T17:45"),
        ("2026-03-31T07:00", "2026-03-30T15:05"), ("2026-03-31T22:30", "2026-03-31T15:05"),
        ("2026-03-29T15:00", "2026-03-28T15:05"), ("2026-10-04T12:00", "2026-09-30T15:05"),
    ])
    func suggestedNow(_ now: String, _ expected: String) throws {
        #expect(try DemoShop.suggestedNow(zone(now)) == zone(expected))
    }

    @Test("The tour has its training day at 15:05 of the last working day on which that hour has come", arguments: [
        ("2026-03-31T10:12", "2026-03-30T15:05"), ("2026-03-31T15:04", "2026-03-30T15:05"), ("2026-03-31T15:05", "2026-03-31T15:05"), ("2026-03-31T23:30", "2026-03-31T15:05"),
        ("2026-03-29T15:30", "2026-03-28T15:05"), ("2026-10-04T12:00", "2026-09-30T15:05"),
    ])
    func tourMoment(_ now: String, _ expected: String) throws {
        #expect(try DemoShop.tourMoment(zone(now)) == zone(expected))
    }

    @Test("Tomorrow's runs are there to be made, with work for both and some kept out", arguments: ["2026-03-31T15:05", "2026-03-31T17:45"])
    func ready(_ text: String) throws {
        let now = try zone(text)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString).paidan").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let summary = try DemoShop.create(path: path, now: now, days: 11)
        #expect(summary.refusals == [:], "\(summary.examples.joined(separator: "\n"))")
        let store = try Store(path: path)
        defer { try? store.close() }
        let desk = try Desk(store: store, login: DemoShop.login, clock: { now })
        let tomorrow = try desk.manual().calendar.nextWorkday(after: Zone.shanghai.day(of: now))
        for (kind, plenty) in [(CaseKind.deliveryRun, 20...32), (.installRun, 10...25)] {
            #expect(try store.read { try $0.record(kind: kind, number: tomorrow.description)?.state } != "PUBLISHED")
            try desk.perform(.openRun(kind, tomorrow))
            let board = try #require(try desk.board(kind, tomorrow))
            #expect(plenty.contains(board.input.entries.count), "\(kind) \(board.input.entries.count)")
            #expect(board.input.entries.contains { !$0.isEligible })
        }
        #expect(desk.person.roles.count >= 8)
    }
}
