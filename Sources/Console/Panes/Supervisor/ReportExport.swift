import Dispatching
import Exchange
import Foundation

/// `x`: what is on the screen, as a file for a spreadsheet.
@MainActor
struct ReportExport {
    let context: any AppContext

    func ask(_ table: ReportTable) {
        let time = context.zone.timeOfDay(of: context.now).description.replacing(":", with: "")
        let name = Question(
            name: "file", label: Label(zh: context.text("supervisor.file"), en: context.text("supervisor.file")), kind: .text, required: true,
            initial: .string("\(table.name)-\(context.today)-\(time).csv"))
        let bytes = table.csv(context.wording)
        let count = table.rows.count
        context.openForm(
            FormRequest(
                title: context.text("bind.supervisor.export"), about: [context.text("supervisor.exportAbout", ["n": .int(count)])], questions: [name],
                save: { _, answers in
                    let path = (answers.values["file"]?.string ?? "") as NSString
                    let file = path.expandingTildeInPath
                    // A report is made anew in a moment; what stands there under that name may not be.
                    try Data(bytes).write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
                    return FormRequest.Saved(phrase: Phrase("supervisor.exported", ["file": .string(file), "n": .int(count)]))
                }))
    }
}
