/// Reads mapping files. Their form is shown by the files in `Resources/mappings`.
extension TableMapping {
    private static var keys: [String] { ["table", "header", "headerRow", "delimiter", "quoteInPlainField", "shortRows", "duplicateLines", "fields", "skipWhen"] }

    /// `table` is what the file's own `table:` must say, when it says anything.
    static func parse(_ bytes: [UInt8], file: String, table: String) throws(MappingError) -> TableMapping {
        let root = try MappingNode.parse(bytes, file: file)
        var mapping = TableMapping(file: file, rules: [:])
        var fields: MappingNode?
        var skips: MappingNode?
        for (keyNode, value) in try root.entries("") {
            let key = try keyNode.text("")
            switch key {
            case "table":
                let found = try value.text(key)
                if found != table { throw value.error(.wrongTable(found: found, wanted: table)) }
            case "header": mapping.hasHeader = try value.flag(key)
            case "headerRow": mapping.headerRow = try value.positive(key)
            case "delimiter": mapping.delimiter = try delimiter(value)
            case "quoteInPlainField": mapping.allowsQuoteInPlainField = try value.flag(key)
            case "shortRows": mapping.shortRows = try value.choice(key, ShortRows.self)
            case "duplicateLines": mapping.duplicateLines = try value.choice(key, DuplicateLines.self)
            case "fields": fields = value
            case "skipWhen": skips = value
            default: throw keyNode.error(.unknownKey(key, known: keys))
            }
        }
        guard let fields else { throw root.error(.missingKey("fields")) }
        for (keyNode, value) in try fields.entries("fields") {
            let name = try keyNode.text("fields")
            guard let field = Field(rawValue: name) else {
                throw keyNode.error(.unknownField(name, known: Field.allCases.map(\.rawValue)))
            }
            mapping.rules[field] = try RuleParser(field: field, hasHeader: mapping.hasHeader).parse(value)
        }
        if let skips { mapping.skips = try skipList(skips, hasHeader: mapping.hasHeader) }
        for field in Field.allCases where field.rawValue == "orderNumber" && mapping.rules[field] == nil {
            throw fields.error(.missingKey(field.rawValue))
        }
        return mapping
    }

    private static func delimiter(_ node: MappingNode) throws(MappingError) -> CSVReader.Delimiter {
        switch try node.text("delimiter") {
        case "guess": .guess
        case ",", "comma": .comma
        case "\t", "tab": .tab
        case ";", "semicolon": .semicolon
        case let other: throw node.error(.unknownValue(key: "delimiter", value: other, known: ["guess", "comma", "tab", "semicolon"]))
        }
    }

    private static func skipList(_ node: MappingNode, hasHeader: Bool) throws(MappingError) -> [Skip] {
        var out: [Skip] = []
        for item in try node.items("skipWhen") {
            var source: FieldRule.Source?
            var test: Skip.Test?
            for (keyNode, value) in try item.entries("skipWhen") {
                let key = try keyNode.text("skipWhen")
                switch key {
                case "header":
                    if !hasHeader { throw keyNode.error(.headerWithoutHeaderRow(field: "skipWhen")) }
                    source = .headers(try value.texts(key))
                case "column": source = .column(try value.positive(key))
                case "in": test = .oneOf(Set(try value.texts(key).map(HeaderKey.fold)))
                case "blank": test = try value.flag(key) ? .blank : .notBlank
                default: throw keyNode.error(.unknownKey(key, known: ["header", "column", "in", "blank"]))
                }
            }
            guard let source else { throw item.error(.noSource(field: "skipWhen")) }
            guard let test else { throw item.error(.noTest) }
            out.append(Skip(source: source, test: test, position: item.position))
        }
        return out
    }
}

extension TableMapping<OrderField> {
    public static func orders(yaml bytes: [UInt8], file: String) throws(MappingError) -> Self {
        try parse(bytes, file: file, table: "orders")
    }
}

extension TableMapping<ArrivalField> {
    public static func arrivals(yaml bytes: [UInt8], file: String) throws(MappingError) -> Self {
        try parse(bytes, file: file, table: "arrivals")
    }
}
