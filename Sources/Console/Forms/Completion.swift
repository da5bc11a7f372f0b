import Pinyin

/// What a field offers while it is typed: a text that was used there before, by its beginning, its pinyin or its initials.
struct Completion: Sendable {
    /// The most used first.
    private let texts: [(text: String, folded: String, reading: Pinyin.Reading)]
    /// Letters of pinyin that say enough.
    private static let leastLetters = 2

    init(_ texts: [String]) {
        self.texts = texts.map { ($0, SearchKey.normalise($0), Pinyin.name($0)) }
    }

    /// A longer text that begins with what stands there; else one that is read so.
    func offer(for typed: String) -> String? {
        let folded = SearchKey.normalise(typed)
        guard !folded.isEmpty else { return nil }
        if let found = texts.first(where: { $0.text.hasPrefix(typed) && $0.text != typed }) { return found.text }
        guard folded.count >= Self.leastLetters, folded.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
        return texts.first { ($0.reading.initials.hasPrefix(folded) || $0.reading.full.hasPrefix(folded)) && $0.folded != folded }?.text
    }
}
