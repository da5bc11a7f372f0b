import Desk
import Dispatching
import Testing

@testable import Storage

/// The index answers what the table answers, whoever wrote meanwhile.
@Suite struct SearchIndexTests {
    static let queries = ["张", "伟", "张伟", "zhang", "zw", "z", "欧阳", "ouyang", "1", "13", "0007", "ht", "ht1", "路1", "路 12", "人民 张", "z9q", "单雅"]

    /// - Parameter plain: the same file, without an index.
    private func agree(_ store: Store, _ plain: Store, _ now: Instant, _ when: String) throws {
        for query in Self.queries {
            let all = try plain.orders(query: query, now: now, limit: 2000)
            let scan = try store.read { try $0.orders(query: query, states: [], now: now, limit: 2000) }
            #expect(Set(all) == Set(scan) && all.count == scan.count, "\(when): \(query)")
            for limit in [3, 1000] {
                #expect(try store.orders(query: query, now: now, limit: limit) == Array(all.prefix(limit)), "\(when): \(query)")
                let next = Array(all.dropFirst(limit).prefix(limit))
                #expect(try store.orders(query: query, now: now, limit: limit, after: .skipping(limit)) == next, "\(when), next window: \(query)")
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
        let plain = try Store(path: scratch.path())
        try agree(store, plain, desk.clock(), "before the index")
        try store.prepareSearch()
        try agree(store, plain, desk.clock(), "made")
        // Another process: an order that comes, and one that changes its name.
        let elsewhere = Desk(store: try Store(path: scratch.path()), person: desk.person, clock: desk.clock)
        try elsewhere.perform(.receive(draft(2000)))
        let changed = try #require(try store.read { try $0.record(kind: .order, number: "HT5") })
        try elsewhere.perform(.amend(changed.id, version: changed.version, ["customer": "单雅文"]))
        #expect(try store.orders(query: "单雅文", now: desk.clock(), limit: 9).map(\.number) == ["HT5"])
        #expect(try store.orders(query: "ht2000", now: desk.clock(), limit: 9).count == 1)
        try agree(store, plain, desk.clock(), "another desk")
        try elsewhere.perform(.undo)
        #expect(try store.orders(query: "单雅文", now: desk.clock(), limit: 9).isEmpty)
        try agree(store, plain, desk.clock(), "undone")
    }

    @Test("a number is found without its hyphen, and only where it stands so")
    func withoutHyphen() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 0)
        for number in ["HT2611-0012", "HT26110-013"] { try desk.perform(.receive(OrderDraft(number: number, fields: Scratch.draft(1).fields, lines: []))) }
        try store.prepareSearch()
        for (query, found) in [("ht26110012", ["HT2611-0012"]), ("HT26110013", ["HT26110-013"]), ("ht2611", ["HT26110-013", "HT2611-0012"]), ("ht26110014", []), ("26110012", ["HT2611-0012"])] {
            #expect(try store.orders(query: query, now: desk.clock(), limit: 9).map(\.number) == found, "\(query)")
        }
    }

    @Test("who is called so comes before those who live in such a street, however many they are; equally good ones newest first")
    func ranked() throws {
        let scratch = try Scratch()
        let (store, desk) = try scratch.shop(orders: 0)
        func draft(_ n: Int, _ name: String, _ phone: String) -> OrderDraft {
            var draft = Scratch.draft(n)
            draft.fields["customer"] = .string(name)
            draft.fields["phone"] = .string(phone)
            draft.fields["address"] = "文三路1号2单元301室"
            return draft
        }
        try desk.batch([.receive(draft(1, "单雅芳", "13900000001")), .receive(draft(2, "王单", "13900000002"))])
        try desk.batch((3...450).map { .receive(draft($0, "李雷", "1370000" + String(1000 + $0))) })
        try desk.batch([.receive(draft(451, "单", "13800001003")), .receive(draft(452, "单子", "13900000003"))])
        for isWhole in [false, true] {
            if isWhole { try store.prepareSearch() }
            func names(_ query: String) throws -> [String] { try store.find(query, now: desk.clock(), limit: 5).map(\.row.customer) }
            #expect(try names("单") == ["单", "单子", "单雅芳", "王单", "李雷"])
            #expect(try names("syf") == ["单雅芳"] && names("shan").prefix(3) == ["单", "单子", "单雅芳"])
            #expect(try store.find("1003", now: desk.clock(), limit: 2).map(\.row.phone) == ["13800001003", "13700001003"], "tails: newest first")
            #expect(try store.find("HT7/D1", now: desk.clock(), limit: 5).first?.row.number == "HT7")
            #expect(try store.find("单 14", now: desk.clock(), limit: 1).first?.distance == SearchRank.worst + 1, "an address and the end of a number")
            #expect(try store.orders(query: "单", now: desk.clock(), limit: 3, after: .skipping(2)).map(\.customer) == ["单雅芳", "王单", "李雷"])
        }
    }

    @Test("a code is found only where its word stands")
    func codes() {
        // 3,000 characters: those of one byte, of two and of three.
        let characters = (0..<3000).map { String(UnicodeScalar(0x4E00 + UInt32($0))!) }
        var code = SearchCode([characters.prefix(10).joined()])
        var bytes: [UInt8] = []
        code.learn(characters.joined(), into: &bytes)
        #expect(code.bytes(of: "\u{9FA5}") == nil)
        var end = 0
        for (place, character) in characters.enumerated() {
            let word = code.bytes(of: character) ?? []
            let hit = bytes.withUnsafeBytes { SearchRank.find(word, in: $0, from: 0) }
            #expect(hit == end, "\(place)")
            end += word.count
        }
        #expect(end == bytes.count && bytes.count < 3 * 3000)
    }
}
