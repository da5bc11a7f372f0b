import Grid

extension Region {
    /// Words of which one holds, in the first row: it stands in brackets, so that it is found without colours.
    /// - Returns: the column behind the last.
    func putChoices(_ words: [(text: String, isOn: Bool)], gap: Int = 0) -> Int {
        var column = 0
        for word in words {
            column += put(word.isOn ? "[\(word.text)]" : " \(word.text) ", row: 0, column: column, style: word.isOn ? Style(.accent, .bold) : .dim) + gap
        }
        return column
    }
}
