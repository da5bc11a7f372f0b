public import Dispatching

/// One thing that the doctor looked at: how it is, in words, and what to do about it.
public struct Finding: Hashable, Sendable {
    public enum Verdict: String, Hashable, Sendable {
        case good
        /// It works, but not as well as it could.
        case note
        case bad
    }

    /// `locale`, `terminal`, `file`: key of its title under `doctor.topic.`.
    public let topic: String
    public let verdict: Verdict
    public let sentence: Phrase
    public let advice: Phrase?

    init(_ topic: String, _ verdict: Verdict, _ key: String, _ values: [String: Value] = [:], advice: String? = nil) {
        self.topic = topic
        self.verdict = verdict
        sentence = Phrase("doctor.\(key)", values)
        self.advice = advice.map { Phrase("doctor.do.\($0)", values) }
    }
}
