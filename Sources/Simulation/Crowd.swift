import Desk
import Dispatching

/// Who acts in the simulated shop.
struct Crowd {
    struct CrewMan {
        let name: String
        let kind: String
        let file: ShopFile.Crew
        let person: Person
    }

    let staff: [Person]
    let crews: [CrewMan]
    private let leaders: [String: Person]
    private let byName: [String: Person]

    /// - Parameters:
    ///   - allRoles: what `roles: all` in the file means.
    ///   - delivery, install, service: numbers of crews; those of the file come first, further ones take after them.
    init(_ file: ShopFile, allRoles: [String], delivery: Int, install: Int, service: Int) {
        staff = file.staff.map { s in
            let roles = switch s.roles {
            case .all: allRoles
            case .some(let list): list
            }
            return Person(login: s.login, name: s.name, roles: Set(roles))
        }
        var crews: [CrewMan] = []
        for (kind, role, pattern, known, count) in [
            ("delivery", "deliveryTeamLeader", file.crewNames.delivery, file.crews.delivery, delivery),
            ("install", "installTeamLeader", file.crewNames.install, file.crews.install, install),
            ("service", "serviceTechnician", file.crewNames.service, file.crews.service, service),
        ] where !known.isEmpty {
            for i in 0..<count {
                var crew = known[i % known.count]
                let round = i / known.count
                if round > 0 {
                    // A larger shop: the crew takes after an earlier one, under a leader of its own.
                    crew.leader = file.surnames[(i * 7) % file.surnames.count] + file.given[(i * 11) % file.given.count] + file.given[(i * 5 + 3) % file.given.count]
                    crew.phone = String(crew.phone.dropLast(2)) + (i < 90 ? String(i + 10) : "99")
                    crew.login += String(round + 1)
                }
                let person = Person(login: crew.login, name: crew.leader, roles: [role])
                crews.append(CrewMan(name: pattern.replacing("{n}", with: i < 9 ? "0\(i + 1)" : "\(i + 1)"), kind: kind, file: crew, person: person))
            }
        }
        self.crews = crews
        leaders = Dictionary(crews.map { ($0.name, $0.person) }, uniquingKeysWith: { first, _ in first })
        byName = Dictionary(crews.map { ($0.person.name, $0.person) }, uniquingKeysWith: { first, _ in first })
    }

    /// Somebody with that role who is no stand-in for everybody; several of them take turns by chance.
    func anyone(_ role: String, _ random: inout SeededRandom) -> Person {
        let able = staff.filter { $0.roles.contains(role) && $0.roles.count == 1 }
        return random.pick(able) ?? .console
    }

    /// The leader of that name.
    func person(named name: String) -> Person? { byName[name] }

    /// The leader of a crew.
    func leader(of crew: String?) -> Person { crew.flatMap { leaders[$0] } ?? .console }
}
