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

    /// - Parameter name: of one trade, or of several joined by `+` (`home-goods+appliance`): the shop does them all.
    public static func builtIn(_ name: String = standard) throws -> PlaybookFile {
        guard name.contains("+") else { return try read(Resource.text("playbooks/\(name).yaml"), file: "\(name).yaml") }
        let trades = name.split(separator: "+").map(String.init)
        return try read("playbook: \(name)\nversion: \"1\"\nextends: [\(trades.joined(separator: ", "))]\n", file: name)
    }

    /// The courier branch's manual.
    public static let courier = "courier"

    /// Trades for which a playbook comes with the program.
    public static let trades = ["home-goods", "decoration", "appliance", "furniture", "courier"]

    /// - Parameter base: finds the text of a playbook that this one `extends`.
    public static func read(
        _ text: String, file: String, base: (String) -> String? = { Resource.text("playbooks/\($0).yaml") }
    ) throws -> PlaybookFile {
        var tree = try whole(try Tree(text, file: file), base: base, above: [])
        tree.settle()
        do {
            let playbook = try PlaybookReader.read(tree.value)
            let warnings = PlaybookCheck.issues(in: playbook).map { tree.issue($0.path, $0.phrase, isError: $0.severity == .error) }
            return PlaybookFile(playbook: playbook, warnings: warnings)
        } catch let error {
            throw PlaybookFileError(issues: error.issues.map { tree.issue($0.path, $0.phrase, isError: $0.severity == .error) })
        }
    }
}

extension PlaybookFile {
    /// A playbook with all that it stands on laid beneath it. Where it stands on several, those are put side by side first.
    fileprivate static func whole(_ tree: Tree, base: (String) -> String?, above: Set<String>) throws -> Tree {
        var below: Tree?
        for name in (tree.value["extends"].array ?? [tree.value["extends"]]).compactMap(\.string) where !above.contains(name) {
            guard let text = base(name), !text.isEmpty else {
                throw PlaybookFileError(issues: [tree.issue("extends", Phrase("playbook.missingBase", ["value": .string(name)]))])
            }
            var one = try whole(try Tree(text, file: "\(name).yaml"), base: base, above: above.union([name]))
            one.settle()
            below = below.map { Tree($0, beside: one) } ?? one
        }
        let own = tree.marked()
        return below.map { Tree(over: own, base: $0) } ?? own
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

    /// Maps of the upper tree are laid over the base key by key; lists and single values replace, except `rules`, which follow,
    /// and `{add: [...]}`, which follows the list below.
    init(over top: Tree, base: Tree) {
        file = top.file
        var object = base.value.object ?? [:]
        places = base.places
        for (path, place) in top.places where !path.hasPrefix("rules") { places[path] = place }
        for (key, value) in top.value.object ?? [:] {
            if key == "extends" { continue }
            object[key] = Tree.laid(value, over: object[key] ?? .null)
        }
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

    /// Two trades of one shop. What both have in common stands once; entries of lists are told apart by their name, value or code, and a
    /// field that only one of them asks for is asked on cases of its profiles only.
    init(_ first: Tree, beside second: Tree) {
        file = second.file
        places = first.places.merging(second.places) { mine, _ in mine }
        value = Tree.joined(first.value, second.value, profiles: (Tree.ownProfiles(first), Tree.ownProfiles(second)))
    }

    private static func ownProfiles(_ tree: Tree) -> Value {
        .array((tree.value["profiles"].object ?? [:]).keys.sorted().map { .string($0) })
    }

    private static func joined(_ a: Value, _ b: Value, profiles: (first: Value, second: Value)) -> Value {
        if a == b || b.isNull { return a }
        if let x = a.object, let y = b.object { return .object(x.merging(y) { joined($0, $1, profiles: profiles) }) }
        guard let x = a.array, let y = b.array else { return a }
        guard (x + y).allSatisfy({ key(of: $0) != nil }) else { return .array(x + y.filter { !x.contains($0) }) }
        let mine = Set(x.compactMap(key)), theirs = Set(y.compactMap(key))
        let rest = y.filter { key(of: $0).map { !mine.contains($0) } ?? true }
        let both = x.map { entry in y.first { key(of: $0) == key(of: entry) }.map { joined(entry, $0, profiles: profiles) } ?? entry }
        return .array(
            both.map { key(of: $0).map { theirs.contains($0) } ?? true ? $0 : asked($0, on: profiles.first) } + rest.map { asked($0, on: profiles.second) })
    }

    private static func asked(_ field: Value, on profiles: Value) -> Value {
        guard var object = field.object, object["kind"] != nil, object["name"] != nil, object["profiles"] == nil, profiles.array?.isEmpty == false else { return field }
        object["profiles"] = profiles
        return .object(object)
    }

    /// What an entry of a list is known by; transitions and requirements are told apart by all that they say.
    private static func key(of entry: Value) -> String? {
        if entry["id"].string != nil, entry["on"].string != nil { return entry.json }
        return entry["rule"].string.flatMap { entry["on"].isNull ? nil : $0 } ?? entry["name"].string ?? entry["value"].string ?? entry["code"].string ?? entry["term"].string
    }

    private static func laid(_ top: Value, over base: Value) -> Value {
        if let more = top["add"].array, top.object?.count == 1 {
            if let list = base.array { return .array(list + more) }
            if let earlier = base["add"].array { return .object(["add": .array(earlier + more)]) }
        }
        if let changes = top.object, let list = base.array, let changed = addressed(list, changes) { return .array(changed) }
        guard let a = top.object, let b = base.object else { return top }
        // A null takes away what the layer below has.
        return .object(b.merging(a) { below, above in laid(above, over: below) }.filter { a[$0.key] != .null })
    }

    /// A map over a list speaks of entries by what they are known by (`fields: {cause: {...}}`); a null takes one away. `nil`: the list has no such entry.
    private static func addressed(_ list: [Value], _ changes: [String: Value]) -> [Value]? {
        guard !changes.isEmpty, Set(list.compactMap(key)).isSuperset(of: changes.keys) else { return nil }
        return list.compactMap { entry in
            guard let change = key(of: entry).flatMap({ changes[$0] }) else { return entry }
            return change.isNull ? nil : laid(change, over: entry)
        }
    }

    /// Rules and profiles of a trade's manual bear its name, so that they still know it when several lie together.
    func marked() -> Tree {
        guard let trade = value["trade"].string, var object = value.object else { return self }
        func mark(_ value: Value) -> Value { value.object.map { .object($0.merging(["trade": .string(trade)]) { own, _ in own }) } ?? value }
        object["rules"] = object["rules"]?.array.map { .array($0.map(mark)) }
        object["profiles"] = object["profiles"]?.object.map { .object($0.mapValues(mark)) }
        var tree = self
        tree.value = .object(object)
        return tree
    }

    /// What was to be added to a list that no layer has is the list.
    mutating func settle() { value = Tree.settled(value) }

    private static func settled(_ value: Value) -> Value {
        if let list = value.array { return .array(list.map(settled)) }
        guard let object = value.object else { return value }
        if let list = object["add"]?.array, object.count == 1 { return .array(list.map(settled)) }
        return .object(object.mapValues(settled))
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
