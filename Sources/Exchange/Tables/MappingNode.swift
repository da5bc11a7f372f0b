import Yams

/// A YAML node with the file's name, so that every mistake can be pointed at.
struct MappingNode {
    let file: String
    let node: Node

    var position: TextPosition {
        node.mark.map { TextPosition(line: $0.line, column: $0.column) } ?? TextPosition(line: 1, column: 1)
    }

    func error(_ reason: MappingError.Reason) -> MappingError {
        MappingError(file: file, position: position, reason: reason)
    }

    static func parse(_ bytes: [UInt8], file: String) throws(MappingError) -> MappingNode {
        let start = TextPosition(line: 1, column: 1)
        let body = bytes.starts(with: TextEncoding.utf8BOM.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
        if let wrong = body.withUnsafeBufferPointer({ UTF8Scan.scan($0) }).firstError {
            throw MappingError(file: file, position: TextPosition.of(offset: wrong, in: body), reason: .notUTF8)
        }
        do {
            guard let node = try Yams.compose(yaml: String(decoding: body, as: UTF8.self)) else {
                throw MappingError(file: file, position: start, reason: .empty)
            }
            return MappingNode(file: file, node: node)
        } catch let error as MappingError {
            throw error
        } catch let error as YamlError {
            throw translate(error, file: file)
        } catch {
            throw MappingError(file: file, position: start, reason: .syntax(detail: String(describing: error)))
        }
    }

    private static func translate(_ error: YamlError, file: String) -> MappingError {
        func make(_ mark: Mark?, _ reason: MappingError.Reason) -> MappingError {
            MappingError(file: file, position: TextPosition(line: mark?.line ?? 1, column: mark?.column ?? 1), reason: reason)
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            return make(mark, .syntax(detail: problem))
        case .duplicatedKeysInMapping(let duplicates, let context):
            return make(context.mark, .duplicateKey(duplicates.first ?? ""))
        default:
            return make(nil, .syntax(detail: String(describing: error)))
        }
    }

    private func wrap(_ node: Node) -> MappingNode { MappingNode(file: file, node: node) }

    // MARK: Shapes

    var isMapping: Bool { node.mapping != nil }

    /// The entries of a mapping, in the file's order.
    func entries(_ key: String) throws(MappingError) -> [(key: MappingNode, value: MappingNode)] {
        guard let mapping = node.mapping else { throw error(.notAMapping(key: key)) }
        return mapping.map { (wrap($0.key), wrap($0.value)) }
    }

    func items(_ key: String) throws(MappingError) -> [MappingNode] {
        guard let sequence = node.sequence else { throw error(.notAList(key: key)) }
        return sequence.map { wrap($0) }
    }

    /// A scalar as it is written; numbers and dates keep their spelling.
    func text(_ key: String) throws(MappingError) -> String {
        guard let scalar = node.scalar else { throw error(.notText(key: key)) }
        return scalar.string
    }

    /// One text, or a list of them.
    func texts(_ key: String) throws(MappingError) -> [String] {
        guard node.sequence != nil else { return [try text(key)] }
        var out: [String] = []
        for item in try items(key) { out.append(try item.text(key)) }
        return out
    }

    func flag(_ key: String) throws(MappingError) -> Bool {
        switch try text(key).lowercased() {
        case "true", "yes", "是": true
        case "false", "no", "否": false
        default: throw error(.notYesOrNo(key: key))
        }
    }

    func positive(_ key: String) throws(MappingError) -> Int {
        guard let n = Int(try text(key)), n >= 1 else { throw error(.notAPositiveNumber(key: key)) }
        return n
    }

    func choice<T: RawRepresentable<String> & CaseIterable>(_ key: String, _ type: T.Type) throws(MappingError) -> T {
        let text = try text(key)
        guard let value = T(rawValue: text) else {
            throw error(.unknownValue(key: key, value: text, known: T.allCases.map(\.rawValue)))
        }
        return value
    }
}
