/// The goods of an order, as its `lines` field holds them. Line states are those of LN in section 4.1 of the rules.
public struct OrderLines: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var no: Int
        public var sku: String
        public var product: String
        public var quantity: Int
        /// Volume of the whole line in litres.
        public var litres: Int
        /// Weight of the whole line in grams.
        public var grams: Int
        public var pieces: Int
        /// Product class; decides the skill that its installation asks for.
        public var productClass: String
        public var install: Bool
        public var state: String

        public init(
            no: Int, sku: String = "", product: String, quantity: Int = 1, litres: Int = 0, grams: Int = 0, pieces: Int = 1,
            productClass: String = "", install: Bool = true, state: String = "ORDERED"
        ) {
            self.no = no
            self.sku = sku
            self.product = product
            self.quantity = quantity
            self.litres = litres
            self.grams = grams
            self.pieces = pieces
            self.productClass = productClass
            self.install = install
            self.state = state
        }
    }

    public var all: [Line]

    public init(_ lines: [Line]) { all = lines }

    public init(_ record: CaseRecord) {
        all = (record["lines"].array ?? []).map { v in
            Line(
                no: v["no"].int ?? 0, sku: v["sku"].string ?? "", product: v["product"].string ?? "", quantity: v["qty"].int ?? 1,
                litres: v["l"].int ?? 0, grams: v["g"].int ?? 0, pieces: v["pcs"].int ?? 1, productClass: v["class"].string ?? "",
                install: v["install"].bool ?? true, state: v["state"].string ?? "ORDERED")
        }
    }

    public var value: Value {
        .array(
            all.map { l in
                var o: [String: Value] = ["no": .int(l.no), "product": .string(l.product), "qty": .int(l.quantity), "state": .string(l.state)]
                if !l.sku.isEmpty { o["sku"] = .string(l.sku) }
                if l.litres != 0 { o["l"] = .int(l.litres) }
                if l.grams != 0 { o["g"] = .int(l.grams) }
                if l.pieces != 1 { o["pcs"] = .int(l.pieces) }
                if !l.productClass.isEmpty { o["class"] = .string(l.productClass) }
                if !l.install { o["install"] = false }
                return .object(o)
            })
    }

    /// Whether the order has lines and all are in one of these states; asked after every stamp, and so without reading the lines whole.
    static func areAll(of record: CaseRecord, in states: [String]) -> Bool {
        guard let lines = record["lines"].array, !lines.isEmpty else { return false }
        return lines.allSatisfy { states.contains($0["state"].string ?? "ORDERED") }
    }

    public var litres: Int { all.reduce(0) { $0 + $1.litres } }
    public var grams: Int { all.reduce(0) { $0 + $1.grams } }
    public var pieces: Int { all.reduce(0) { $0 + $1.pieces * $1.quantity } }
    public var classes: Set<String> { Set(all.map(\.productClass)).subtracting([""]) }
    public var installClasses: Set<String> { Set(all.filter(\.install).map(\.productClass)).subtracting([""]) }

    /// `餐桌 椅子x4`; no multiplication sign, whose width terminals disagree on.
    public var summary: String { all.map { $0.quantity == 1 ? $0.product : "\($0.product)x\($0.quantity)" }.joined(separator: " ") }

    /// Moves the chosen lines (all when `nil`) that are in one of `from` to `to`; returns whether anything moved.
    mutating func move(from: Set<String>, to: String, only numbers: Set<Int>?, except: Bool) -> Bool {
        var moved = false
        for i in all.indices where from.contains(all[i].state) {
            if let numbers, numbers.contains(all[i].no) == except { continue }
            all[i].state = to
            moved = true
        }
        return moved
    }
}
