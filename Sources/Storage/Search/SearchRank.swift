import CSearch

/// How well a search text answers to words. The text is bytes, parts between separators: number, name, pinyin, initials, phones, address and what else there is.
enum SearchRank {
    static let separator: UInt8 = 0x1F

    /// 0 the very number, name or phone; 1 the end of the number or of a phone, all initials, the whole pinyin; 2 the beginning of name, initials or pinyin;
    /// 3 somewhere in number, name or phone; 4 elsewhere (an address).
    static let worst = 4

    /// Words are all meant: their distances add up. `nil`: one of them is not there.
    static func distance(_ text: UnsafeRawBufferPointer, _ words: [[UInt8]]) -> Int? {
        var sum = 0
        for word in words {
            guard let distance = distance(text, word) else { return nil }
            sum += distance
        }
        return sum
    }

    private static func distance(_ text: UnsafeRawBufferPointer, _ word: [UInt8]) -> Int? {
        guard let first = find(word, in: text, from: 0) else { return nil }
        // Parts before the first hit do not have the word.
        var part = 0, start = 0
        for place in 0..<first where text[place] == separator { part += 1; start = place + 1 }
        var best = worst
        while start < text.count, best > 0 {
            var end = start
            while end < text.count, text[end] != separator { end += 1 }
            best = min(best, distance(UnsafeRawBufferPointer(rebasing: text[start..<end]), word, part: part))
            (start, part) = (end + 1, part + 1)
        }
        return best
    }

    private static func distance(_ text: UnsafeRawBufferPointer, _ word: [UInt8], part: Int) -> Int {
        guard text.count >= word.count else { return worst }
        let isPhone = part > 1 && text.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x20 }
        guard part < 4 || isPhone else { return worst }
        let begins = text.starts(with: word)
        if begins, text.count == word.count { return part == 2 || part == 3 ? 1 : 0 }
        if part == 0 || isPhone {
            if text.suffix(word.count).elementsEqual(word) { return 1 }
            return find(word, in: text, from: 0) == nil ? worst : 3
        }
        if begins { return 2 }
        return part == 1 && find(word, in: text, from: 0) != nil ? 3 : worst
    }

    /// Where the word begins in the text.
    static func find(_ word: [UInt8], in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = text.baseAddress, !word.isEmpty, text.count - start >= word.count else { return nil }
        return word.withUnsafeBytes { bytes in
            guard let needle = bytes.baseAddress, let hit = bytes_search(base + start, text.count - start, needle, bytes.count) else { return nil }
            return hit - base
        }
    }
}
