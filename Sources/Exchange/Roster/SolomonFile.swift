import Rostering

/// Reader of the text format of Solomon's VRPTW instances (Operations Research 35, 1987). Distances and times become integer tenths;
/// crews are named "1", "2", …, jobs by their customer number; every customer is mandatory; the number of vehicles used is free up to the one in the file.
public enum SolomonFile {
    public enum Failure: Error, Sendable, Hashable {
        /// No line with the two figures "number, capacity" under VEHICLE.
        case noVehicles
        /// Seven figures per customer: number, x, y, demand, ready, due, service.
        case badLine(Int)
        case noDepot
        case defects([Problem.Defect])
    }

    /// Whether the bytes look like this format rather than JSON.
    public static func recognizes(_ bytes: some Sequence<UInt8>) -> Bool {
        for byte in bytes where byte > 32 { return byte != UInt8(ascii: "{") && byte != UInt8(ascii: "[") && byte != 0xEF }
        return false
    }

    public static func parse(_ bytes: some Sequence<UInt8>) throws(Failure) -> Problem {
        var fleet: (number: Int, capacity: Int)?
        var rows: [[Double]] = []
        let text = String(decoding: Array(bytes), as: UTF8.self)
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() where number > 0 {
            let words = line.split(whereSeparator: \.isWhitespace)
            let figures = words.compactMap { Double($0) }
            if words.isEmpty || figures.isEmpty { continue }
            guard figures.count == words.count, figures.allSatisfy({ $0.isFinite && abs($0) < 1e6 }) else { throw .badLine(number + 1) }
            if fleet == nil {
                guard figures.count == 2, figures[0] >= 0, figures[1] >= 0 else { throw .badLine(number + 1) }
                fleet = (Int(figures[0]), Int(figures[1]))
            } else {
                guard figures.count == 7 else { throw .badLine(number + 1) }
                rows.append(figures)
            }
        }
        guard let fleet else { throw .noVehicles }
        guard let depot = rows.first else { throw .noDepot }
        func tenths(_ value: Double) -> Int { Int(value * 10) }
        let travel = Travel(places: rows.count) { Tenths.distance((rows[$0][1], rows[$0][2]), (rows[$1][1], rows[$1][2])) }
        let shift = Interval(tenths(depot[4]), tenths(depot[5]))
        let crews = (0..<fleet.number).map { Crew(id: String($0 + 1), start: 0, end: 0, shift: shift, capacity: fleet.capacity) }
        let jobs = rows.indices.dropFirst().map { index in
            let row = rows[index]
            return Job(
                id: String(Int(row[0])), place: index, service: tenths(row[6]), windows: [Interval(tenths(row[4]), tenths(row[5]))],
                load: Int(row[3]), mandatory: true)
        }
        let problem = Problem(travel: travel, crews: crews, jobs: jobs, prices: Prices(notPreferredCrew: 0, otherZone: 0, changedCrew: 0))
        let defects = problem.defects()
        guard defects.isEmpty else { throw .defects(defects) }
        return problem
    }
}
