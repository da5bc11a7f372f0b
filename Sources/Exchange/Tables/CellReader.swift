/// What a cell says.
public enum CellValue: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case day(DatePattern.Moment)
    case flag(Bool)

    var text: String? { if case .text(let s) = self { s } else { nil } }
    var integer: Int? { if case .integer(let n) = self { n } else { nil } }
    var day: DatePattern.Moment? { if case .day(let d) = self { d } else { nil } }
    var flag: Bool? { if case .flag(let b) = self { b } else { nil } }

    /// For messages about two rows that differ.
    var shown: String {
        switch self {
        case .text(let s): s
        case .integer(let n): String(n)
        case .day(let d): d.time.map { d.day + " " + $0 } ?? d.day
        case .flag(let b): b ? "true" : "false"
        }
    }
}

/// Reads the cells of one column.
struct CellReader: Sendable {
    let kind: FieldKind
    let rule: FieldRule

    /// Nil for a blank cell.
    func read(_ cell: ArraySlice<UInt8>) throws(BadReason) -> CellValue? {
        if cell.isEmpty, rule.fallback == nil { return nil }
        if rule.table == nil, cell.count <= kind.longest, let value = try quick(cell) { return value }
        return try read(CellText.trimmed(String(decoding: cell, as: UTF8.self)))
    }

    /// Nearly every cell has nothing to be cleaned of; its value is taken from the bytes. Nil when it must go the long way.
    private func quick(_ cell: ArraySlice<UInt8>) throws(BadReason) -> CellValue? {
        let shape = CellShape(cell)
        switch (kind, shape) {
        case (.name, .plain), (.name, .wide), (.text, .plain), (.text, .wide): return .text(String(decoding: cell, as: UTF8.self))
        case (.code, .plain): return .text(try Self.code(String(decoding: cell, as: UTF8.self)))
        case (.phone, .plain): return .text(try PhoneCell.parse(cell).text)
        case (.day, .plain): return .day(try DatePattern.parse(halfWidth: cell, rule.dates))
        case (.number(let measure, let sign), .plain):
            if cell.contains(where: { (0x41...0x5A).contains($0) }) { return nil }
            return try number(sign, (rule.number ?? NumberPolicy(measure)).parse(folded: cell))
        case (.flag, _), (_, .wide), (_, .other): return nil
        }
    }

    /// Nil for a blank cell.
    func read(_ raw: String) throws(BadReason) -> CellValue? {
        var text = CellText.trimmed(raw)
        if let table = rule.table, !text.isEmpty {
            if let ours = table.values[HeaderKey.fold(text)] {
                text = ours
            } else {
                switch table.unknown {
                case .keep: break
                case .refuse: throw .unknownValue(known: table.known)
                case .blank: text = ""
                case .use(let other): text = other
                }
            }
        }
        if text.isEmpty, let fallback = rule.fallback { text = fallback }
        if text.isEmpty { return nil }
        return try value(text)
    }

    private func value(_ text: String) throws(BadReason) -> CellValue? {
        switch kind {
        case .code:
            return .text(try Self.code(CellText.halfWidth(clean(text, multiLine: false))))
        case .name: return .text(try clean(text, multiLine: false))
        case .text: return .text(try clean(text, multiLine: true))
        case .phone: return .text(try PhoneCell.parse(clean(text, multiLine: false)).text)
        case .day: return .day(try DatePattern.parse(clean(text, multiLine: false), rule.dates))
        case .number(let measure, let sign):
            return try number(sign, (rule.number ?? NumberPolicy(measure)).parse(clean(text, multiLine: false)))
        case .flag: return .flag(try Self.flag(clean(text, multiLine: false)))
        }
    }

    private func clean(_ text: String, multiLine: Bool) throws(BadReason) -> String {
        let clean = try CellText.clean(text, multiLine: multiLine)
        if clean.utf8.count > kind.longest, clean.count > kind.longest { throw .tooLong(limit: kind.longest) }
        return clean
    }

    private static func code(_ text: String) throws(BadReason) -> String {
        if NumberText.isScientific(text.utf8), text.utf8.contains(where: { $0 == 0x2B || $0 == 0x2E }) { throw .scientificNotation }
        return text
    }

    private func number(_ sign: FieldKind.Sign, _ n: Int) throws(BadReason) -> CellValue {
        if !rule.allowsAnySign {
            if sign == .positive, n <= 0 { throw .notPositive }
            if sign == .notNegative, n < 0 { throw .notPositive }
        }
        return .integer(n)
    }

    private static func flag(_ text: String) throws(BadReason) -> Bool {
        switch CellText.halfWidth(text).lowercased() {
        case "是", "需", "需要", "要", "有", "y", "yes", "true", "t", "1", "√", "✓", "✔": true
        case "否", "不", "不需", "不需要", "无需", "不要", "无", "n", "no", "false", "f", "0", "×", "x", "✗": false
        default: throw .notYesOrNo
        }
    }
}
