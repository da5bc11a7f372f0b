/// Duties of one rule with one owner, counted by the file.
public struct OverdueGroup: Hashable, Sendable {
    /// Name of the playbook that asks for them.
    public let system: String
    public let role: String
    public let person: String?
    public let rule: String
    public let count: Int
    public let late: Int
    /// Minutes of the one that is most late.
    public let worst: Int

    public init(system: String, role: String, person: String?, rule: String, count: Int, late: Int, worst: Int) {
        self.system = system
        self.role = role
        self.person = person
        self.rule = rule
        self.count = count
        self.late = late
        self.worst = worst
    }
}

/// totals per owner and per rule.
///
/// The groups are those of the day and state that are looked at; role, person, rule and system are taken from them here, so that
/// a menu can still offer what the filter hides.
public struct OverdueTotals: Hashable, Sendable {
    public struct Line<Key: Hashable & Sendable>: Hashable, Sendable {
        public let key: Key
        public var count = 0
        public var late = 0
        public var worst = 0

        mutating func add(_ group: OverdueGroup) {
            count += group.count
            late += group.late
            worst = max(worst, group.worst)
        }
    }

    public struct Owner: Hashable, Sendable {
        public let role: String
        public let person: String?

        var order: String { role + " " + (person ?? "") }
    }

    public let owners: [Line<Owner>]
    public let rules: [Line<String>]
    public let count: Int
    public let late: Int

    public init(_ groups: [OverdueGroup], where isWanted: (OverdueGroup) -> Bool = { _ in true }) {
        var owners: [Owner: Line<Owner>] = [:]
        var rules: [String: Line<String>] = [:]
        var count = 0, late = 0
        for group in groups where isWanted(group) {
            let owner = Owner(role: group.role, person: group.person)
            owners[owner, default: Line(key: owner)].add(group)
            rules[group.rule, default: Line(key: group.rule)].add(group)
            count += group.count
            late += group.late
        }
        self.owners = owners.values.sorted { ($1.count, $0.key.order) < ($0.count, $1.key.order) }
        self.rules = rules.values.sorted { ($1.count, $0.key) < ($0.count, $1.key) }
        self.count = count
        self.late = late
    }
}
