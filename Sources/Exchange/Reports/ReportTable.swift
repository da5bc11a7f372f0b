import Dispatching
import Wording

/// A report as a table: what the screen shows, what a spreadsheet gets and what a script reads come from the same rows.
public struct ReportTable: Sendable {
    public struct Column: Hashable, Sendable {
        public enum Width: Hashable, Sendable {
            case fixed(Int)
            case flexible(Int)
        }

        public enum Place: Hashable, Sendable {
            case everywhere
            /// A drawing that says nothing that other columns do not.
            case screen
            /// Too much for a screen.
            case file
        }

        /// Name in JSON; its words stand under `report.column.<key>`.
        public let key: String
        public let width: Width
        public let isNumber: Bool
        /// On a narrow screen the highest goes first; 0 never goes.
        public let priority: Int
        public let place: Place

        init(_ key: String, _ width: Width, number: Bool = false, priority: Int = 0, _ place: Place = .everywhere) {
            self.key = key
            self.width = width
            isNumber = number
            self.priority = priority
            self.place = place
        }

        public func title(_ wording: Wording) -> String { wording("report.column.\(key)") }
    }

    public struct Cell: Hashable, Sendable {
        public let text: String
        public let value: Value
        /// For a spreadsheet, where the screen is too short for all of it.
        public let full: String

        public init(_ text: String, _ value: Value? = nil, full: String? = nil) {
            self.text = text
            self.value = value ?? .string(text)
            self.full = full ?? text
        }
    }

    public struct Row: Hashable, Sendable {
        public let cells: [Cell]
        /// The order (or other root case) that the line belongs to.
        public let caseID: CaseID?

        init(_ cells: [Cell], caseID: CaseID? = nil) {
            self.cells = cells
            self.caseID = caseID
        }
    }

    /// `overdue`, `crews`: name of the report in files.
    public let name: String
    public let columns: [Column]
    public let rows: [Row]

    private func indices(without place: Column.Place) -> [Int] { columns.indices.filter { columns[$0].place != place } }

    /// What a screen or a terminal shows.
    public var shown: [Int] { indices(without: .file) }

    /// UTF-8 with a byte order mark, so that a spreadsheet reads Chinese right.
    public func csv(_ wording: Wording) -> [UInt8] {
        let kept = indices(without: .screen)
        var writer = CSVWriter(byteOrderMark: true, guardsFormulas: true)
        writer.write(kept.map { columns[$0].title(wording) })
        for row in rows { writer.write(kept.map { row.cells[$0].full }) }
        return writer.bytes
    }

    public var json: Value {
        let kept = indices(without: .screen)
        return .array(rows.map { row in .object(Dictionary(kept.map { (columns[$0].key, row.cells[$0].value) }, uniquingKeysWith: { first, _ in first })) })
    }
}
