import Dispatching
import Storage

/// What somebody was told by the manual's `tells` and `late`, and by notes.
public struct ToldList: Sendable {
    /// Newest first.
    public let rows: [ToldRow]
    /// Everything up to then was read before.
    public let readUntil: Instant?
}

extension Desk {
    /// Under which what was read is kept.
    private static let told = "told"
    /// So far back the list goes, and what nobody ever looked at counts as news.
    public static let toldDays = 14

    /// What these posts were told; by default those of the person, and of whom the person stands in for.
    ///
    /// - Parameters:
    ///   - leader: only what concerns this person's visits.
    ///   - news: only what was not read yet, without what the person did himself.
    public func told(roles: Set<String>? = nil, leader: String? = nil, since: Instant? = nil, news: Bool = false, limit: Int = 500) throws -> ToldList {
        try store.read { s in
            let now = clock()
            let manual = try keeper.manual(s)
            let mark = try s.look(person.login, at: Desk.told)
            var from = since ?? now - Desk.toldDays * 86_400
            if news, let mark { from = max(from, mark) }
            var filter = ToldFilter(since: from)
            let posts = try roles ?? person.roles.union(standIn(s, manual).roles)
            (filter.done, filter.late) = manual.playbook.told(posts)
            filter.posts = posts
            filter.people = roles == nil ? [person.login, person.name] : []
            filter.leader = leader ?? (roles == nil && manual.playbook.owesByName(posts) ? person.name : nil)
            filter.exceptBy = news ? person.login : nil
            filter.limit = limit
            let rows = try s.told(filter, now: now), rungs = try s.rungs(filter, manual: manual, now: now)
            return ToldList(rows: rungs.isEmpty ? rows : Array((rows + rungs).sorted { $1.at < $0.at }.prefix(limit)), readUntil: mark)
        }
    }

    /// The person has read it, as far as that: a fact about the reader and none of the shop, so it is in no journal.
    public func readTold(until: Instant) throws {
        try store.write { try $0.look(person.login, at: Desk.told, until: until) }
    }

    /// For whom the person does the work today.
    public func standIn() throws -> Presence.StandIn {
        try store.read { s in try standIn(s, keeper.manual(s)) }
    }

    private func standIn(_ s: Snapshot, _ manual: Manual) throws -> Presence.StandIn {
        try s.presence().standIn(by: person.name, on: manual.zone.day(of: clock()))
    }
}
