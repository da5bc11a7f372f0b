import Dispatching
import Storage
import Wording

/// A customer's file in words: who keeps the customer, when last spoken to, and how satisfied over time (D-22).
public struct CustomerWords {
    private let file: CustomerFile
    private let wording: Wording
    private let manual: Manual
    private let now: Instant

    public init(_ file: CustomerFile, _ wording: Wording, _ manual: Manual, now: Instant) {
        (self.file, self.wording, self.manual, self.now) = (file, wording, manual, now)
    }

    /// `维护人 林晓  老客户  6 天没联系  满意度 4.33 (3 次)`
    public var head: String {
        var words: [String] = []
        if let customer = file.customer {
            words.append(customer["keeper"].string.map { wording("care.keptBy", ["name": .string($0)]) } ?? wording("care.keptByNobody"))
            for field in ["stage", "intention"] {
                if let code = customer[field].string, let label = manual.playbook.option(field, code) { words.append(wording.label(label)) }
            }
            if customer["member"].bool == true { words.append(wording("care.member")) }
        }
        words.append(file.quietDays(now).map { wording("care.lastContact", ["days": .int($0)]) } ?? wording("care.neverContacted"))
        if let average = file.average {
            words.append(wording("care.average", ["average": .string("\(average / 100).\(average % 100 / 10)\(average % 10)"), "count": .int(file.scores.count)]))
        }
        return words.joined(separator: "  ")
    }

    /// Day, number, what was asked, the score and a bar.
    public func cells(_ score: CustomerFile.Score) -> [String] {
        let asked = manual.playbook.form(for: score.stamp)?.field(score.field)?.label ?? manual.playbook.stampLabel(score.stamp)
        return [manual.zone.day(of: score.at).description, score.number, wording.label(asked), String(score.value), String(repeating: "*", count: max(0, min(5, score.value)))]
    }
}
