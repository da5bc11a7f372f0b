import Desk
import Dispatching
import Rostering

/// Tomorrow's routes drawn with braille dots. Crews differ by letter and by the pattern of their line, never by colour alone.
public struct RouteMap: Sendable {
    public enum Ground: Hashable, Sendable {
        /// By coordinates; so many stops have none and are not on it.
        case coordinates(missing: Int)
        /// Nothing has coordinates: districts stand around the warehouse, as far out as the drive is long.
        case zones
    }

    public struct Cell: Hashable, Sendable {
        public let character: Character
        /// Crew by its place in `legend`; nil for the ground.
        public let crew: Int?
        public let isLabel: Bool
    }

    public struct Entry: Hashable, Sendable {
        public let letter: Character
        public let crew: String
        /// `-- -- `: how its line looks.
        public let pattern: String
        public let stops: [String]
    }

    public let ground: Ground
    /// Crews with stops, in the order of the board.
    public let legend: [Entry]
    private let routes: [[Point]]
    private let home: Point?
    /// Names of districts, where the ground has only those.
    private let places: [(point: Point, name: String)]

    struct Point: Hashable, Sendable {
        var x: Double
        var y: Double
    }

    /// On and off dots, over and over.
    private static let patterns: [[Bool]] = [
        [true], [true, true, true, false, false], [true, false, false], [true, true, true, true, false, false, true, false, false], [true, false, false, false, false],
        [true, true, true, true, true, true, true, false, false, false],
    ]
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    public init(_ board: RunBoard) {
        let input = board.input
        var at: [String: TravelTable.Place] = [:]
        for job in input.problem.jobs { at[job.id] = input.travel.located(input.places[job.place]) }
        let driving = input.crews.compactMap { board.evaluation.routes[$0.name] }.filter { !$0.stops.isEmpty }
        let stops = driving.map { $0.stops.map(\.job) }
        let known = stops.joined().filter { at[$0]?.latitude != nil && at[$0]?.longitude != nil }
        let warehouse = input.travel.located(input.travel.warehouse)
        var districts: [String: Point] = [:]
        if known.isEmpty {
            ground = .zones
            districts = RouteMap.ring(Set(stops.joined().compactMap { at[$0]?.district }), input.travel)
            home = Point(x: 0, y: 0)
            var count: [String: Int] = [:]
            routes = stops.map { route in
                route.compactMap { job in
                    guard let name = at[job]?.district, let middle = districts[name] else { return nil }
                    // A spiral of its own keeps the stops of one district apart.
                    let number = count[name, default: 0]
                    count[name] = number + 1
                    let turn = RouteMap.direction(Double(number) * 0.381966), out = 2.2 * Double(number + 1).squareRoot()
                    return Point(x: middle.x + turn.x * out, y: middle.y + turn.y * out)
                }
            }
        } else {
            ground = .coordinates(missing: stops.joined().count { at[$0]?.latitude == nil || at[$0]?.longitude == nil })
            home = RouteMap.metres(warehouse)
            routes = stops.map { $0.compactMap { at[$0].flatMap(RouteMap.metres) } }
        }
        places = districts.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
        legend = driving.enumerated().map { index, route in
            let pattern = RouteMap.patterns[index % RouteMap.patterns.count]
            return Entry(
                letter: RouteMap.letters[index % RouteMap.letters.count], crew: route.crew,
                pattern: String((0..<10).map { pattern[$0 % pattern.count] ? "-" : " " as Character }), stops: route.stops.map(\.job))
        }
    }

    private static func metres(_ place: TravelTable.Place) -> Point? {
        guard let latitude = place.latitude, let longitude = place.longitude else { return nil }
        let phi = latitude * 0.017453292519943295
        let cosine = 1 - phi * phi / 2 + phi * phi * phi * phi / 24
        return Point(x: longitude * 111_320 * cosine, y: -latitude * 110_540)
    }

    private static func ring(_ names: Set<String>, _ travel: TravelTable) -> [String: Point] {
        let sorted = names.sorted()
        var out: [String: Point] = [:]
        for (index, name) in sorted.enumerated() {
            let minutes = Double(travel.seconds(from: travel.warehouse, to: TravelTable.Place(district: name))) / 60
            let turn = direction(Double(index) / Double(max(1, sorted.count)))
            out[name] = Point(x: turn.x * (minutes + 8), y: turn.y * (minutes + 8))
        }
        return out
    }

    /// A point on the unit circle by parts of a full turn, clockwise from the top; the square's corners rounded are round enough for a sketch.
    private static func direction(_ turns: Double) -> Point {
        let t = (turns - turns.rounded(.down)) * 8
        let edge = Int(t), part = t - t.rounded(.down)
        let corners = [(0.0, -1.0), (0.7071, -0.7071), (1.0, 0.0), (0.7071, 0.7071), (0.0, 1.0), (-0.7071, 0.7071), (-1.0, 0.0), (-0.7071, -0.7071), (0.0, -1.0)]
        let a = corners[edge], b = corners[edge + 1]
        let x = a.0 + (b.0 - a.0) * part, y = a.1 + (b.1 - a.1) * part
        let length = (x * x + y * y).squareRoot()
        return Point(x: x / length, y: y / length)
    }

    // MARK: Drawing

    /// - Parameters:
    ///   - focus: place in `legend` of the crew that is drawn alone and last; the others keep their letters.
    ///   - plain: without braille, one dot a cell.
    public func picture(rows: Int, columns: Int, focus: Int? = nil, plain: Bool = false) -> [[Cell]] {
        guard rows > 2, columns > 8 else { return [] }
        let all = routes.joined() + [home].compactMap { $0 }
        guard let first = all.first else { return [] }
        var low = first, high = first
        for p in all {
            low = Point(x: min(low.x, p.x), y: min(low.y, p.y))
            high = Point(x: max(high.x, p.x), y: max(high.y, p.y))
        }
        // A frame of a cell is kept free for labels; a dot is as high as it is wide.
        let width = Double((columns - 4) * 2), height = Double((rows - 2) * 4)
        let scale = min(width / max(1e-9, high.x - low.x), height / max(1e-9, high.y - low.y), 1e6)
        let left = (width - (high.x - low.x) * scale) / 2 + 2, top = (height - (high.y - low.y) * scale) / 2 + 4
        func dot(_ p: Point) -> (x: Int, y: Int) { (Int((p.x - low.x) * scale + left), Int((p.y - low.y) * scale + top)) }

        var dots = [[UInt8]](repeating: [UInt8](repeating: 0, count: columns), count: rows)
        var owner = [[Int?]](repeating: [Int?](repeating: nil, count: columns), count: rows)
        let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
        func set(_ x: Int, _ y: Int, _ crew: Int) {
            guard x >= 0, y >= 0, x / 2 < columns, y / 4 < rows else { return }
            dots[y / 4][x / 2] |= bits[y % 4][x % 2]
            owner[y / 4][x / 2] = crew
        }
        let order = legend.indices.filter { $0 != focus } + [focus].compactMap { $0 }
        for crew in order where focus == nil || focus == crew {
            let pattern = RouteMap.patterns[crew % RouteMap.patterns.count]
            var step = 0
            let path = [home].compactMap { $0 } + routes[crew] + [home].compactMap { $0 }
            for (from, to) in zip(path, path.dropFirst()) {
                let a = dot(from), b = dot(to)
                let length = max(abs(a.x - b.x), abs(a.y - b.y), 1)
                for i in 0...length {
                    if pattern[step % pattern.count] { set(a.x + (b.x - a.x) * i / length, a.y + (b.y - a.y) * i / length, crew) }
                    step += 1
                }
            }
        }
        var cells = (0..<rows).map { row in
            (0..<columns).map { column -> Cell in
                let mask = dots[row][column]
                guard mask != 0 else { return Cell(character: " ", crew: nil, isLabel: false) }
                let scalar = Unicode.Scalar(0x2800 + UInt32(mask)) ?? "."
                return Cell(character: plain ? "." : Character(scalar), crew: owner[row][column], isLabel: false)
            }
        }
        /// Where it belongs or beside it, on cells that no other label has.
        func put(_ text: String, _ x: Int, _ y: Int, _ crew: Int?) {
            let label = Array(text)
            for (dr, dc) in [(0, 0), (0, 1), (0, -2), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -2), (-1, -2), (0, 3), (2, 0), (-2, 0)] {
                let row = y / 4 + dr, column = x / 2 + dc
                guard (0..<rows).contains(row), column >= 0, column + label.count <= columns else { continue }
                if cells[row][column..<column + label.count].contains(where: \.isLabel) { continue }
                for (i, character) in label.enumerated() { cells[row][column + i] = Cell(character: character, crew: crew, isLabel: true) }
                return
            }
        }
        if let home {
            let d = dot(home)
            put("#", d.x, d.y, nil)
        }
        for crew in order.reversed() {
            for (number, point) in routes[crew].enumerated() {
                let d = dot(point)
                put(focus == crew || focus == nil ? "\(legend[crew].letter)\(number + 1)" : String(legend[crew].letter), d.x, d.y, crew)
            }
        }
        return cells
    }

    /// Districts with the drive to them, for the legend where there are no coordinates.
    public var districts: [String] { places.map(\.name) }
}
