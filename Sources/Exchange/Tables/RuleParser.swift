/// One entry under `fields:`. A text or a list of texts is short for `header:`.
struct RuleParser<Field: TableField> {
    let field: Field
    let hasHeader: Bool

    private static var keys: [String] {
        ["header", "column", "constant", "required", "default", "carryDown", "dates", "number", "units", "round", "anySign", "values", "unknown", "merge"]
    }

    private var name: String { field.rawValue }

    func parse(_ node: MappingNode) throws(MappingError) -> FieldRule {
        guard node.isMapping else {
            if !hasHeader { throw node.error(.headerWithoutHeaderRow(field: name)) }
            var rule = FieldRule(usual: field)
            rule.source = .headers(try node.texts(name))
            return rule
        }
        var rule = FieldRule(usual: field)
        var source: FieldRule.Source?
        var units: [String]?
        var literal: (MappingNode, String)?
        var unknown: (node: MappingNode, value: FieldRule.Unknown)?
        for (keyNode, value) in try node.entries(name) {
            let key = try keyNode.text(name)
            if ["header", "column", "constant"].contains(key), source != nil { throw keyNode.error(.severalSources(field: name)) }
            switch key {
            case "header":
                if !hasHeader { throw keyNode.error(.headerWithoutHeaderRow(field: name)) }
                source = .headers(try value.texts(key))
            case "column": source = .column(try value.positive(key))
            case "constant":
                let text = try value.text(key)
                source = .constant(text)
                literal = (value, text)
            case "required": rule.isRequired = try value.flag(key)
            case "default":
                let text = try value.text(key)
                rule.fallback = text
                literal = (value, text)
            case "carryDown": rule.carriesDown = try value.flag(key)
            case "dates": rule.dates = try dates(value, keyNode)
            case "number":
                guard rule.number != nil else { throw keyNode.error(.notForThisField(key: key, field: name)) }
                rule.number?.marks = try value.choice(key, NumberPolicy.Marks.self)
            case "units": units = try self.units(value, keyNode, rule)
            case "round":
                guard rule.number != nil else { throw keyNode.error(.notForThisField(key: key, field: name)) }
                rule.number?.rounds = try value.flag(key)
            case "anySign":
                guard rule.number != nil else { throw keyNode.error(.notForThisField(key: key, field: name)) }
                rule.allowsAnySign = try value.flag(key)
            case "values": rule.table = try table(value)
            case "unknown": unknown = (keyNode, try self.unknown(value))
            case "merge": rule.merge = try merge(value, keyNode)
            default: throw keyNode.error(.unknownKey(key, known: Self.keys))
            }
        }
        guard let source else { throw node.error(.noSource(field: name)) }
        rule.source = source
        if let units { rule.number?.units = Set(units) }
        if let unknown {
            guard rule.table != nil else { throw unknown.node.error(.missingKey("values")) }
            rule.table?.unknown = unknown.value
        }
        // A constant that could never be read is the mapping's mistake, not the table's.
        if let (node, text) = literal {
            do {
                _ = try CellReader(kind: field.kind, rule: rule).read(text)
            } catch {
                throw node.error(.badValue(field: name, value: text, error))
            }
        }
        return rule
    }

    private func dates(_ node: MappingNode, _ key: MappingNode) throws(MappingError) -> [DatePattern] {
        guard field.kind == .day else { throw key.error(.notForThisField(key: "dates", field: name)) }
        var out: [DatePattern] = []
        let items = node.node.sequence == nil ? [node] : try node.items("dates")
        for item in items {
            let text = try item.text("dates")
            if text == "usual" {
                out += DatePattern.usual
                continue
            }
            guard let pattern = DatePattern(text) else { throw item.error(.badDatePattern(text)) }
            out.append(pattern)
        }
        return out
    }

    private func units(_ node: MappingNode, _ key: MappingNode, _ rule: FieldRule) throws(MappingError) -> [String] {
        guard let measure = rule.number?.measure else { throw key.error(.notForThisField(key: "units", field: name)) }
        let units = try node.texts("units").map { $0.lowercased() }
        for unit in units where measure.otherUnits[unit] == nil && !measure.plainUnits.contains(unit) {
            throw node.error(.unknownUnit(unit, known: measure.plainUnits + measure.otherUnits.keys.sorted()))
        }
        return units
    }

    private func table(_ node: MappingNode) throws(MappingError) -> FieldRule.ValueTable {
        var table = FieldRule.ValueTable(values: [:], unknown: .refuse, known: [])
        for (key, value) in try node.entries("values") {
            let text = try key.text("values")
            guard table.values.updateValue(try value.text("values"), forKey: HeaderKey.fold(text)) == nil else {
                throw key.error(.duplicateKey(text))
            }
            table.known.append(text)
        }
        return table
    }

    /// `refuse`, `keep`, `blank`, or `{use: text}`.
    private func unknown(_ node: MappingNode) throws(MappingError) -> FieldRule.Unknown {
        if node.isMapping {
            for (key, value) in try node.entries("unknown") {
                let text = try key.text("unknown")
                guard text == "use" else { throw key.error(.unknownKey(text, known: ["use"])) }
                return .use(try value.text("use"))
            }
        }
        switch try node.text("unknown") {
        case "refuse": return .refuse
        case "keep": return .keep
        case "blank": return .blank
        case let other: throw node.error(.unknownValue(key: "unknown", value: other, known: ["refuse", "keep", "blank", "{use: }"]))
        }
    }

    private func merge(_ node: MappingNode, _ key: MappingNode) throws(MappingError) -> FieldRule.Merge {
        guard field.usualMerge != nil else { throw key.error(.notForThisField(key: "merge", field: name)) }
        let merge = try node.choice("merge", FieldRule.Merge.self)
        let fits: Bool
        switch (merge, field.kind) {
        case (.earliest, .day), (.latest, .day): fits = true
        case (.earliest, _), (.latest, _): fits = false
        case (.sum, .number): fits = true
        case (.sum, _): fits = false
        case (.join, .text), (.join, .name), (.same, _), (.first, _), (.last, _): fits = true
        case (.join, _): fits = false
        }
        guard fits else { throw node.error(.notForThisField(key: "merge: " + merge.rawValue, field: name)) }
        return merge
    }
}
