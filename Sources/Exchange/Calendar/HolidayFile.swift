import Dispatching

/// One year's file in the format of NateScarlet/holiday-cn: the State Council's holidays and make-up
/// working days, `{"year", "papers", "days": [{"name", "date", "isOffDay"}]}`.
///
/// Only exceptions are listed: `isOffDay` true is a day off, false a working Saturday or Sunday. Unknown keys
/// are ignored; `name` and `year` may be missing. The year is that of the notice, not of every date in it:
/// the last days of December may stand in the next year's file, so both are needed for a whole December.
public struct HolidayFile: Sendable {
    public struct Entry: Hashable, Sendable {
        public var isOff: Bool
        /// The holiday's name; nil when the file gives none.
        public var name: String?
        /// Where the entry begins in the file.
        public var position: TextPosition

        /// What the entry means for a work calendar.
        public var override: DayOverride { isOff ? .off(name) : .working(name) }
    }

    /// As given by the caller, for messages.
    public var name: String
    /// The year of the notice.
    public var year: Int?
    public var days: [LocalDay: Entry]

    /// - Parameters:
    ///   - bytes: UTF-8, with or without a byte order mark
    ///   - name: the file's name, for messages
    /// - Throws: `HolidayFileError`
    public init(_ bytes: [UInt8], name: String) throws(HolidayFileError) {
        let root: LocatedJSON
        do {
            root = try LocatedJSONReader.read(bytes)
        } catch {
            throw HolidayFileError(file: name, position: error.position, reason: error.problem.reason)
        }
        let file = try HolidayObject(root, key: "", file: name)
        self.name = name
        year = try file.year("year")
        days = [:]
        for element in try file.array("days") {
            let object = try HolidayObject(element, key: "days", file: name)
            let (day, position) = try object.day("date")
            let entry = Entry(
                isOff: try object.bool("isOffDay"), name: try object.optionalString("name"),
                position: element.position)
            if let first = days.updateValue(entry, forKey: day) {
                throw HolidayFileError(
                    file: name, position: position, reason: .duplicateDate(day, first: first.position))
            }
        }
    }

    /// The exceptions of one file, ready for `WorkCalendar.overrides`.
    ///
    /// - Throws: `HolidayFileError`
    public static func parse(_ bytes: [UInt8], name: String) throws(HolidayFileError) -> [LocalDay: DayOverride] {
        try HolidayFile(bytes, name: name).days.mapValues(\.override)
    }

    /// The exceptions of several years' files, in any order.
    ///
    /// Where two files name the same date, the later year's notice wins (it may revise a December); files
    /// of one year, or without a year, must agree.
    /// - Throws: `HolidayFileError` with reason `.contradiction`
    public static func merge(_ files: [HolidayFile]) throws(HolidayFileError) -> [LocalDay: DayOverride] {
        var sources: [LocalDay: (file: HolidayFile, entry: Entry)] = [:]
        for file in files {
            for (day, entry) in file.days.sorted(by: { $0.key < $1.key }) {
                if let other = sources[day] {
                    let (newYear, oldYear) = (file.year ?? day.year, other.file.year ?? day.year)
                    if newYear < oldYear { continue }
                    guard newYear > oldYear || entry.isOff == other.entry.isOff else {
                        throw HolidayFileError(
                            file: file.name, position: entry.position,
                            reason: .contradiction(
                                day, otherFile: other.file.name, otherPosition: other.entry.position))
                    }
                }
                sources[day] = (file, entry)
            }
        }
        return sources.mapValues(\.entry.override)
    }
}

extension LocatedJSONReader.Problem {
    fileprivate var reason: HolidayFileError.Reason {
        switch self {
        case .syntax: .syntax
        case .unexpectedEnd: .unexpectedEnd
        case .invalidText: .invalidText
        case .tooDeep: .tooDeep
        }
    }
}
