import Desk
import Dispatching
import Storage

/// A message that was confirmed as sent today, with the text that went out.
struct SentMessage: Sendable, Identifiable {
    let id: Int64
    let at: Instant
    let by: String
    let template: String
    let to: String
    let text: String
    let number: String

    /// The newest entries that are searched: a busy day has fewer.
    private static let searched = 6000

    /// From the journal, newest first.
    static func read(_ desk: Desk, since: Instant) throws -> [SentMessage] {
        try desk.store.read { s in
            var found: [SentMessage] = []
            var before: Int64?
            var count = 0
            while count < searched {
                let page = try s.log(limit: 500, before: before)
                guard let last = page.last else { break }
                count += page.count
                before = last.seq
                for entry in page where entry.at >= since && entry.kind == "stamped" {
                    let answers = entry.payload["answers"]
                    guard let template = answers["template"].string, let id = entry.caseID, let record = try s.record(id),
                        record.stamps.contains(where: { $0.number == entry.payload["no"].int && !$0.withdrawn })
                    else { continue }
                    found.append(
                        SentMessage(
                            id: entry.seq, at: entry.at, by: entry.actor, template: template, to: answers["to"].string ?? "",
                            text: answers["text"].string ?? "", number: record.number))
                }
                if last.at < since { break }
            }
            return found
        }
    }
}
