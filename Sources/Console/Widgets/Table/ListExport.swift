import Dispatching
import Exchange
import Foundation
import Grid

/// A list as a file: `.csv` for a spreadsheet, any other name for a page to print, with the screen's columns and order.
@MainActor
struct ListExport {
    let context: any AppContext

    struct Table: Sendable {
        /// What it is a list of, and as of when; stands above a page.
        let title: String
        let columns: [Columns.Column]
        let rows: [[String]]

        func bytes(for file: String) -> [UInt8] { file.lowercased().hasSuffix(".csv") ? csv : page }

        /// UTF-8 with a byte order mark, so that a spreadsheet reads Chinese right.
        var csv: [UInt8] {
            var writer = CSVWriter(byteOrderMark: true, guardsFormulas: true)
            writer.write(columns.map(\.title))
            for row in rows { writer.write(row) }
            return writer.bytes
        }

        /// Every column as wide as its longest cell: paper cuts nothing.
        private var page: [UInt8] {
            let ruler = Ruler.standard
            let lines = [columns.map(\.title)] + rows
            let widths = columns.indices.map { place in lines.map { ruler.width(of: $0[place]) }.max() ?? 0 }
            let text = lines.map { line in
                let cells = columns.indices.map { place in
                    let space = String(repeating: " ", count: widths[place] - ruler.width(of: line[place]))
                    return columns[place].alignment == .right ? space + line[place] : line[place] + space
                }
                return cells.joined(separator: " ").replacing(/[ ]+$/, with: "")
            }
            return Array((([title] + text).joined(separator: "\n") + "\n").utf8)
        }
    }

    /// Asks for the file's name and writes it there; a file that exists is left as it is.
    func ask(name: String, _ table: Table) {
        ask(name: name, count: table.rows.count) { table.bytes(for: $0) }
    }

    func ask(name: String, count: Int, _ bytes: @escaping @Sendable (String) -> [UInt8]) {
        let time = context.zone.timeOfDay(of: context.now).description.replacing(":", with: "")
        let label = Label(zh: context.text("export.file"), en: context.text("export.file"))
        // B-40: without the right, telephone numbers leave the house without their middle.
        let isWhole = context.manual.playbook.mayTakePhones(context.posts)
        let question = Question(name: "file", label: label, kind: .text, required: true, initial: .string("\(name)-\(context.today)-\(time).csv"))
        context.openForm(
            FormRequest(
                title: context.text("bind.list.export"), about: [context.text("export.about", ["n": .int(count)]), context.text("export.folder", ["folder": .string(FileManager.default.currentDirectoryPath)])] + (isWhole ? [] : [context.text("export.masked")]), questions: [question],
                save: { _, answers in
                    let content = { (file: String) in isWhole ? bytes(file) : Masking.phones(in: bytes(file)) }
                    let file = ((answers.values["file"]?.string ?? "") as NSString).expandingTildeInPath
                    // A list is made anew in a moment; what stands there under that name may not be.
                    try Data(content(file)).write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
                    return FormRequest.Saved(phrase: Phrase("export.done", ["file": .string(URL(fileURLWithPath: file).path), "n": .int(count)]))
                }))
    }
}
