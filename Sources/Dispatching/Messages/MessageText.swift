/// A message ready to be read before it is sent.
public struct RenderedMessage: Hashable, Sendable {
    public let template: String
    public let channel: MessageTemplate.Channel
    public let to: String
    public let text: String
    /// Fields of the template for which the case has no value; a message with holes is not sent.
    public let missing: [String]

    public init(template: String, channel: MessageTemplate.Channel, to: String, text: String, missing: [String]) {
        self.template = template
        self.channel = channel
        self.to = to
        self.text = text
        self.missing = missing
    }

    /// Number of SMS parts: one up to 70 UTF-16 units, else 67 each (L29).
    public var segments: Int {
        let n = text.utf16.count
        return n <= 70 ? 1 : (n + 66) / 67
    }
}

extension MessageTemplate {
    /// Puts the facts of the case into `{field}` places; for runs `lines` are the texts of the single visits.
    public func render(_ facts: Facts, language: Language = .zh, lines: [Facts] = [], label: (String, Value) -> String) -> RenderedMessage {
        var missing: [String] = []
        func fill(_ template: String, _ facts: Facts, index: Int) -> String {
            var out = ""
            var rest = Substring(template)
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                out += rest[..<open]
                let name = String(rest[rest.index(after: open)..<close])
                if name == "index" {
                    out += String(index)
                } else if name == "lines" {
                    let line = self.line?(language) ?? ""
                    out += lines.enumerated().map { fill(line, $1, index: $0 + 1) }.joined(separator: "\n")
                } else {
                    let optional = name.hasSuffix("?")
                    let path = optional ? String(name.dropLast()) : name
                    var value = facts.value(FactPath(path))
                    if value.isNull { value = facts.manual.playbook.figures[path] ?? .null }
                    if value.isNull && !optional && !missing.contains(path) { missing.append(path) }
                    out += label(path, value)
                }
                rest = rest[rest.index(after: close)...]
            }
            return out + rest
        }
        let body = fill(text(language), facts, index: 0)
        let to = channel == .sms ? (facts.value(FactPath("order.phone")).string ?? facts.value(FactPath("phone")).string ?? "") : ""
        return RenderedMessage(template: id, channel: channel, to: to, text: body, missing: missing)
    }
}
