import Dispatching

/// What is wrong with a table or its mapping, as a phrase: the key is the case's name, the values are its payload.
public enum TableWords {
    public static func phrase(_ reason: BadReason) -> Phrase {
        if case .phone(let problem) = reason { return Phrase("table.phone.\(problem.rawValue)") }
        return named(reason, under: "table")
    }

    public static func phrase(_ error: TableError) -> Phrase {
        switch error.reason {
        case .content(.encoding(let e)): named(e.reason, under: "table.encoding")
        case .content(.csv(let e)): named(e.reason, under: "table.csv")
        default: named(error.reason, under: "table.file")
        }
    }

    public static func phrase(_ error: MappingError) -> Phrase {
        if case .badValue(let field, let value, let reason) = error.reason {
            var p = phrase(reason).values
            p["field"] = .string(field)
            p["value"] = .string(value)
            return Phrase(phrase(reason).key, p)
        }
        return named(error.reason, under: "mapping")
    }

    private static func named(_ value: Any, under prefix: String) -> Phrase {
        let mirror = Mirror(reflecting: value)
        guard let child = mirror.children.first, let label = child.label else { return Phrase("\(prefix).\(value)") }
        let payload = Mirror(reflecting: child.value)
        var values: [String: Value] = [:]
        if payload.displayStyle == .tuple {
            for (i, part) in payload.children.enumerated() {
                let name = part.label.map { $0.hasPrefix(".") ? "\(i)" : $0 } ?? "\(i)"
                values[name] = self.value(part.value)
            }
        } else {
            values["0"] = self.value(child.value)
        }
        return Phrase("\(prefix).\(label)", values)
    }

    private static func value(_ any: Any) -> Value {
        switch any {
        case let i as Int: .int(i)
        case let list as [String]: .array(list.map { .string($0) })
        default: .string("\(any)")
        }
    }
}
