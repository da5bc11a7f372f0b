import Desk
import Dispatching
import Foundation

/// Messages for a sender's machine: one line each in a CSV file (phone, text, template, case), and the record that they went out.
public enum SenderFile {
    public struct Report: Sendable {
        public let written: Int
        /// Case number and why its message stayed behind.
        public let refused: [(number: String, refusal: Refusal)]
    }

    /// Records the messages as sent and writes the file; either both happen or neither.
    ///
    /// - Throws: `CocoaError.fileWriteFileExists`: a file that may not have been sent yet is never written over.
    public static func write(_ items: [OutboxItem], to path: String, at desk: Desk) throws -> Report {
        let messages = items.filter { $0.message.channel == .sms }
        let commands = messages.map { Command.send(rule: $0.row.duty.key.rule, $0.row.duty.key.caseID, override: nil) }
        var lines = ["phone,text,template,case"]
        var refused: [(number: String, refusal: Refusal)] = []
        var left: Set<Int> = []
        let url = URL(fileURLWithPath: path)
        var isWritten = false
        do {
            let count = try desk.batch(
                commands, grouped: true,
                onRefusal: { index, refusal in
                    refused.append((messages[index].row.number, refusal))
                    left.insert(index)
                    return true
                },
                finish: {
                    for (index, item) in messages.enumerated() where !left.contains(index) {
                        lines.append([item.message.to, item.message.text, item.message.template, item.row.number].map(quoted).joined(separator: ","))
                    }
                    guard lines.count > 1 else { return }
                    try Data("\u{FEFF}\(lines.joined(separator: "\r\n"))\r\n".utf8).write(to: url, options: .withoutOverwriting)
                    isWritten = true
                })
            return Report(written: count, refused: refused)
        } catch {
            // The record was not kept: a file that says otherwise would be sent twice. What cannot be removed is told by the first error.
            if isWritten { try? FileManager.default.removeItem(at: url) }
            throw error
        }
    }

    private static func quoted(_ text: String) -> String {
        text.contains { ",\"\r\n".contains($0) } ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }
}
