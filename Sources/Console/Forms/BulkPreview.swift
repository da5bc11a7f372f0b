import Desk
import Dispatching
import Wording

/// What commands on many cases would do, said by name before they are carried out: which cannot and why, then which can.
struct BulkPreview: Sendable {
    struct Item: Sendable {
        /// Number and customer: `HT-1001 李梅`.
        let name: String
        let command: Command
    }

    let items: [Item]
    /// What is done to them, for the question.
    var what = ""
    let wording: Wording
    let zone: Zone

    struct Weighed: Sendable {
        /// How many would be carried out.
        let possible: Int
        let text: String
    }

    /// Reasons that are written out, and names; the others are counted.
    private static let mostReasons = 5
    private static let mostNames = 18

    func weigh(_ desk: Desk) throws -> Weighed {
        let refusals = try desk.preview(items.map(\.command))
        let refused = zip(items, refusals).compactMap { item, refusal in refusal.map { "! \(item.name): " + wording.explain($0, zone: zone).what } }
        let possible = zip(items, refusals).compactMap { item, refusal in refusal == nil ? item.name : nil }
        var lines: [String] = []
        if !refused.isEmpty {
            lines.append(wording("bulk.refused", ["n": .int(refused.count)]))
            lines += Self.head(refused, Self.mostReasons, wording)
        }
        if !possible.isEmpty { lines.append(Self.joined(possible, wording)) }
        return Weighed(possible: possible.count, text: lines.joined(separator: "\n"))
    }

    /// Names one behind the other, as many as can be taken in at a look.
    static func joined(_ names: [String], _ wording: Wording) -> String { head(names, mostNames, wording).joined(separator: wording("list.separator")) }

    private static func head(_ lines: [String], _ most: Int, _ wording: Wording) -> [String] {
        guard lines.count > most else { return lines }
        return lines.prefix(most - 1) + [wording("bulk.more", ["n": .int(lines.count - most + 1)])]
    }
}

extension AppContext {
    func preview(_ items: [BulkPreview.Item]) -> BulkPreview { BulkPreview(items: items, wording: wording, zone: zone) }

    /// Asks before many cases are changed, naming them; where none can be, says why instead.
    ///
    /// - Parameter question: for how many would be changed.
    func confirmMany(title: String, _ items: [BulkPreview.Item], question: @escaping @MainActor (Int) -> String, then: @escaping @MainActor () -> Void) {
        let preview = preview(items)
        load("bulk.preview", { try preview.weigh($0) }) { [self] weighed in
            if weighed.possible == 0 { return tell(title: text("dialog.refused"), weighed.text) }
            confirm(title: title, message: question(weighed.possible) + "\n\n" + weighed.text, isDanger: false, then: then)
        }
    }
}
