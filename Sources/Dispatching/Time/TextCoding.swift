/// Decodes a value that travels as its own text.
///
/// - Throws: `DecodingError.dataCorrupted` when the text is not one that the type accepts.
func decodeText<Value: LosslessStringConvertible>(from decoder: any Decoder) throws -> Value {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Value(text) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(Value.self): \(text)")
    }
    return value
}

/// Encodes a value as its own text.
func encodeText<Value: LosslessStringConvertible>(_ value: Value, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value.description)
}
