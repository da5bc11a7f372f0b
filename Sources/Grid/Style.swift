/// What a piece of text means. The terminal layer decides how a meaning looks with the colours at hand.
public enum Ink: UInt8, Hashable, Sendable, CaseIterable {
    case normal, dim, accent, good, warn, bad
    case title, heading, bar, key, border, field
    case selected, marked

    /// The sign for this ink in an attribute dump; `normal` is a dot.
    public var letter: Character {
        switch self {
        case .normal: "."
        case .dim: "d"
        case .accent: "a"
        case .good: "g"
        case .warn: "w"
        case .bad: "b"
        case .title: "t"
        case .heading: "h"
        case .bar: "r"
        case .key: "k"
        case .border: "o"
        case .field: "f"
        case .selected: "s"
        case .marked: "m"
        }
    }
}

/// Emphasis on top of an ink; shown on every terminal, also without colours.
public struct Face: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let bold = Face(rawValue: 1)
    public static let underline = Face(rawValue: 2)
    public static let reverse = Face(rawValue: 4)
}

/// The look of one cell in terms of meaning; never a raw colour.
public struct Style: Hashable, Sendable {
    public var ink: Ink
    public var face: Face

    public init(_ ink: Ink = .normal, _ face: Face = []) {
        self.ink = ink
        self.face = face
    }

    public static let normal = Style()
    public static let dim = Style(.dim)
    public static let accent = Style(.accent)
    public static let good = Style(.good)
    public static let warn = Style(.warn)
    public static let bad = Style(.bad)
    public static let title = Style(.title)
    public static let heading = Style(.heading)
    public static let bar = Style(.bar)
    public static let key = Style(.key)
    public static let border = Style(.border)
    public static let field = Style(.field)
    public static let selected = Style(.selected)
    public static let marked = Style(.marked)

    /// The same meaning with more emphasis.
    public func with(_ extra: Face) -> Style { Style(ink, face.union(extra)) }

    /// A small number for tables of the terminal layer: below `Style.idCount`.
    public var id: Int { Int(ink.rawValue) << 3 | Int(face.rawValue & 7) }
    public static let idCount = 16 << 3
}
