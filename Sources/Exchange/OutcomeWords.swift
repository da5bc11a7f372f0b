import Desk
import Dispatching
import Wording

extension Outcome {
    /// What a command did, as a person reads it; of an undo, what was taken back.
    public func sentence(_ wording: Wording, _ playbook: Playbook) -> String {
        var phrase = phrase.readable(with: playbook, wording.language)
        if !reversed.isEmpty {
            let known = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let words = JournalWords(wording: wording, playbook: playbook).sentence(ofCommand: reversed, records: known)
            phrase = Phrase(phrase.key, phrase.values.merging(["what": .string(words)]) { $1 })
        }
        return wording(phrase)
    }
}
