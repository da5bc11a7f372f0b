/// What is stored beside a customer so that a search finds it: the text itself, its pinyin, and the phone's tail.
public struct SearchKey: Hashable, Sendable {
    /// Folded text: half width, lower case, no spaces.
    public var text: String
    public var pinyin: String
    public var initials: String
    /// The last digits of the phone, at most `tailLength`; empty without a phone.
    public var phoneTail: String

    public static let tailLength = 4

    public init(text: String, pinyin: String, initials: String, phoneTail: String) {
        self.text = text
        self.pinyin = pinyin
        self.initials = initials
        self.phoneTail = phoneTail
    }

    public init(name: String, phone: String = "") {
        let reading = Pinyin.name(name)
        self.init(text: Self.normalise(name), pinyin: reading.full, initials: reading.initials, phoneTail: Self.phoneTail(phone))
    }

    /// For goods, streets and other text without a surname.
    public init(plain: String) {
        let reading = Pinyin.text(plain)
        self.init(text: Self.normalise(plain), pinyin: reading.full, initials: reading.initials, phoneTail: "")
    }

    /// Folds what was typed or stored to one form: half width, lower case, without white space.
    /// `ü` becomes `v`, so that both ways of typing it find a pinyin key.
    public static func normalise(_ query: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(query.utf8.count)
        for scalar in query.unicodeScalars {
            let folded = Folding.halfWidth(scalar)
            switch folded.value {
            case 0x09...0x0D, 0x20: continue
            case 0x41...0x5A: out.append(UInt8(folded.value) + 0x20)
            case 0..<0x80: out.append(UInt8(folded.value))
            case 0xFC, 0xDC: out.append(UInt8(ascii: "v"))
            // Chinese is most of what comes, and has neither case nor blanks.
            case 0x3400...0x9FFF: if let bytes = UTF8.encode(folded) { out.append(contentsOf: bytes) }
            default: if !folded.properties.isWhitespace { out += folded.properties.lowercaseMapping.utf8 }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// All digits of a phone, full width included.
    public static func digits(_ phone: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in phone.unicodeScalars {
            let folded = Folding.halfWidth(scalar)
            if (0x30...0x39).contains(folded.value) { out.append(folded) }
        }
        return String(out)
    }

    public static func phoneTail(_ phone: String, length: Int = tailLength) -> String {
        String(digits(phone).suffix(length))
    }

    /// True when a folded query is part of the text, or the beginning of the pinyin or the initials,
    /// or the end of the phone. For filtering a short list; a store uses its index.
    public func matches(_ folded: String) -> Bool {
        folded.isEmpty || text.contains(folded) || pinyin.hasPrefix(folded) || initials.hasPrefix(folded)
            || (!phoneTail.isEmpty && (phoneTail.hasSuffix(folded) || folded.hasSuffix(phoneTail) && folded.utf8.allSatisfy { (0x30...0x39).contains($0) }))
    }
}
