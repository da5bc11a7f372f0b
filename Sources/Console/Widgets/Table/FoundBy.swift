import Pinyin

/// What a row is found by while a filter is typed: name and phone as a clerk looks them up, and other texts anywhere in them. Made once when the row is read.
struct FoundBy: Hashable, Sendable {
    private let key: SearchKey
    private let folded: String

    init(name: String, phone: String, _ texts: [String]) {
        key = SearchKey(name: name, phone: phone)
        folded = SearchKey.normalise(texts.joined())
    }

    /// 0 the very name, its initials or pinyin; 1 their beginning, or the phone's tail; 2 somewhere in the name; 3 in another text. `nil`: not found.
    ///
    /// - Parameter query: normalised as by `SearchKey`.
    func distance(_ query: String) -> Int? {
        if [key.text, key.initials, key.pinyin].contains(query) { return 0 }
        if key.text.hasPrefix(query) || key.initials.hasPrefix(query) || key.pinyin.hasPrefix(query) { return 1 }
        if key.matches(query) { return key.text.contains(query) ? 2 : 1 }
        return folded.contains(query) || isBare(query) && folded.filter({ $0 != "-" }).contains(query) ? 3 : nil
    }

    /// Numbers are typed without their hyphens too.
    private func isBare(_ query: String) -> Bool {
        query.utf8.count >= 4 && query.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "-") } && folded.utf8.contains(UInt8(ascii: "-"))
    }
}
