/// A sentence before it has a language: a key of the string table and the values that stand in it.
public struct Phrase: Hashable, Sendable {
    public let key: String
    public let values: [String: Value]

    public init(_ key: String, _ values: [String: Value] = [:]) {
        self.key = key
        self.values = values
    }

    public var json: Value { .object(["key": .string(key), "values": .object(values)]) }

    public init?(_ json: Value) {
        guard let key = json["key"].string else { return nil }
        self.init(key, json["values"].object ?? [:])
    }
}

/// The same words in both languages of the product, as a playbook gives them.
public struct Label: Hashable, Sendable {
    public let zh: String
    public let en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    public func callAsFunction(_ language: Language) -> String { language == .zh ? zh : en }
}

public enum Language: String, Sendable, CaseIterable {
    case zh, en
}
