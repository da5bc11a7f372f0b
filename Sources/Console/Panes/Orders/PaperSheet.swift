import Desk
import Dispatching
import Foundation

/// A paper of a case (R-19): shows it, and writes it to a file that the printer takes.
@MainActor
struct PaperSheet {
    let context: any AppContext

    func open(_ template: MessageTemplate, for record: CaseRecord) {
        let (id, name, language) = (record.id, template.id, context.wording.language)
        let label = Label(zh: context.text("export.file"), en: context.text("export.file"))
        let file = "\(name)-\(record.number.replacing("/", with: "-")).txt"
        context.load("paper", { try $0.paper(name, for: id, language: language) }) { [context] paper in
            context.openForm(
                FormRequest(
                    title: context.text(template.label), about: paper.text.split(separator: "\n").map(String.init),
                    questions: [Question(name: "file", label: label, kind: .text, required: true, initial: .string(file))],
                    save: { _, answers in
                        let file = ((answers.values["file"]?.string ?? "") as NSString).expandingTildeInPath
                        try Data(paper.text.utf8).write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
                        return FormRequest.Saved(phrase: Phrase("paper.done", ["file": .string(file)]))
                    }))
        }
    }
}
