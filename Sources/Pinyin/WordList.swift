/// Words of up to four characters with their readings, sorted by scalars, in the embedded table.
struct WordList {
    static let stride = 24
    static let longest = 4

    let base: UnsafeRawPointer
    let offset: Int
    let count: Int

    struct Match {
        let length: Int
        /// One or more readings, the usual one first; each has `length` syllables.
        let readings: [[UInt16]]
    }

    private func scalar(_ record: Int, _ i: Int) -> UInt32 {
        UInt32(littleEndian: base.load(fromByteOffset: offset + record * Self.stride + 4 * i, as: UInt32.self))
    }

    private func syllable(_ record: Int, _ i: Int) -> UInt16 {
        UInt16(littleEndian: base.load(fromByteOffset: offset + record * Self.stride + 16 + 2 * i, as: UInt16.self))
    }

    /// Compares a record with a key that is padded with zeros.
    private func order(_ record: Int, _ key: SIMD4<UInt32>) -> Int {
        for i in 0..<4 {
            let s = scalar(record, i)
            if s != key[i] { return s < key[i] ? -1 : 1 }
        }
        return 0
    }

    private func lowerBound(_ key: SIMD4<UInt32>) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if order(middle, key) < 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The longest word that the scalars from `start` on begin with.
    func longestMatch(_ scalars: [Unicode.Scalar], at start: Int, shortest: Int = 1) -> Match? {
        var key = SIMD4<UInt32>(repeating: 0)
        key[0] = scalars[start].value
        var record = lowerBound(key)
        // Most characters begin no word: one search tells.
        guard record < count, scalar(record, 0) == key[0] else { return nil }
        var length = min(Self.longest, scalars.count - start)
        while length >= shortest {
            for i in 0..<4 { key[i] = i < length ? scalars[start + i].value : 0 }
            record = lowerBound(key)
            var readings: [[UInt16]] = []
            while record < count, order(record, key) == 0 {
                readings.append((0..<length).map { syllable(record, $0) })
                record += 1
            }
            if !readings.isEmpty { return Match(length: length, readings: readings) }
            length -= 1
        }
        return nil
    }
}
