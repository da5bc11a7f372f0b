import Dispatching
import Testing

/// Money, weights and lengths are whole numbers of their smallest unit, read from text and written back exactly.
@Suite struct AmountTests {
    @Test("text in, text out, nothing lost", arguments: [("0", "0.00"), ("8.6", "8.60"), ("860", "860.00"), ("0.01", "0.01"), ("007.50", "7.50"), ("1.500", "1.50"), ("10000000000", "10000000000.00")])
    func exact(text: String, written: String) throws {
        #expect(try #require(Money(text)).description == written)
    }

    @Test("what is no plain decimal, or finer than a cent, is no amount", arguments: ["", " ", ".", "5.", ".5", "-1", "+1", "1,000", "1e3", "0.005", "12.345", "１２", "abc", "1.2.3", "10000000000.01", "99999999999999999999"])
    func refused(text: String) { #expect(Money(text) == nil) }

    @Test("a size has three sides above zero, to a millimetre")
    func sizes() throws {
        let size = try #require(PieceSize("60.5x50×40"))
        #expect(size.longest.description == "60.5" && size.sum.description == "150.5" && size.description == "60.5x50.0x40.0")
        for text in ["60x50", "60x50x40x30", "60x50x0", "60x50x", "60x50x4.55", "x60x50x40", "60 50 40", "a x b x c", "10001x1x1"] { #expect(PieceSize(text) == nil, "\(text)") }
    }

    /// The rates of the manual, or others, without any file.
    static func tariffs(_ terms: [String: [String: Value]]) throws -> Tariffs {
        let groups = terms.mapValues { Value.array($0.map { ["term": .string($0.key), "is": $0.value, "rule": "C-00"] }) }
        return try PlaybookReader.read(["playbook": "t", "version": "1", "title": "t", "tariffs": .object(groups)]).tariffs
    }

    @Test("a figure that is missing is named, one that cannot be read stops the playbook")
    func figures() throws {
        let none = try Self.tariffs([:])
        #expect(none.isEmpty)
        #expect(throws: Refusal.tariffMissing("cod.percent")) { try none.cod(Money(units: 100)) }
        for (group, term, value) in [
            ("cod", "percent", Value.string("x")), ("cod", "percent", 101), ("cod", "least", .string("-1")), ("cod", "least", .string("1.005")), ("cod", "nothing", 1),
            ("heavy", "charged", "half"), ("cutOff", "time", "25:00"), ("return", "hold", "3d"), ("volumetric", "divisor", 0), ("transit", "step", 0),
        ] {
            #expect(throws: PlaybookIssues.self, "\(group).\(term) \(value)") { try Self.tariffs([group: [term: value]]) }
        }
    }

    @Test("Q-20: the whole weight or the excess, as the playbook says")
    func heavy() throws {
        let whole = try Self.tariffs(["heavy": ["over": 50, "perKilogram": 3, "charged": "whole"]])
        let excess = try Self.tariffs(["heavy": ["over": 50, "perKilogram": 3, "charged": "excess"]])
        let weight = try #require(Weight("62"))
        #expect(try whole.heavy(weight).result.description == "186.00" && excess.heavy(weight).result.description == "36.00")
        let edge = try #require(Weight("50")), above = try #require(Weight("50.01"))
        #expect(try whole.heavy(edge).result == .zero && whole.heavy(above).result.description == "150.03" && excess.heavy(above).result.description == "0.03")
    }

    @Test("shares of any fine and any loss add up to it, and no two equal shares differ by more than a cent")
    func sums() throws {
        let t = try Self.tariffs(["complaint": ["post": 60], "monitor": ["fine": 10], "shared": ["part": 100]])
        for cents in Array(0...300) + [99_999, 100_001, 123_456_789] {
            let fine = Money(units: cents), split = try t.complaint(fine, missedByQuality: false).result
            #expect(split.post + split.quality == fine)
            #expect(abs(split.post.cents * 100 - cents * 60) <= 50, "to the nearest cent")
            for n in 1...9 {
                let shares = try t.shared(fine, among: (1...n).map { "p\($0)" }).result
                #expect(shares.reduce(Money.zero) { $0 + $1.amount } == fine && shares.count == n)
                let amounts = shares.map(\.amount.cents)
                #expect(amounts == amounts.sorted(by: >) && amounts[0] - amounts[n - 1] <= 1)
            }
        }
        for people in [[], ["a", "a"]] as [[String]] { #expect(throws: Refusal.self) { try t.shared(Money(units: 100), among: people) } }
    }
}
