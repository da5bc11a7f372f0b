import CPinyinData

/// The embedded table, read in place: opening it costs a few loads of its header, looking up a binary search.
/// Its layout is written down in `Resources/pinyin/build.py`.
struct PinyinTable: @unchecked Sendable {  // only ever reads constant bytes of the program image
    static let shared = PinyinTable()

    private let bytes: UnsafeRawPointer
    private let syllableCount: Int
    private let syllables: Int
    private let ranges: Int
    private let rangeCount: Int
    private let values: Int
    private let alternatives: Int
    let phrases: WordList
    let surnames: WordList

    static let none: UInt16 = 0xFFFF

    private init() {
        let base = UnsafeRawPointer(paidan_pinyin_table())
        func header(_ i: Int) -> Int { Int(UInt32(littleEndian: base.load(fromByteOffset: 4 * i, as: UInt32.self))) }
        func aligned(_ n: Int) -> Int { (n + 3) & ~3 }
        bytes = base
        syllableCount = header(1)
        rangeCount = header(2)
        syllables = 32
        ranges = aligned(syllables + 6 * syllableCount)
        values = ranges + 12 * rangeCount
        alternatives = values + 2 * header(3)
        let words = aligned(alternatives + 2 * header(4))
        phrases = WordList(base: base, offset: words, count: header(5))
        surnames = WordList(base: base, offset: words + WordList.stride * header(5), count: header(6))
    }

    private func u32(_ offset: Int) -> UInt32 { UInt32(littleEndian: bytes.load(fromByteOffset: offset, as: UInt32.self)) }
    private func u16(_ offset: Int) -> UInt16 { UInt16(littleEndian: bytes.load(fromByteOffset: offset, as: UInt16.self)) }

    private func cell(_ scalar: Unicode.Scalar) -> UInt16 {
        let code = scalar.value
        var low = 0
        var high = rangeCount
        while low < high {
            let middle = (low + high) / 2
            let at = ranges + 12 * middle
            if code >= u32(at + 4) {
                low = middle + 1
            } else if code < u32(at) {
                high = middle
            } else {
                return u16(values + 2 * Int(u32(at + 8) + code - u32(at)))
            }
        }
        return Self.none
    }

    /// The usual reading of a character, or `none`.
    func first(_ scalar: Unicode.Scalar) -> UInt16 {
        let cell = cell(scalar)
        guard cell != Self.none, cell & 0x8000 != 0 else { return cell }
        return u16(alternatives + 2 * Int(cell & 0x7FFF) + 2)
    }

    /// Every reading of a character without tones, the usual one first.
    func all(_ scalar: Unicode.Scalar) -> [UInt16] {
        let cell = cell(scalar)
        if cell == Self.none { return [] }
        if cell & 0x8000 == 0 { return [cell] }
        let at = alternatives + 2 * Int(cell & 0x7FFF)
        return (1...Int(u16(at))).map { u16(at + 2 * $0) }
    }

    /// The letters of a syllable, as bytes in the program image.
    func letters(_ syllable: UInt16) -> UnsafeRawBufferPointer {
        guard Int(syllable) < syllableCount else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let start = bytes + syllables + 6 * Int(syllable)
        var count = 0
        while count < 6, start.load(fromByteOffset: count, as: UInt8.self) != 0 { count += 1 }
        return UnsafeRawBufferPointer(start: start, count: count)
    }
}
