/// What is said: messages and the scripts of calls.
extension PlaybookReader {
    mutating func message(_ id: String, _ v: Value, _ path: String) -> MessageTemplate {
        known(v, path, ["zh", "en", "channel", "text", "line", "rule", "prints"])
        guard let channel = v["channel"].string.flatMap(MessageTemplate.Channel.init(rawValue:)) else {
            wrong(path + ".channel", "unknownChannel", ["value": .string(v["channel"].text)])
            return MessageTemplate(id: id, label: label(v, path), channel: .sms, text: Label(zh: "", en: ""), line: nil, rule: nil, prints: [])
        }
        return MessageTemplate(
            id: id, label: label(v, path), channel: channel, text: label(v["text"], path + ".text"),
            line: v["line"].isNull ? nil : label(v["line"], path + ".line"), rule: names(v["rule"], path + ".rule").first,
            prints: Set(names(v["prints"], path + ".prints").map { CaseKind(rawValue: $0) }))
    }

    mutating func script(_ id: String, _ v: Value, _ path: String) -> Script {
        known(v, path, ["zh", "en", "points", "rule", "ends"])
        var points: [Script.Point] = []
        for (i, x) in list(v["points"], path + ".points").enumerated() {
            let place = "\(path).points[\(i)]"
            known(x, place, ["zh", "en", "rule"])
            points.append(Script.Point(label: label(x, place), rules: names(x["rule"], place + ".rule")))
        }
        return Script(id: id, label: label(v, path), points: points)
    }
}
