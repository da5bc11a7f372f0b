/// What may be the number of a waybill. Each carrier has its own: how many digits, and whether the last one checks the others.
public struct WaybillNumber: Hashable, Sendable {
    public enum Scheme: String, Sendable, CaseIterable {
        /// Nothing but digits; the number checks nothing.
        case none
        /// The last digit is the rest of the others divided by seven.
        case mod7
        /// Weights three and one from the right, as on article numbers.
        case mod10
    }

    public let digits: ClosedRange<Int>
    public let scheme: Scheme

    public init(digits: ClosedRange<Int>, scheme: Scheme) {
        self.digits = digits
        self.scheme = scheme
    }

    /// From the figures `waybillLeast`, `waybillMost` and `waybillCheck`.
    public init(_ playbook: Playbook) {
        let least = playbook.figure("waybillLeast") ?? 10
        self.init(
            digits: least...max(least, playbook.figure("waybillMost") ?? 15), scheme: playbook.figures["waybillCheck"]?.string.flatMap { Scheme(rawValue: $0) } ?? .none)
    }

    public func allows(_ text: String) -> Bool {
        let values = text.utf8.map { Int($0) - 0x30 }
        guard digits.contains(values.count), values.allSatisfy({ (0...9).contains($0) }), let check = values.last else { return false }
        let body = values.dropLast()
        switch scheme {
        case .none: return true
        case .mod7: return body.reduce(0) { ($0 * 10 + $1) % 7 } == check
        case .mod10:
            let sum = body.reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 3 : 1) }
            return (10 - sum % 10) % 10 == check
        }
    }
}
