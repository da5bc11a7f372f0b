/// Romanised search keys for Chinese text: no tones, no spaces, ü written v, ASCII letters and digits kept in
/// lower case, everything else left out.
public enum Pinyin {
    /// One way of reading a text.
    public struct Reading: Hashable, Sendable {
        public var full: String
        public var initials: String

        public init(full: String, initials: String) {
            self.full = full
            self.initials = initials
        }
    }

    /// Full pinyin of ordinary text: addresses, goods, remarks.
    public static func text(_ text: String) -> Reading {
        var writer = ReadingWriter()
        writer.appendText(Array(text.unicodeScalars), from: 0)
        return writer.reading
    }

    /// Pinyin of a person's name: a surname (also a compound one) takes its reading as a surname.
    public static func name(_ name: String) -> Reading {
        let scalars = NameScalars(name)
        var writer = ReadingWriter()
        if let surname = scalars.surname, let usual = surname.readings.first {
            writer.append(usual)
            writer.appendText(scalars.all, from: surname.length)
        } else {
            writer.appendText(scalars.all, from: 0)
        }
        return writer.reading
    }

    /// `name(_:)` first, then what a clerk may also type: the surname's other readings, the character's usual one,
    /// and other common readings in the given name. Never more than `limit`.
    public static func nameAlternatives(_ name: String, limit: Int = 8) -> [Reading] {
        let scalars = NameScalars(name)
        var found: [Reading] = []
        func add(_ reading: Reading) {
            if found.count < limit, !reading.full.isEmpty, !found.contains(reading) { found.append(reading) }
        }
        add(Self.name(name))
        for surname in scalars.surname?.readings ?? [] {
            var writer = ReadingWriter()
            writer.append(surname)
            writer.appendText(scalars.all, from: surname.count)
            add(writer.reading)
        }
        add(text(name))
        let start = scalars.surname?.length ?? 0
        let prefix = scalars.surname?.readings.first ?? []
        for i in start..<max(start, scalars.all.count) {
            for other in PinyinTable.shared.all(scalars.all[i]).dropFirst() {
                var writer = ReadingWriter()
                writer.append(prefix)
                for j in start..<scalars.all.count {
                    if j == i { writer.append([other]) } else { writer.appendText([scalars.all[j]], from: 0) }
                }
                add(writer.reading)
            }
        }
        return found
    }

    /// Full pinyin of a person's name: `单雅芳` is `shanyafang`.
    public static func full(_ name: String) -> String { self.name(name).full }

    /// Pinyin initials of a person's name: `单雅芳` is `syf`.
    public static func initials(_ name: String) -> String { self.name(name).initials }

    /// What puts texts in the order of their readings, names among them by the surname's: 仇 (qiu) stands before 单 (shan).
    /// Equal readings are told apart by the characters.
    public static func sortKey(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text.lowercased() : name(text).full + " " + text
    }

    /// All readings of one character, the usual one first; empty for what is not in the table.
    public static func readings(of scalar: Unicode.Scalar) -> [String] {
        PinyinTable.shared.all(scalar).map { String(decoding: PinyinTable.shared.letters($0), as: UTF8.self) }
    }
}
