import Dispatching
import Pinyin

/// What a case can be found by, in one lower-case text: number, name, pinyin, initials, phones, address, district.
enum SearchText {
    static func of(_ r: CaseRecord) -> String? {
        guard r.kind == .order || r.kind == .crew || r.kind == .staff || r.parent == nil && (r.kind == .serviceVisit || r.kind == .ticket || r["customer"].string != nil) else { return nil }
        let name = r["customer"].string ?? r["name"].string ?? ""
        var parts = [r.number.lowercased(), name]
        if !name.isEmpty {
            let reading = Pinyin.name(name)
            parts.append(reading.full)
            parts.append(reading.initials)
        }
        for field in ["phone", "phone2", "address", "district", "shop"] {
            if let v = r[field].string, !v.isEmpty { parts.append(v.lowercased()) }
        }
        return parts.joined(separator: "\u{1F}")
    }

    /// Perhaps a number typed without its hyphen: letters and digits, four of them or more.
    static func isBareNumber(_ word: String) -> Bool {
        word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } && word.count { $0.isNumber } >= 4
    }

    /// The same with a hyphen before each of its digits.
    static func hyphenated(_ word: String) -> [String] {
        word.indices.dropFirst().filter { word[$0].isNumber }.map { word[..<$0] + "-" + word[$0...] }
    }

    /// The words of a query, folded as the texts are.
    static func words(_ query: String) -> [String] {
        query.split(whereSeparator: \.isWhitespace).map { SearchKey.normalise(String($0)) }.filter { !$0.isEmpty }
    }
}
