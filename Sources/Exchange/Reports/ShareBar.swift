/// A share drawn in signs that have one width on every terminal and are told apart without colour.
public enum ShareBar {
    /// - Parameter tenths: of a percent; 1000 fills the bar. Anything above nothing shows at least one sign.
    public static func text(tenths: Int, width: Int) -> String {
        let share = max(0, min(1000, tenths))
        let filled = share == 0 ? 0 : max(1, (share * width + 500) / 1000)
        return String(repeating: "#", count: filled) + String(repeating: "-", count: max(0, width - filled))
    }
}
