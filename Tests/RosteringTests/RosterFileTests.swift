#if canImport(Exchange)
import Exchange
import Foundation
import Rostering
import Testing

@Suite("Roster files")
struct RosterFileTests {
    let day = """
        { "schema": "dispatch-day/1", "name": "tiny", "seed": 1,
          "locations": [ {"id":"L0","kind":"warehouse","x_m":0,"y_m":0}, {"id":"L1","kind":"customer","x_m":9,"y_m":9} ],
          "crews": [ {"id":"C01","kind":"truck","skills":["delivery"],"start":0,"end":0,"shift":[28800,64800],"capacity":500,"zone":"N","max_jobs":4} ],
          "jobs": [ {"id":"J001","kind":"delivery","location":1,"service":600,"windows":[[30000,40000],[50000,60000]],"skills":["delivery"],
                     "load":30,"priority":2,"age_h":5,"overdue":false,"prize":9600,"preferred_crew":null,"zone":"S","previous_crew":"C01","locked":true},
                    {"id":"J002","location":1,"service":600,"windows":[[30000,40000]],"skills":["install"],"load":3,"priority":0,"prize":2400,
                     "preferred_crew":"C01","zone":null,"previous_crew":null,"locked":false} ],
          "travel": {"type":"matrix","seconds":[[0,700],[800,0]]},
          "objective": {"travel_per_s":1,"not_preferred_crew":600,"other_zone":120,"changed_crew":900,"unassigned":"prize"} }
        """

    @Test("A day is read field by field")
    func reads() throws {
        let problem = try DispatchDayFile.parse(day.utf8)
        #expect(problem.crews == [
            Crew(id: "C01", skills: ["delivery"], start: 0, end: 0, shift: Interval(28800, 64800), capacity: 500, zone: "N", maxJobs: 4)
        ])
        #expect(problem.jobs[0] == Job(
            id: "J001", place: 1, service: 600, windows: [Interval(30000, 40000), Interval(50000, 60000)], skills: ["delivery"], load: 30,
            prize: 9600, priority: 2, zone: "S", previousCrew: "C01", lockedCrew: "C01"))
        #expect(problem.jobs[1].preferredCrew == "C01")
        #expect(problem.travel[0, 1] == 700)
        #expect(problem.travel[1, 0] == 800)
        #expect(problem.prices == Prices())
    }

    @Test("The answer has the promised shape")
    func writes() throws {
        let problem = try DispatchDayFile.parse(day.utf8)
        let solution = Solver(problem).solve(.init(iterations: 20))
        let reasons = Explanation(of: solution.plan, by: Evaluator(problem)).unassigned()
        let text = try RosterJSON.encode(problem, solution.plan, solution.evaluation, reasons)
        #expect(text == """
            {"cost":4020,"routes":{"C01":["J001"]},"unassigned":[{"id":"J002","reason":"lacksSkill","why":[{"crews":1,"nearest":"C01","reason":"lacksSkill"}]}]}
            """)
    }

    @Test("What is wrong with a day is said with its place")
    func refuses() {
        func failure(_ text: String) -> DispatchDayFile.Failure? {
            do {
                _ = try DispatchDayFile.parse(text.utf8)
                return nil
            } catch { return error }
        }
        #expect(failure("nonsense") == .malformed(path: "", expected: "JSON"))
        #expect(failure(day.replacing("dispatch-day/1", with: "dispatch-day/9")) == .otherSchema(found: "dispatch-day/9"))
        #expect(failure(day.replacing("\"service\":600,\"windows\":[[30000,40000],", with: "\"windows\":[[30000,40000],"))
            == .malformed(path: "jobs[0].service", expected: "a value"))
        #expect(failure(day.replacing("[50000,60000]", with: "[50000]")) == .windowNotAPair(job: "J001", index: 1))
        #expect(failure(day.replacing("[800,0]", with: "[800]")) == .travelMatrix(locations: 2, row: 1))
        #expect(failure(day.replacing("\"previous_crew\":\"C01\"", with: "\"previous_crew\":null")) == .lockedWithoutPreviousCrew(job: "J001"))
        #expect(failure(day.replacing("\"location\":1,\"service\":600,\"windows\":[[30000,40000]],", with: "\"location\":7,\"service\":600,\"windows\":[[30000,40000]],"))
            == .defects([.jobPlace("J002")]))
        #expect(failure(day.replacing("\"matrix\"", with: "\"balloon\"")) == .unknownTravelType("balloon"))
        #expect(failure(day.replacing("\"matrix\"", with: "\"euclid_trunc10\"")) == .locationWithoutCoordinates(index: 0))
    }

    let solomon = """
        T01

        VEHICLE
        NUMBER     CAPACITY
          2         50

        CUSTOMER
        CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

            0      0         0          0          0        200          0
            1      1         1         10          0         20         10
            2      3         4         20         50         60         10
        """

    @Test("Solomon's text: tenths, truncated; routes by number, cost with one decimal")
    func solomonText() throws {
        #expect(SolomonFile.recognizes(solomon.utf8))
        #expect(!SolomonFile.recognizes(day.utf8))
        let problem = try SolomonFile.parse(solomon.utf8)
        #expect(problem.travel[0, 1] == 14)
        #expect(problem.travel[1, 2] == 36)
        #expect(problem.travel[2, 0] == 50)
        #expect(problem.jobs[1].windows == [Interval(500, 600)])
        #expect(problem.jobs[1].service == 100)
        #expect(problem.crews.map(\.id) == ["1", "2"])
        let solution = Solver(problem).solve(.init(iterations: 100))
        let text = try RosterJSON.encode(problem, solution.plan, solution.evaluation, unit: .tenths)
        #expect(text.hasPrefix("{\"cost\":10,\"routes\":{\"1\":[\"1\",\"2\"]}") || text.hasPrefix("{\"cost\":10.0,\"routes\":{\"1\":[\"1\",\"2\"]}"))
        #expect(throws: SolomonFile.Failure.badLine(11)) { try SolomonFile.parse(solomon.replacing("1      1         1         10 ", with: "1      1 ").utf8) }
        #expect(throws: SolomonFile.Failure.noVehicles) { try SolomonFile.parse("X".utf8) }
    }
}
#endif
