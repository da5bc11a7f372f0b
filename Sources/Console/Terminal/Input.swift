import Grid

/// A key that is not plain text.
public enum Key: Hashable, Sendable {
    case up, down, left, right, home, end, pageUp, pageDown, insert, delete
    case backspace, enter, tab, escape
    /// 1 to 24; some terminals report Shift-F1 as 13.
    case function(Int)
    /// A character together with Ctrl or Alt; letters in lower case.
    case character(Character)
}

public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
}

public struct MouseEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case press, release, drag, move, wheelUp, wheelDown
    }

    public enum Button: Hashable, Sendable {
        case left, middle, right, none
    }

    public var kind: Kind
    public var button: Button
    public var position: Position
    public var modifiers: Modifiers

    public init(kind: Kind, button: Button = .none, position: Position, modifiers: Modifiers = []) {
        self.kind = kind
        self.button = button
        self.position = position
        self.modifiers = modifiers
    }
}

/// What stands behind the text; colours are chosen to be readable on it.
public enum Background: String, Hashable, Sendable, CaseIterable {
    case dark, light

    /// From the share of full brightness of its red, green and blue (Rec. 709 weights).
    init(red: Double, green: Double, blue: Double) { self = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.5 ? .dark : .light }

    /// As some terminals say in COLORFGBG: `15;0`, the number of the background last.
    public init?(colorFGBG text: String) {
        guard let last = text.split(separator: ";").last.flatMap({ Int($0) }), (0...15).contains(last) else { return nil }
        self = last < 7 || last == 8 ? .dark : .light
    }
}

/// What a person did at the keyboard or the mouse.
public enum Input: Hashable, Sendable {
    case text(Character)
    case key(Key, Modifiers = [])
    /// A bracketed paste as it came, line ends included.
    case paste(String)
    case mouse(MouseEvent)
    /// The terminal's answer to the question where its cursor is.
    case cursorReport(Position)
    /// Its answer to the question for its background.
    case backgroundReport(Background)
    /// Bytes without a meaning to us; kept for diagnosis.
    case unknown([UInt8])
}

/// What the loop of the console wakes up for.
public enum Event: Hashable, Sendable {
    case input(Input)
    case resized(rows: Int, columns: Int)
    /// Someone asked for a stop (SIGTSTP): answer with `Terminal.suspend()`.
    case suspendRequested
    /// The process was stopped and goes on; time has passed and the data may have changed.
    case resumed
    /// An ending signal (HUP, TERM, QUIT, INT) or, as SIGHUP, a terminal that is gone.
    case terminate(signal: Int32)
    /// A `Waker` was woken: look into the mailboxes.
    case wake
}
