/// Collects the two keys of a text side by side, as bytes.
struct ReadingWriter {
    private var full: [UInt8] = []
    private var initials: [UInt8] = []
    private let table = PinyinTable.shared

    var reading: Pinyin.Reading {
        Pinyin.Reading(full: String(decoding: full, as: UTF8.self), initials: String(decoding: initials, as: UTF8.self))
    }

    mutating func append(_ syllables: [UInt16]) {
        for syllable in syllables { append(syllable) }
    }

    private mutating func append(_ syllable: UInt16) {
        let letters = table.letters(syllable)
        guard let first = letters.first else { return }
        full.append(contentsOf: letters)
        initials.append(first)
    }

    /// Words of the phrase list first, then each character's usual reading.
    mutating func appendText(_ scalars: [Unicode.Scalar], from start: Int) {
        var i = start
        while i < scalars.count {
            let scalar = scalars[i]
            if let ascii = Folding.letterOrDigit(scalar) {
                full.append(ascii)
                initials.append(ascii)
            } else if let match = table.phrases.longestMatch(scalars, at: i, shortest: 2), let usual = match.readings.first {
                append(usual)
                i += match.length
                continue
            } else {
                append(table.first(scalar))
            }
            i += 1
        }
    }
}

/// A name cut for reading.
struct NameScalars {
    let all: [Unicode.Scalar]
    let surname: WordList.Match?

    init(_ name: String) {
        let scalars = Array(name.unicodeScalars.drop { $0.properties.isWhitespace })
        all = scalars
        // A transliterated name has no Chinese surname.
        let foreign = scalars.contains { $0 == "\u{B7}" || $0 == "\u{2022}" || $0 == "\u{30FB}" || $0 == "\u{2027}" }
        surname = scalars.isEmpty || foreign ? nil : PinyinTable.shared.surnames.longestMatch(scalars, at: 0)
    }
}
