import Dispatching
import Wording
import Yams

/// One thing wrong with a playbook file, where an editor can go: `home-goods.yaml:120:7`.
public struct PlaybookFileIssue: Hashable, Sendable {
    public let file: String
    public let line: Int
    public let column: Int
    public let phrase: Phrase
    public let isError: Bool
}

public struct PlaybookFileError: Error, Sendable {
    public let issues: [PlaybookFileIssue]
}

/// A playbook in its YAML form: read, laid over its base, checked, with the place of every value kept for messages.
public struct PlaybookFile: Sendable {
    public let playbook: Playbook
    /// Things worth a look that do not stop it from being used.
    public let warnings: [PlaybookFileIssue]

    /// The playbook that a new file gets.
    public static let standard = "home-goods"

    public static func builtIn(_ name: String = standard) throws -> PlaybookFile {
        try read(Resource.text("playbooks/\(name).yaml"), file: "\(name).yaml")
    }

    /// - Parameter base: finds the text of a playbook that this one `extends`.
    public static func read(
        _ text: String, file: String, base: (String) -> String? = { Resource.text("playbooks/\($0).yaml") }
    ) throws -> PlaybookFile {
        var tree = try Tree(text, file: file)
        var seen: Set<String> = []
        while let name = tree.value["extends"].string, seen.insert(name).inserted {
            guard let text = base(name), !text.isEmpty else {
                throw PlaybookFileError(issues: [tree.issue("extends", Phrase("playbook.missingBase", ["value": .string(name)]))])
            }
            let below = try Tree(text, file: "\(name).yaml")
            tree = Tree(over: tree, base: below)
        }
        do {
            let playbook = try PlaybookReader.read(tree.value)
            let warnings = PlaybookCheck.issues(in: playbook).map { tree.issue($0.path, $0.phrase, isError: $0.severity == .error) }
            return PlaybookFile(playbook: playbook, warnings: warnings)
        } catch let error {
            throw PlaybookFileError(issues: error.issues.map { tree.issue($0.path, $0.phrase, isError: $0.severity == .error) })
        }
    }
}

/// A value tree with the place of each of its nodes in the text.
private struct Tree {
    var value: Value = .null
    var places: [String: (file: String, line: Int, column: Int)] = [:]
    let file: String

    init(_ text: String, file: String) throws {
        self.file = file
        do {
            guard let node = try Yams.compose(yaml: text) else { return }
            value = convert(node, path: "")
        } catch let error as YamlError {
            throw PlaybookFileError(issues: [Tree.syntax(error, file)])
        }
    }

    /// Maps of the upper tree are laid over the base key by key; lists and single values replace, except `rules`, which follow.
    init(over top: Tree, base: Tree) {
        file = top.file
        var object = base.value.object ?? [:]
        places = base.places
        for (path, place) in top.places where !path.hasPrefix("rules") { places[path] = place }
        for (key, value) in top.value.object ?? [:] {
            if key == "extends" { continue }
            object[key] = Tree.laid(value, over: object[key] ?? .null)
        }
        if let next = base.value["extends"].string { object["extends"] = .string(next) }
        let below = base.value["rules"].array ?? [], above = top.value["rules"].array ?? []
        if !below.isEmpty || !above.isEmpty {
            let replaced = Set(above.compactMap { $0["rule"].string })
            let kept = below.filter { $0["rule"].string.map { !replaced.contains($0) } ?? true }
            object["rules"] = .array(kept + above)
            for (path, place) in top.places {
                guard path.hasPrefix("rules["), let close = path.firstIndex(of: "]"),
                    let i = Int(path[path.index(path.startIndex, offsetBy: 6)..<close])
                else { continue }
                places["rules[\(i + kept.count)]" + path[path.index(after: close)...]] = place
            }
        }
        value = .object(object)
    }

    private static func laid(_ top: Value, over base: Value) -> Value {
        guard let a = top.object, let b = base.object else { return top }
        return .object(b.merging(a) { below, above in laid(above, over: below) })
    }

    private mutating func convert(_ node: Node, path: String) -> Value {
        if let mark = node.mark { places[path] = (file, mark.line, mark.column) }
        switch node {
        case .mapping(let mapping):
            var o: [String: Value] = [:]
            for (k, v) in mapping {
                let key = k.string ?? ""
                o[key] = convert(v, path: path.isEmpty ? key : "\(path).\(key)")
            }
            return .object(o)
        case .sequence(let sequence):
            return .array(sequence.enumerated().map { convert($1, path: "\(path)[\($0)]") })
        case .scalar(let scalar):
            if scalar.style == .doubleQuoted || scalar.style == .singleQuoted { return .string(scalar.string) }
            if let b = node.bool { return .bool(b) }
            if let i = node.int { return .int(i) }
            if let d = node.float { return .double(d) }
            if node.null != nil { return .null }
            return .string(scalar.string)
        case .alias: return .null
        }
    }

    /// The place of a path, or of the nearest node above it that is known.
    func issue(_ path: String, _ phrase: Phrase, isError: Bool = true) -> PlaybookFileIssue {
        var p = path
        while places[p] == nil, !p.isEmpty {
            if let cut = p.lastIndex(where: { $0 == "." || $0 == "[" }) { p = String(p[..<cut]) } else { p = "" }
        }
        let place = places[p] ?? (file, 1, 1)
        return PlaybookFileIssue(file: place.file, line: place.line, column: place.column, phrase: phrase, isError: isError)
    }

    private static func syntax(_ error: YamlError, _ file: String) -> PlaybookFileIssue {
        var line = 1, column = 1
        var reason = "\(error)"
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            (line, column, reason) = (mark.line, mark.column, problem)
        default: break
        }
        return PlaybookFileIssue(file: file, line: line, column: column, phrase: Phrase("playbook.yaml", ["reason": .string(reason)]), isError: true)
    }
}
