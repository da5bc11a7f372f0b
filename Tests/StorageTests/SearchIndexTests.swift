import Desk
import Dispatching
import Storage
import Testing

/// The index answers what the table answers, whoever wrote meanwhile.
@Suite struct SearchIndexTests {
    static let queries = ["张", "伟", "张伟", "zhang", "zw", "z", "欧阳", "ouyang", "1", "13", "0007", "ht", "ht1", "路1", "路 12", "人民 张", "z9q", "单雅"]

    private func agree(_ store: Store, _ now: Instant, _ when: String) throws {
        for query in Self.queries {
            for limit in [3, 1000] {
                let plain = try store.read { try $0.orders(query: query, states: [], now: now, limit: limit) }
                #expect(try store.orders(query: query, now: now, limit: limit) == plain, "\(when): \(query)")
                guard let last = plain.last else { continue }
                let next = try store.read { try $0.orders(query: query, states: [], now: now, limit: limit, after: .before(last.id)) }
                #expect(try store.orders(query: query, now: now, limit: limit, after: .before(last.id)) == next, "\(when), next window: \(query)")
            }
        }
    }

    @Test("an index of many cases agrees with the table: made, after other desks' changes, after an undo")
    func agrees() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 0)
        var random = SystemRandomNumberGenerator()
        let names = ["张伟", "张玮", "李娜", "欧阳娜娜", "单雅芳", "王小明", "曾志伟", "Zoe Wang"]
        func draft(_ n: Int) -> OrderDraft {
            var draft = Scratch.draft(n)
            draft.fields["customer"] = .string(names.randomElement(using: &random) ?? "")
            draft.fields["phone"] = .string("139" + String(Int.random(in: 10_000_000...99_999_999, using: &random)))
            draft.fields["address"] = .string(["人民路", "解放路", "中山大道"][n % 3] + "\(Int.random(in: 1...30, using: &random))号")
            return draft
        }
        try desk.batch((1...900).map { .receive(draft($0)) })
        try agree(store, desk.clock(), "before the index")
        try store.prepareSearch()
        try agree(store, desk.clock(), "made")
        // Another process: an order that comes, and one that changes its name.
        let elsewhere = Desk(store: try Store(path: scratch.path()), person: desk.person, clock: desk.clock)
        try elsewhere.perform(.receive(draft(2000)))
        let changed = try #require(try store.read { try $0.record(kind: .order, number: "HT5") })
        try elsewhere.perform(.amend(changed.id, version: changed.version, ["customer": "单雅文"]))
        #expect(try store.orders(query: "单雅文", now: desk.clock(), limit: 9).map(\.number) == ["HT5"])
        #expect(try store.orders(query: "ht2000", now: desk.clock(), limit: 9).count == 1)
        try agree(store, desk.clock(), "another desk")
        try elsewhere.perform(.undo)
        #expect(try store.orders(query: "单雅文", now: desk.clock(), limit: 9).isEmpty)
        try agree(store, desk.clock(), "undone")
    }
}
