import Dispatching
import Exchange
import Testing

/// Readings of what the manual leaves open that no story needs on its way.
@Suite struct ReadingTests {
    @Test("Q-45: the list of causes breaks off after three; a shop's own layer adds to it, and the three stay")
    func causes() throws {
        let layer = """
            playbook: our-shop
            extends: home-goods
            version: "1"
            title: {zh: 我店, en: our shop}
            forms:
              installProblem:
                fields: {cause: {options: {add: [{value: WALL_UNSAFE, zh: 墙体不能承重, en: wall cannot bear it}]}}}
            """
        let shop = try Shop(playbook: PlaybookFile.read(layer, file: "our-shop.yaml").playbook)
        try shop.installed("HT1", ending: "installProblem", ["cause": "WALL_UNSAFE", "result": "partly", "remark": "空心砖"])
        #expect(try shop.record("HT1/P1")["cause"] == "WALL_UNSAFE")
        let offered = try shop.manual.playbook.form(for: "installProblem")?.field("cause")?.choices.map(\.value) ?? []
        #expect(Set(["DESIGN_BLOCKS", "DESIGN_DIFFERS", "SALES_MISMATCH"]).isSubset(of: offered), "A-72, A-73, A-74")
    }

    @Test("Q-43 Q-48: chapter numbers that repeat or skip lose no rule, and none stands twice", arguments: ["home-goods", "decoration", "appliance", "furniture"])
    func numbers(trade: String) throws {
        let playbook = try PlaybookFile.builtIn(trade).playbook
        #expect(Set(playbook.rules.map(\.id)).count == playbook.rules.count)
        #expect(PlaybookCheck.issues(in: playbook).filter { $0.severity == .error }.isEmpty)
    }
}
