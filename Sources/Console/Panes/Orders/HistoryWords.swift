import Dispatching
import Storage
import Wording

/// The history of a case file: one line for each command on each of its cases, newest first.
@MainActor
struct HistoryWords {
    struct Line {
        let at: Instant
        let who: String
        let sentence: String
    }

    let file: CaseFile
    let context: any AppContext

    private var words: JournalWords { context.journalWords(file.people) }

    var lines: [Line] {
        let words = words
        return JournalLine.fold(file.history).compactMap { line in
            let sentence = words.sentence(line.changes, of: file.record(line.caseID)) ?? (line.unreadable > 0 ? context.text("history.unreadable") : nil)
            return sentence.map { Line(at: line.at, who: words.name(line.actor), sentence: $0) }
        }
    }

    /// The answers of a stamp in the words of its form.
    static func answers(_ stamp: Stamp, _ context: any AppContext) -> [String] { context.journalWords().answers(of: stamp) }
}

extension AppContext {
    func journalWords(_ people: [String: String] = [:]) -> JournalWords { JournalWords(wording: wording, playbook: manual.playbook, people: people) }
}
