import Dispatching

/// Which part of the board shows.
enum BoardFilter: Hashable, Sendable {
    case zone(String)
    case skill(String)
}

extension BoardLayout {
    /// What can be asked for: the districts and skills of this day, each once.
    var filters: [BoardFilter] {
        let zones = Set(pool.compactMap(\.zone) + crews.flatMap { $0.stops.compactMap(\.zone) } + crews.compactMap(\.zone))
        let skills = pool.reduce(into: Set<String>()) { $0.formUnion($1.skills) }.union(crews.flatMap { $0.skills.union($0.stops.flatMap(\.skills)) })
        return zones.sorted().map { .zone($0) } + skills.sorted().map { .skill($0) }
    }

    func name(_ filter: BoardFilter) -> String {
        switch filter {
        case .zone(let zone): words("filter.zone", ["name": .string(zone)])
        case .skill(let skill): words("filter.skill", ["name": .string(words.skills([skill]))])
        }
    }

    /// Only the visits that match, and the crews that could take them or have one of them; their other stops stay in sight, quietly.
    func filtered(_ filter: BoardFilter?) -> BoardLayout {
        guard let filter else { return self }
        func matches(_ zone: String?, _ skills: Set<String>) -> Bool {
            switch filter {
            case .zone(let wanted): zone == wanted
            case .skill(let wanted): skills.contains(wanted)
            }
        }
        var result = self
        result.pool = pool.filter { matches($0.zone, $0.skills) }
        result.crews = crews.compactMap { row in
            var row = row
            for index in row.stops.indices { row.stops[index].isQuiet = !matches(row.stops[index].zone, row.stops[index].skills) }
            return matches(row.zone, row.skills) || row.stops.contains { !$0.isQuiet } ? row : nil
        }
        return result
    }
}
