import Dispatching

/// Who sits at the desk.
public struct Person: Hashable, Sendable {
    public let login: String
    public let name: String
    public let roles: Set<String>
    public let language: Language?

    public init(login: String, name: String, roles: Set<String>, language: Language? = nil) {
        self.login = login
        self.name = name
        self.roles = roles
        self.language = language
    }

    public init(_ r: CaseRecord) {
        self.init(
            login: r.number, name: r["name"].string ?? r.number, roles: Set((r["roles"].array ?? []).compactMap(\.string)),
            language: r["language"].string.flatMap { Language(rawValue: $0) })
    }

    /// Author of what no person asked for: opening days, the demo's life.
    public static let console = Person(login: Workspace.console, name: Workspace.console, roles: [])
}
