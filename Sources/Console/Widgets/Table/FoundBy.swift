import Pinyin

/// What a row is found by while a filter is typed: name and phone as a clerk looks them up, and other texts anywhere in them. Made once when the row is read.
struct FoundBy: Hashable, Sendable {
    private let key: SearchKey
    private let folded: String

    init(name: String, phone: String, _ texts: [String]) {
        key = SearchKey(name: name, phone: phone)
        folded = SearchKey.normalise(texts.joined())
    }

    /// - Parameter query: normalised as by `SearchKey`.
    func matches(_ query: String) -> Bool { key.matches(query) || folded.contains(query) }
}
