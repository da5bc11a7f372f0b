import Desk
import Dispatching
import Wording

/// What a new file is given before anybody works in it.
public enum FileSetup {
    /// Adopts the playbook and lays the State Council's holidays that travel with the program over the shop's week.
    public static func initialise(_ desk: Desk, playbook: Playbook) throws {
        try desk.perform(.adopt(playbook))
        let files = try Resource.paths.filter { $0.hasPrefix("calendars/") }.sorted().map { try HolidayFile(Resource.bytes($0), name: $0) }
        try desk.perform(.days(HolidayFile.merge(files)))
    }
}
