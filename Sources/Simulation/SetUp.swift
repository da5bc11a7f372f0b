import Desk
import Dispatching
import Exchange
import Wording

/// Makes an empty file a shop: its playbook, calendar, people, crews and roads.
enum SetUp {
    /// The holidays that travel inside the program.
    static func holidays() throws -> [LocalDay: DayOverride] {
        var files: [HolidayFile] = []
        for path in Resource.paths.sorted() where path.hasPrefix("calendars/") && path.hasSuffix(".json") {
            files.append(try HolidayFile(Resource.bytes(path), name: path))
        }
        return try HolidayFile.merge(files)
    }

    /// The calendar that the shop is going to have, to plan by before there is a file.
    static func calendar(_ spec: CalendarSpec) throws -> WorkCalendar {
        var week = WorkWeek(.closed, on: [])
        for (day, text) in spec.week { week[day] = DayHours(text) ?? .closed }
        return WorkCalendar(name: "shop", zone: Zone(identifier: spec.zone) ?? .shanghai, week: week, overrides: try holidays())
    }

    /// Everything that is recorded before the first day, in one transaction.
    static func commands(_ file: ShopFile, _ crowd: Crowd) throws -> [Command] {
        var out: [Command] = [.days(try holidays())]
        for person in crowd.staff + crowd.crews.map(\.person) {
            out.append(.record(.staff, number: person.login, ["name": .string(person.name), "roles": .array(person.roles.sorted().map { .string($0) })]))
        }
        for crew in crowd.crews {
            let f = crew.file
            var fields: [String: Value] = [
                "kind": .string(crew.kind), "leader": .string(f.leader), "phone": .string(f.phone), "zone": .string(f.zone),
                "skills": .array(f.skills.map { .string($0) }), "shift": .string(shift),
            ]
            if let litres = f.capacityLitres { fields["capacityLitres"] = .int(litres) }
            if let members = f.members { fields["members"] = .array(members.map { .string($0) }) }
            out.append(.record(.crew, number: crew.name, fields))
        }
        out.append(.record(.travel, number: "default", [
            "warehouse": ["district": .string(file.warehouse.district), "lat": .double(file.warehouse.lat), "lon": .double(file.warehouse.lon)],
            "between": .int(file.travel.between), "within": .int(file.travel.within), "pairs": .object(file.travel.pairs.mapValues { .int($0) }),
            "centres": .object(Dictionary(file.districts.map { ($0.name, ["lat": .double($0.lat), "lon": .double($0.lon)]) }, uniquingKeysWith: { a, _ in a })),
        ]))
        return out
    }

    /// Crews work on after the office has closed.
    private static let shift = "08:30-12:00,12:45-18:00"
}
