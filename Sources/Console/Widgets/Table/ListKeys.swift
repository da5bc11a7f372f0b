extension ListState {
    /// The keys that move in every list: arrows and vi letters, pages, ends, the wheel.
    mutating func handleMoves(_ input: Input) -> Bool {
        switch input {
        case .key(.up, []): move(by: -1)
        case .key(.down, []): move(by: 1)
        case .key(.pageUp, []), .key(.character("b"), .control): pageUp()
        case .key(.pageDown, []), .key(.character("f"), .control): pageDown()
        case .key(.home, _): moveToFirst()
        case .key(.end, _): moveToLast()
        case .text(let character): return handleLetter(CommandFold.fold(character))
        case .mouse(let event) where event.kind == .wheelUp: scroll(by: -3)
        case .mouse(let event) where event.kind == .wheelDown: scroll(by: 3)
        default: return false
        }
        return true
    }

    private mutating func handleLetter(_ letter: Character) -> Bool {
        switch letter {
        case "k": move(by: -1)
        case "j": move(by: 1)
        case "g": moveToFirst()
        case "G": moveToLast()
        default: return false
        }
        return true
    }
}
