/// Which of comma, tab and semicolon cuts a file evenly.
enum DelimiterGuess {
    private static let candidates: [UInt8] = [0x2C, 0x09, 0x3B]

    /// `sep=;` on the first line, as Excel reads and writes it.
    static func separatorLine(_ bytes: [UInt8]) -> (delimiter: UInt8, length: Int)? {
        guard bytes.count >= 6, bytes[0] | 0x20 == 0x73, bytes[1] | 0x20 == 0x65, bytes[2] | 0x20 == 0x70, bytes[3] == 0x3D,
            candidates.contains(bytes[4])
        else { return nil }
        if bytes[5] == 0x0A { return (bytes[4], 6) }
        guard bytes[5] == 0x0D else { return nil }
        return (bytes[4], bytes.count > 6 && bytes[6] == 0x0A ? 7 : 6)
    }

    /// Counts outside quotes on the first lines; the candidate that every line has most evenly wins, comma on a draw.
    static func guess(_ bytes: [UInt8], lines: Int = 20) -> UInt8 {
        var counts: [[Int]] = [[]]
        counts[0] = [0, 0, 0]
        var quoted = false
        var lineHasText = false
        for byte in bytes {
            if byte == 0x22 { quoted.toggle() }
            if quoted { continue }
            if byte == 0x0A || byte == 0x0D {
                if lineHasText {
                    if counts.count == lines { break }
                    counts.append([0, 0, 0])
                }
                lineHasText = false
                continue
            }
            lineHasText = true
            if let i = candidates.firstIndex(of: byte) { counts[counts.count - 1][i] += 1 }
        }
        if !lineHasText, counts.count > 1 { counts.removeLast() }
        var best = 0
        var bestScore = (0, 0)
        for i in candidates.indices {
            let perLine = counts.map { $0[i] }
            let least = perLine.min() ?? 0
            let even = least > 0 && perLine.allSatisfy { $0 == least }
            // The header line decides when no candidate is even.
            let score = (even ? 2 : perLine.first ?? 0 > 0 ? 1 : 0, even ? least : perLine.first ?? 0)
            if score > bestScore {
                best = i
                bestScore = score
            }
        }
        return candidates[best]
    }
}
