import Grid

/// One line of text being typed. A value: the state of a form holds it, and a draft of it can be stored.
///
/// The caret counts characters, the scroll position too; columns only appear when drawing.
public struct TextField: Hashable, Sendable {
    private var characters: [Character]
    /// Between 0 and the number of characters.
    public private(set) var caret: Int
    /// The first character shown; kept from picture to picture so that the text does not jump under the caret.
    private var firstShown = 0
    /// The text cut last with Ctrl-U, Ctrl-K or Ctrl-W; Ctrl-Y brings it back.
    private var cut: [Character] = []
    /// The most characters the field takes; nil for no limit.
    public var limit: Int?

    public init(_ text: String = "", limit: Int? = nil) {
        characters = Array(Printable.line(text))
        if let limit { characters = Array(characters.prefix(limit)) }
        caret = characters.count
        self.limit = limit
    }

    public var text: String {
        get { String(characters) }
        set { self = TextField(newValue, limit: limit) }
    }

    public var isEmpty: Bool { characters.isEmpty }
    public var isAtEnd: Bool { caret == characters.count }

    // MARK: Editing

    /// Inserts at the caret: one line, line ends as spaces, nothing invisible, cut at the limit.
    public mutating func insert(_ text: String) {
        let line = Printable.line(text)
        // A combining mark may come alone, after its base: then it joins the character before the caret.
        if caret > 0, let joined = joinedWithPrevious(line) {
            characters.replaceSubrange(caret - 1..<caret, with: joined)
            caret += joined.count - 1
            return
        }
        var new = Array(line)
        if let limit { new = Array(new.prefix(max(0, limit - characters.count))) }
        characters.insert(contentsOf: new, at: caret)
        caret += new.count
    }

    private func joinedWithPrevious(_ line: String) -> [Character]? {
        guard let first = line.first else { return nil }
        let pair = String(characters[caret - 1]) + String(first)
        guard pair.count == 1 else { return nil }
        let joined = Array(String(characters[caret - 1]) + line)
        guard let limit else { return joined }
        return Array(joined.prefix(max(1, limit - characters.count + 1)))
    }

    /// A paste without the white space around it that copying from tables brings along.
    public mutating func paste(_ text: String) {
        var line = Substring(Printable.line(text))
        while line.last == " " { line.removeLast() }
        insert(String(line.drop { $0 == " " }))
    }

    public mutating func moveLeft() { caret = max(0, caret - 1) }
    public mutating func moveRight() { caret = min(characters.count, caret + 1) }
    public mutating func moveToStart() { caret = 0 }
    public mutating func moveToEnd() { caret = characters.count }
    public mutating func moveWordLeft() { caret = wordStart(before: caret) }
    public mutating func moveWordRight() { caret = wordEnd(after: caret) }

    public mutating func deleteBackward() {
        guard caret > 0 else { return }
        caret -= 1
        characters.remove(at: caret)
    }

    public mutating func deleteForward() {
        guard caret < characters.count else { return }
        characters.remove(at: caret)
    }

    public mutating func deleteWordBackward() { cutOut(wordStart(before: caret)..<caret) }
    public mutating func deleteWordForward() { cutOut(caret..<wordEnd(after: caret)) }
    public mutating func deleteToStart() { cutOut(0..<caret) }
    public mutating func deleteToEnd() { cutOut(caret..<characters.count) }
    public mutating func insertCut() { insert(String(cut)) }

    private mutating func cutOut(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        cut = Array(characters[range])
        characters.removeSubrange(range)
        caret = range.lowerBound
    }

    // MARK: Words

    /// Chinese has no spaces between words: a run of ideographs counts as one, ended by punctuation, digits or letters.
    private enum Kind { case space, chinese, word, other }

    private func kind(at index: Int) -> Kind {
        let character = characters[index]
        if character.isWhitespace { return .space }
        if CommandFold.isChinese(character) { return .chinese }
        return character.isLetter || character.isNumber ? .word : .other
    }

    private func wordStart(before caret: Int) -> Int {
        var index = caret
        while index > 0, kind(at: index - 1) == .space { index -= 1 }
        guard index > 0 else { return 0 }
        let run = kind(at: index - 1)
        while index > 0, kind(at: index - 1) == run { index -= 1 }
        return index
    }

    private func wordEnd(after caret: Int) -> Int {
        var index = caret
        while index < characters.count, kind(at: index) == .space { index += 1 }
        guard index < characters.count else { return index }
        let run = kind(at: index)
        while index < characters.count, kind(at: index) == run { index += 1 }
        return index
    }

    // MARK: Input

    /// Takes what belongs to a text field; false for everything else, which is then the form's.
    public mutating func handle(_ input: Input) -> Bool {
        switch input {
        case .text(let character): insert(String(character))
        case .paste(let text): paste(text)
        case .key(let key, let modifiers): return handle(key, modifiers)
        default: return false
        }
        return true
    }

    private mutating func handle(_ key: Key, _ modifiers: Modifiers) -> Bool {
        let byWord = !modifiers.intersection([.control, .alt]).isEmpty
        switch key {
        case .left: byWord ? moveWordLeft() : moveLeft()
        case .right: byWord ? moveWordRight() : moveRight()
        case .home: moveToStart()
        case .end: moveToEnd()
        case .backspace: byWord ? deleteWordBackward() : deleteBackward()
        case .delete: byWord ? deleteWordForward() : deleteForward()
        case .character(let character) where modifiers == .control: return handleControl(character)
        case .character("b") where modifiers == .alt: moveWordLeft()
        case .character("f") where modifiers == .alt: moveWordRight()
        case .character("d") where modifiers == .alt: deleteWordForward()
        default: return false
        }
        return true
    }

    private mutating func handleControl(_ character: Character) -> Bool {
        switch character {
        case "a": moveToStart()
        case "e": moveToEnd()
        case "b": moveLeft()
        case "f": moveRight()
        case "d": deleteForward()
        case "k": deleteToEnd()
        case "u": deleteToStart()
        case "w": deleteWordBackward()
        case "y": insertCut()
        default: return false
        }
        return true
    }

    // MARK: Drawing

    /// Scrolls so that the caret has a place in `width` columns and as much text as possible shows. Call it after a
    /// change to keep the text steady; drawing alone works without.
    public mutating func reveal(width: Int, ruler: Ruler) {
        guard width > 0 else { return }
        firstShown = min(firstShown, caret)
        var used = ruler.width(of: String(characters[firstShown..<caret]))
        // One column stays free for the caret behind the last character, two before a wide one.
        let caretWidth = caret < characters.count ? max(1, ruler.width(of: characters[caret])) : 1
        while used + caretWidth > width, firstShown < caret {
            used -= ruler.width(of: characters[firstShown])
            firstShown += 1
        }
        var rest = ruler.width(of: String(characters[caret...]))
        if caret == characters.count { rest = 1 }
        while firstShown > 0 {
            let more = ruler.width(of: characters[firstShown - 1])
            guard used + rest + more <= width else { break }
            used += more
            firstShown -= 1
        }
    }

    /// Draws into the first row of a region and returns the caret's cell on the canvas, nil where there is no room.
    @discardableResult
    public func draw(in region: Region, style: Style = .field, placeholder: String = "") -> Position? {
        var field = self
        field.reveal(width: region.columns, ruler: region.ruler)
        region.fill(Rect(rows: 1, columns: region.columns), style: style)
        if characters.isEmpty { region.put(placeholder, row: 0, style: Style(.dim, style.face)) }
        let shown = characters[field.firstShown...]
        region.put(String(shown), row: 0, style: style, overflow: .cut)
        let column = region.ruler.width(of: String(characters[field.firstShown..<caret]))
        return region.position(row: 0, column: column)
    }
}
