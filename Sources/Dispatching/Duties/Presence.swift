/// An approved leave of one person, by whole days.
public struct Leave: Hashable, Sendable {
    /// Of the absence case.
    public let number: String
    /// The name under which duties stand.
    public let person: String
    public let deputy: String?
    public let days: ClosedRange<LocalDay>

    public init(number: String, person: String, deputy: String?, days: ClosedRange<LocalDay>) {
        self.number = number
        self.person = person
        self.deputy = deputy
        self.days = days
    }
}

/// Who is there on which day, and who stands in for whom. Pure: the same leaves and posts give the same answers.
///
/// A day decides, not the hour at which somebody asks: a duty belongs to whoever is there when it falls due, and no clock has to
/// move it from one person to the other (see docs/decisions).
public struct Presence: Hashable, Sendable {
    /// Somebody on the staff list.
    public struct Member: Hashable, Sendable {
        public let login: String
        public let name: String
        public let roles: Set<String>

        public init(login: String, name: String, roles: Set<String>) {
            self.login = login
            self.name = name
            self.roles = roles
        }
    }

    /// What somebody does for others who are away.
    public struct StandIn: Hashable, Sendable {
        public var people: Set<String> = []
        public var roles: Set<String> = []

        public init() {}
    }

    public let leaves: [Leave]
    /// By login.
    public let members: [Member]

    public static let everybody = Presence(leaves: [], members: [])

    public init(leaves: [Leave], members: [Member]) {
        let members = members.sorted { $0.login < $1.login }
        func name(_ person: String) -> String { (members.first { $0.login == person } ?? members.first { $0.name == person })?.name ?? person }
        self.members = members
        self.leaves = leaves.map { Leave(number: $0.number, person: name($0.person), deputy: $0.deputy.map(name), days: $0.days) }
            .sorted { ($0.days.lowerBound, $0.number) < ($1.days.lowerBound, $1.number) }
    }

    /// The leave that keeps somebody away on that day; of several the one that names a deputy.
    public func leave(of person: String, on day: LocalDay) -> Leave? {
        let found = leaves.filter { $0.person == person && $0.days.contains(day) }
        return found.last { $0.deputy != nil } ?? found.last
    }

    /// Whoever does the person's work on that day: the person, the deputy, the deputy's deputy.
    ///
    /// `nil`: all of the chain are away, or it leads back to where it began.
    public func standIn(for person: String, on day: LocalDay) -> String? {
        var seen: Set<String> = []
        var current = person
        while let leave = leave(of: current, on: day) {
            guard seen.insert(current).inserted, let next = leave.deputy else { return nil }
            current = next
        }
        return current
    }

    /// Under whose name a duty stands that falls due on that day; `nil`: the post shares it.
    ///
    /// - Parameter person: whom the rule or a hand-over names. A chain that leads to nobody leaves it there: it is not lost.
    public func owner(_ person: String?, role: String, on day: LocalDay) -> String? {
        if leaves.isEmpty { return person }
        if let person { return standIn(for: person, on: day) ?? person }
        // A post is away when everybody who holds it is.
        let holders = members.filter { $0.roles.contains(role) }
        guard !holders.isEmpty, holders.allSatisfy({ leave(of: $0.name, on: day) != nil }) else { return nil }
        return holders.lazy.compactMap { standIn(for: $0.name, on: day) }.first
    }

    /// For whom the person works on that day beside the own post.
    public func standIn(by person: String, on day: LocalDay) -> StandIn {
        var out = StandIn()
        guard !leaves.isEmpty else { return out }
        for away in Set(leaves.lazy.filter { $0.days.contains(day) }.map(\.person)) where away != person && standIn(for: away, on: day) == person {
            out.people.insert(away)
            for member in members where member.name == away { out.roles.formUnion(member.roles) }
        }
        return out
    }

    /// Posts that nobody would hold on some of the days while the person is away.
    public func bared(by person: String, _ days: ClosedRange<LocalDay>) -> Set<String> {
        let own = Set(members.filter { $0.name == person }.flatMap(\.roles))
        return own.filter { role in
            let others = members.filter { $0.roles.contains(role) && $0.name != person }
            return stride(from: days.lowerBound.number, through: days.upperBound.number, by: 1).contains { number in
                others.allSatisfy { leave(of: $0.name, on: LocalDay(number: number)) != nil }
            }
        }
    }

    /// The first day on which nobody does the person's work.
    public func firstGap(of person: String, _ days: ClosedRange<LocalDay>) -> LocalDay? {
        stride(from: days.lowerBound.number, through: days.upperBound.number, by: 1).lazy.map { LocalDay(number: $0) }
            .first { standIn(for: person, on: $0) == nil }
    }
}

extension Leave {
    /// `nil` for what is no approved leave of a person.
    public init?(_ r: CaseRecord) {
        guard r.kind == .absence, r.state == Leave.approved, let person = r["person"].string else { return nil }
        self.init(number: r.number, person: person, deputy: r["deputy"].string, from: r["from"].string, to: r["to"].string)
    }

    public init?(number: String, person: String, deputy: String?, from: String?, to: String?) {
        guard let first = from.flatMap({ LocalDay($0) }) else { return nil }
        let last = to.flatMap { LocalDay($0) } ?? first
        guard first <= last else { return nil }
        self.init(number: number, person: person, deputy: deputy.flatMap { $0.isEmpty ? nil : $0 }, days: first...last)
    }

    /// State of an absence that counts.
    public static let approved = "APPROVED"
}

extension Presence.Member {
    public init?(_ r: CaseRecord) {
        guard r.kind == .staff, r.state != CaseRecord.void else { return nil }
        self.init(login: r.number, name: r["name"].string ?? r.number, roles: Set((r["roles"].array ?? []).compactMap(\.string)))
    }
}

/// Why a duty stands under another name than the manual's, or why somebody else sees it.
public enum Deputation: Hashable, Sendable {
    /// Falls due while its owner is away; `chain` begins with the owner and ends with who does it.
    case person(chain: [String], leave: Leave, isOver: Bool)
    /// Everybody who holds the post is away when it falls due.
    case post(role: String, away: [String], deputy: String)
    /// Its owner is away today, but not when it falls due: it stays the owner's, and whoever stands in sees it.
    case seen(owner: String, leave: Leave, by: String?)
}

extension Facts {
    public func deputation(of duty: Duty, _ rule: Rule) -> Deputation? {
        guard !presence.leaves.isEmpty else { return nil }
        let day = ownerDay(of: rule, at: duty.due ?? duty.opens)
        guard let named = namedOwner(of: rule) else {
            guard let deputy = duty.person else { return nil }
            let away = presence.members.filter { $0.roles.contains(rule.role) && presence.leave(of: $0.name, on: day) != nil }.map(\.name)
            return away.isEmpty ? nil : .post(role: rule.role, away: away, deputy: deputy)
        }
        if let leave = presence.leave(of: named, on: day), let deputy = duty.person, deputy != named {
            return .person(chain: presence.chain(from: named, on: day), leave: leave, isOver: leave.days.upperBound < today)
        }
        guard let leave = presence.leave(of: named, on: today), duty.status == .open else { return nil }
        return .seen(owner: named, leave: leave, by: presence.standIn(for: named, on: today))
    }
}

extension Presence {
    /// The person, the deputy, the deputy's deputy, as far as it goes.
    func chain(from person: String, on day: LocalDay) -> [String] {
        var out = [person]
        while let next = out.last.flatMap({ leave(of: $0, on: day)?.deputy }), !out.contains(next) { out.append(next) }
        return out
    }

    /// What differs between two states of the leaves and posts: whose duties, and those of which posts, may have another owner.
    func moved(since before: Presence) -> (people: Set<String>, roles: Set<String>) {
        guard self != before else { return ([], []) }
        let all = Set(leaves).union(before.leaves)
        var people = Set(Set(leaves).symmetricDifference(before.leaves).flatMap { [$0.person, $0.deputy].compactMap { $0 } })
        // Chains: a deputy's leave moves what stands in for others.
        var size = 0
        while size != people.count {
            size = people.count
            for leave in all where people.contains(leave.person) || leave.deputy.map({ people.contains($0) }) ?? false {
                people.formUnion([leave.person, leave.deputy].compactMap { $0 })
            }
        }
        var roles: Set<String> = []
        let away = Set(all.map(\.person))
        let changed = Set(members).symmetricDifference(before.members)
        for member in changed where !away.isEmpty { roles.formUnion(member.roles) }
        for member in members where people.contains(member.name) && away.contains(member.name) { roles.formUnion(member.roles) }
        roles = roles.filter { role in
            [members, before.members].contains { side in side.filter { $0.roles.contains(role) }.contains { away.contains($0.name) } }
        }
        return (people, roles)
    }
}
