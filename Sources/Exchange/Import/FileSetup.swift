import Desk
import Dispatching
import Wording

/// What a new file is given before anybody works in it.
public enum FileSetup {
    /// Adopts the playbook and lays the State Council's holidays that travel with the program over the shop's week.
    public static func initialise(_ desk: Desk, playbook: Playbook) throws {
        try desk.perform(.adopt(playbook))
        let files = try Resource.paths.filter { $0.hasPrefix("calendars/") }.sorted().map { try HolidayFile(Resource.bytes($0), name: $0) }
        try adopt(HolidayFile.merge(files), at: desk)
    }

    /// Dated days, as the `calendar` case keeps them; they win over the weekday.
    public static func adopt(_ days: [LocalDay: DayOverride], at desk: Desk) throws {
        var fields: [String: Value] = [:]
        for (day, o) in days {
            let kind: String =
                switch o.kind {
                case .off: "off"
                case .working: "working"
                case .hours(let hours): hours.description
                }
            var value: [String: Value] = ["kind": .string(kind)]
            if let label = o.label { value["label"] = .string(label) }
            fields[day.description] = .object(value)
        }
        try desk.perform(.record("calendar", number: "shop", fields))
    }
}
