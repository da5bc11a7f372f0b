import Dispatching
import Foundation
import Grid

/// Standard output and error, with columns that hold under Chinese.
enum Out {
    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    static func json(_ value: Value) { print(value.json) }

    /// Left-aligned columns by display width, two spaces apart.
    static func table(_ rows: [[String]]) {
        let ruler = Ruler.standard
        var widths: [Int] = []
        for row in rows {
            for (i, cell) in row.enumerated() {
                if i == widths.count { widths.append(0) }
                widths[i] = max(widths[i], ruler.width(of: cell))
            }
        }
        for row in rows {
            var line = ""
            for (i, cell) in row.enumerated() {
                line += cell
                if i < row.count - 1 { line += String(repeating: " ", count: widths[i] - ruler.width(of: cell) + 2) }
            }
            print(line)
        }
    }
}
