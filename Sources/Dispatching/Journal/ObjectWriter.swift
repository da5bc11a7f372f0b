/// Writes JSON objects whose members the caller gives in the order of their names; what is absent is left out.
struct ObjectWriter {
    private var bytes: [UInt8] = []
    private var isFirst = true

    init() { bytes.reserveCapacity(256) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func object(_ members: (inout ObjectWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        members(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    mutating func array<Element>(_ elements: [Element], _ write: (inout ObjectWriter, Element) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for (i, element) in elements.enumerated() {
            if i > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func key(_ name: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        Value.write(name, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func member(_ name: String, _ value: Value) {
        key(name)
        value.write(into: &bytes)
    }

    mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        Value.write(text, into: &bytes)
    }

    mutating func member(_ name: String, _ number: Int64?) {
        guard let number else { return }
        key(name)
        bytes.append(contentsOf: String(number).utf8)
    }
}
