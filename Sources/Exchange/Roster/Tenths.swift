/// The DIMACS / CVRPLIB convention for Solomon's instances: Euclidean distance truncated to one decimal, kept as integer tenths.
enum Tenths {
    static func distance(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Int {
        let dx = a.x - b.x, dy = a.y - b.y
        return Int(10 * (dx * dx + dy * dy).squareRoot())
    }
}
