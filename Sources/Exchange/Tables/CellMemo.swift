/// Reads the cells of one column and remembers what the latest ones said. Rows of one order repeat most of the
/// row above, and a column of districts or classes has few words; neither is read twice, nor is its text kept twice.
struct CellMemo {
    private static let size = 32
    private let reader: CellReader
    private var cells = [ArraySlice<UInt8>?](repeating: nil, count: size)
    private var outcomes = [Result<CellValue?, BadReason>](repeating: .success(nil), count: size)

    init(_ reader: CellReader) { self.reader = reader }

    mutating func read(_ cell: ArraySlice<UInt8>) throws(BadReason) -> CellValue? {
        let place = Self.place(cell)
        if cells[place] != cell {
            do {
                outcomes[place] = .success(try reader.read(cell))
            } catch {
                outcomes[place] = .failure(error)
            }
            cells[place] = cell
        }
        return try outcomes[place].get()
    }

    /// A cheap hash: cells of one column differ mostly in their length, middle and end.
    private static func place(_ cell: ArraySlice<UInt8>) -> Int {
        guard let first = cell.first, let last = cell.last else { return 0 }
        let middle = cell[cell.startIndex + cell.count / 2]
        return (cell.count &+ 3 &* Int(first) &+ 7 &* Int(middle) &+ 13 &* Int(last)) % size
    }
}
