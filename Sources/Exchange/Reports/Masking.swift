import Dispatching

/// Telephone numbers in a file that leaves the house (B-40, B-62): `139****2222`.
public enum Masking {
    /// Every mobile or landline number that stands by itself loses its middle; all other digits stay.
    public static func phones(in text: String) -> String {
        var out = "", run = ""
        func flush() {
            out += PhoneNumber(run).map { $0.digits == run && run.count >= 10 ? masked(run) : run } ?? run
            run = ""
        }
        for c in text {
            if c.isASCII, c.isNumber { run.append(c) } else {
                flush()
                out.append(c)
            }
        }
        flush()
        return out
    }

    private static func masked(_ digits: String) -> String {
        digits.prefix(3) + String(repeating: "*", count: digits.count - 7) + digits.suffix(4)
    }

    public static func phones(in bytes: [UInt8]) -> [UInt8] { Array(phones(in: String(decoding: bytes, as: UTF8.self)).utf8) }
}

extension Playbook {
    /// Whether somebody of these posts may take whole telephone numbers out of the house; where the playbook says nothing, anybody (B-63).
    public func mayTakePhones(_ posts: Set<String>) -> Bool { rights["phones"].map { !posts.isDisjoint(with: $0) } ?? true }
}
