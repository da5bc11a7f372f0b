import Dispatching

/// A JSON object of a holiday file: its members by key, each asked for by type.
struct HolidayObject {
    private let members: [String: LocatedJSON]
    private let position: TextPosition
    private let file: String

    /// - Throws: `HolidayFileError` unless the value is an object without duplicate keys.
    init(_ json: LocatedJSON, key: String, file: String) throws(HolidayFileError) {
        guard case .object(let list) = json.content else {
            throw HolidayObject.wrongType(json, key: key, expected: .object, file: file)
        }
        var members: [String: LocatedJSON] = [:]
        for member in list where members.updateValue(member.value, forKey: member.key) != nil {
            throw HolidayFileError(file: file, position: member.keyPosition, reason: .duplicateKey(member.key))
        }
        self.members = members
        position = json.position
        self.file = file
    }

    func array(_ key: String) throws(HolidayFileError) -> [LocatedJSON] {
        let json = try required(key)
        guard case .array(let elements) = json.content else {
            throw HolidayObject.wrongType(json, key: key, expected: .array, file: file)
        }
        return elements
    }

    func bool(_ key: String) throws(HolidayFileError) -> Bool {
        let json = try required(key)
        guard case .bool(let value) = json.content else {
            throw HolidayObject.wrongType(json, key: key, expected: .bool, file: file)
        }
        return value
    }

    func optionalString(_ key: String) throws(HolidayFileError) -> String? {
        guard let json = members[key] else { return nil }
        guard case .string(let value) = json.content else {
            throw HolidayObject.wrongType(json, key: key, expected: .string, file: file)
        }
        return value
    }

    /// A date and the place of its text.
    func day(_ key: String) throws(HolidayFileError) -> (LocalDay, TextPosition) {
        let json = try required(key)
        guard case .string(let text) = json.content else {
            throw HolidayObject.wrongType(json, key: key, expected: .string, file: file)
        }
        guard let day = LocalDay(text) else {
            throw HolidayFileError(file: file, position: json.position, reason: .notADate(text))
        }
        return (day, json.position)
    }

    func year(_ key: String) throws(HolidayFileError) -> Int? {
        guard let json = members[key] else { return nil }
        guard case .number(let text) = json.content else {
            throw HolidayObject.wrongType(json, key: key, expected: .number, file: file)
        }
        guard let year = Int(text), (1...9999).contains(year) else {
            throw HolidayFileError(file: file, position: json.position, reason: .notAYear(text))
        }
        return year
    }

    private func required(_ key: String) throws(HolidayFileError) -> LocatedJSON {
        guard let json = members[key] else {
            throw HolidayFileError(file: file, position: position, reason: .missingKey(key))
        }
        return json
    }

    private static func wrongType(
        _ json: LocatedJSON, key: String, expected: JSONTypeName, file: String
    ) -> HolidayFileError {
        HolidayFileError(
            file: file, position: json.position,
            reason: .wrongType(key: key, expected: expected, found: json.typeName))
    }
}
