/// Forms and what their fields ask for.
extension PlaybookReader {
    mutating func form(_ name: String, _ v: Value, _ path: String) -> Form {
        known(v, path, ["zh", "en", "fields"])
        var fields: [FormField] = []
        choosesProfile = profiles.count > 1 && list(v["fields"], path).contains { $0["options"].string == "profiles" }
        defer { choosesProfile = false }
        for (i, x) in list(v["fields"], path).enumerated() {
            // With one profile or none there is nothing to choose.
            if x["options"].string == "profiles", profiles.count < 2 { continue }
            fields.append(field(x, "\(path).fields[\(i)]"))
        }
        return Form(name: name, title: label(v, path), fields: fields)
    }

    mutating func field(_ v: Value, _ path: String) -> FormField {
        known(v, path, ["name", "zh", "en", "kind", "options", "required", "must", "onlyIf", "prefill", "initial", "rule", "sets", "min", "max", "profiles", "names", "dated"])
        let kind: FormField.Kind
        switch v["kind"].string ?? "text" {
        case "text", "place": kind = .text
        case "tick": kind = .tick
        case "date": kind = .date
        case "time": kind = .time
        case "phone": kind = .phone
        case "lines": kind = .lines
        case "number":
            let low = v["min"].int ?? 0
            let high = v["max"].int ?? 1_000_000
            if low > high { wrong(path + ".min", "badRange") }
            kind = .number(low...max(low, high))
        case "choice":
            var options: [FormField.Option] = []
            if v["options"].string == "profiles" {
                options = profiles.values.sorted { $0.id < $1.id }.map { .init(value: $0.id, label: $0.label, rule: nil) }
            } else if v["options"].string == "areas" {
                options = network.areas.map { .init(value: $0.code, label: $0.label, rule: $0.rules.first) }
            } else if v["options"].string == "nodes" {
                options = network.nodes.map { .init(value: $0.code, label: $0.label, rule: $0.rules.first) }
            } else {
                for (i, o) in list(v["options"], path).enumerated() {
                    options.append(.init(value: text(o["value"], "\(path).options[\(i)].value"), label: label(o, "\(path).options[\(i)]"), rule: o["rule"].string))
                }
            }
            if options.isEmpty { wrong(path + ".options", "needsOptions") }
            kind = .choice(options)
        case let other where FormField.Figure(rawValue: other) != nil: kind = FormField.Figure(rawValue: other).map { .figure($0) } ?? .text
        case let other:
            wrong(path + ".kind", "unknownFieldKind", ["value": .string(other)])
            kind = .text
        }
        var profiles = Set(names(v["profiles"], path + ".profiles"))
        var conditions = v["onlyIf"].object ?? [:]
        // Where the form itself asks for the profile, that answer decides.
        if choosesProfile, !profiles.isEmpty {
            conditions["profile"] = .array(profiles.sorted().map { .string($0) })
            profiles = []
        }
        let onlyIf = conditions.sorted { $0.key < $1.key }.map { AskedIf(field: $0.key, isAny: Set($0.value.array ?? [$0.value])) }
        return FormField(
            name: text(v["name"], path + ".name"), label: label(v, path), kind: kind, required: v["required"].bool ?? false,
            must: v["must"].isNull ? nil : v["must"], onlyIf: onlyIf, profiles: profiles, prefill: v["prefill"].string.map { FactPath($0) },
            initial: v["initial"].isNull ? (v["options"].string == "profiles" && !usualProfile.isNull ? usualProfile : nil) : v["initial"], rules: names(v["rule"], path + ".rule"), sets: v["sets"].string.map { FactPath($0) },
            names: v["names"].string.map { CaseKind(rawValue: $0) }, isDated: v["dated"].bool ?? false, isPlace: v["kind"].string == "place")
    }
}
