import Desk
import Dispatching
import Grid
import Storage
import Wording

/// A sheet to fill in, and what shall happen with the answers. Made from a stamp of the playbook, or by a pane.
struct FormRequest {
    /// What a save hands to `commands`.
    struct Answers: Sendable {
        var values: [String: Value]
        /// Why a requirement is set aside, when the person gave a reason.
        var override: String?
        /// Of the watched case, as the person has seen it.
        var version: Int?
    }

    let title: String
    /// Whom and what it is about, above the fields: customer, phone, address.
    var about: [String] = []
    let questions: [Question]
    /// Where texts come from that the fields offer while they are typed.
    var usual: TextSource?
    /// The same by question name, where a pane knows them.
    var offered: [String: [String]] = [:]
    /// What the file knows about a text as it is typed, by question name: a sentence to warn with, or nil.
    var lookups: [String: @Sendable (Desk, String) throws -> Phrase?] = [:]
    /// What the file says about several answers together while they are filled in.
    var watch: Watch?
    /// The case whose version is watched: a save over a newer one shows both sides and offers to read it again.
    var watched: CaseRecord?
    /// Under which a draft is kept over a hang-up; nil for sheets that are not worth it.
    var draftKey: String?
    /// Answers typed before a hang-up.
    var draft: [String: Value]?
    /// Checks before anything is sent; what it throws stands at its field.
    var check: @Sendable ([String: Value]) throws -> Void = { _ in }
    /// The question before a save that has a preview, where the usual one would not do.
    var confirmation: String?
    /// Names what a save would change, to be confirmed; nil: saved at once.
    var preview: (@Sendable (Answers) -> BulkPreview)?
    /// Carries the answers out in the background; may throw a refusal, and the sheet stays open.
    let save: @Sendable (Desk, Answers) throws -> Saved
    var then: @MainActor (Saved) -> Void = { _ in }

    /// Lines below the fields that follow what is filled in, read in the background.
    struct Watch: Sendable {
        /// Questions whose answers matter.
        let fields: Set<String>
        /// Rows kept for it, so that nothing moves when it appears.
        var rows = 1
        /// A case that it names can be opened instead of going on.
        var opens = false
        /// - Parameter answers: as they stand, readable or not.
        let read: @Sendable (_ desk: Desk, _ wording: Wording, _ answers: [String: Value]) throws -> Notice?
    }

    struct Notice: Sendable {
        struct Line: Sendable {
            var text: String
            var style: Style = .normal
        }

        var lines: [Line]
        /// The case to open instead.
        var found: CaseID?
    }

    /// What to say afterwards.
    struct Saved: Sendable {
        var phrase: Phrase
        /// The case as it stands now, of a single save.
        var record: CaseRecord?
        /// Refusals of single cases in a bulk save, ready to read.
        var refused: [String] = []

        /// Many commands in one transaction and one step of undo; what is refused is left out and told.
        ///
        /// - Parameter names: of the cases, in the order of the commands.
        static func bulk(_ desk: Desk, _ preview: BulkPreview) throws -> Saved {
            try bulk(desk, preview.items.map(\.command), names: preview.items.map(\.name), wording: preview.wording, zone: preview.zone)
        }

        static func bulk(_ desk: Desk, _ commands: [Command], names: [String], wording: Wording, zone: Zone) throws -> Saved {
            var refused: [String] = []
            let count = try desk.batch(
                commands, grouped: true,
                onRefusal: { index, refusal in
                    refused.append(names[index] + ": " + wording.explain(refusal, zone: zone).text)
                    return true
                })
            return Saved(phrase: Phrase("form.bulkDone", ["n": .int(count)]), refused: refused)
        }
    }
}
