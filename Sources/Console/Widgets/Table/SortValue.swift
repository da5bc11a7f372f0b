import Dispatching
import Pinyin
import Storage

/// What a row counts as in a column, for putting rows in order. Empty cells stand last in both directions.
enum SortValue: Comparable {
    case number(Int64)
    case text(String)
    case nothing

    init(_ value: Int?) { self = value.map { .number(Int64($0)) } ?? .nothing }
    init(_ value: Instant?) { self = value.map { .number($0.seconds) } ?? .nothing }
    init(_ value: LocalDay?) { self = value.map { .number(Int64($0.number)) } ?? .nothing }

    /// Chinese by its reading, as a clerk looks a name up.
    init(_ text: String) {
        self = text.isEmpty ? .nothing : .text(Pinyin.sortKey(text))
    }
}

/// The column that rows are put in order by.
struct Sorting: Hashable, Sendable {
    var column: String
    var isDescending = false

    /// Whether a row with the first value stands before one with the second.
    func precedes(_ a: SortValue, _ b: SortValue) -> Bool {
        switch (a, b) {
        case (.nothing, _): false
        case (_, .nothing): true
        default: isDescending ? b < a : a < b
        }
    }
}
