import Foundation
import Testing

import Dispatching

@Suite struct ZoneTests: CalendarSuite {
    static let newYork = Zone(identifier: "America/New_York")!

    @Test func shanghai() {
        let moment = at("2026-11-21T15:00")
        #expect(moment == Instant(seconds: 1_795_244_400))
        #expect(Zone.shanghai.iso(moment) == "2026-11-21T15:00:00+08:00")
        #expect(Zone.shanghai.day(of: moment) == day("2026-11-21"))
        #expect(Zone.shanghai.timeOfDay(of: moment).description == "15:00")
        #expect(Zone.shanghai.secondsIntoDay(of: moment + 61) == 54_061)
        #expect(Zone.shanghai.startOfDay(day("2026-11-21")) == at("2026-11-20T16:00Z"))
        #expect(Zone.shanghai.instant(day("2026-11-21"), .endOfDay) == at("2026-11-22"))
        #expect(Zone(identifier: "Asia/Shanghai") == .shanghai)
    }

    @Test("L8: before 08:00 in Shanghai it is already today")
    func earlyMorning() {
        #expect(Zone.shanghai.day(of: at("2026-11-20T16:00Z")) == day("2026-11-21"))
        #expect(Zone.shanghai.day(of: at("2026-11-20T15:59:59Z")) == day("2026-11-20"))
    }

    @Test func unknownZone() {
        #expect(Zone(identifier: "Asia/Nowhere") == nil)
        #expect(Zone(identifier: "") == nil)
    }

    @Test(arguments: [
        ("2026-11-21", "2026-11-21T00:00:00+08:00"),
        ("2026-11-21T15:00", "2026-11-21T15:00:00+08:00"),
        ("2026-11-21 15:00:30", "2026-11-21T15:00:30+08:00"),
        ("2026-11-21T15:00Z", "2026-11-21T23:00:00+08:00"),
        ("2026-11-21T15:00:01+08:00", "2026-11-21T15:00:01+08:00"),
        ("2026-11-21T15:00-0530", "2026-11-22T04:30:00+08:00"),
        ("2026-11-21T24:00", "2026-11-22T00:00:00+08:00"),
        ("0001-01-02T00:00", "0001-01-02T00:00:00+08:00"),
    ])
    func reads(text: String, expected: String) {
        #expect(Zone.shanghai.parse(text).map(Zone.shanghai.iso) == expected)
    }

    @Test(arguments: [
        "", "2026-11", "2026-11-31", "2026-11-21T", "2026-11-21T15", "2026-11-21T25:00", "2026-11-21T15:60",
        "2026-11-21T15:00:60", "2026-11-21T24:00:01", "2026-11-21T15:00+8", "2026-11-21T15:00 ", "15:00",
        "2026-11-21T15:00Zulu", "2026-11-21Z", "2026-11-21T15:00+08:60",
    ])
    func refuses(text: String) {
        #expect(Zone.shanghai.parse(text) == nil)
    }

    @Test func aReadingInTheGapMovesForward() {
        let zone = ZoneTests.newYork
        // 2026-03-08 02:00 -05:00 becomes 03:00 -04:00.
        #expect(zone.iso(at("2026-03-08T01:59", zone)) == "2026-03-08T01:59:00-05:00")
        #expect(zone.iso(at("2026-03-08T02:30", zone)) == "2026-03-08T03:30:00-04:00")
        #expect(zone.iso(at("2026-03-08T03:00", zone)) == "2026-03-08T03:00:00-04:00")
        #expect(zone.startOfDay(day("2026-03-09")).seconds(since: zone.startOfDay(day("2026-03-08"))) == 23 * 3600)
    }

    @Test func aReadingThatOccursTwiceIsTheFirst() {
        let zone = ZoneTests.newYork
        // 2026-11-01 02:00 -04:00 becomes 01:00 -05:00.
        #expect(zone.iso(at("2026-11-01T01:30", zone)) == "2026-11-01T01:30:00-04:00")
        #expect(zone.iso(at("2026-11-01T01:30", zone) + 3600) == "2026-11-01T01:30:00-05:00")
        #expect(zone.iso(at("2026-11-01T02:00", zone)) == "2026-11-01T02:00:00-05:00")
        #expect(zone.startOfDay(day("2026-11-02")).seconds(since: zone.startOfDay(day("2026-11-01"))) == 25 * 3600)
    }

    @Test func aDayThatBeginsInAGap() {
        // Cuba goes forward at midnight.
        let havana = Zone(identifier: "America/Havana")!
        #expect(havana.iso(havana.startOfDay(day("2024-03-10"))) == "2024-03-10T01:00:00-04:00")
        #expect(havana.instant(day("2024-03-09"), .endOfDay) == havana.startOfDay(day("2024-03-10")))
    }

    @Test func aDateThatWasSkipped() {
        // Samoa crossed the date line: 30 December 2011 did not happen.
        let apia = Zone(identifier: "Pacific/Apia")!
        #expect(apia.startOfDay(day("2011-12-30")) == apia.startOfDay(day("2011-12-31")))
        #expect(apia.day(of: apia.startOfDay(day("2011-12-31")) - 1) == day("2011-12-29"))
    }

    @Test func halfAnHourOfSummerTime() {
        let lordHowe = Zone(identifier: "Australia/Lord_Howe")!
        #expect(lordHowe.iso(at("2026-01-15T12:00Z")) == "2026-01-15T23:00:00+11:00")
        #expect(lordHowe.iso(at("2026-07-15T12:00Z")) == "2026-07-15T22:30:00+10:30")
    }

    @Test(arguments: [
        "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran",
        "America/St_Johns", "Asia/Gaza", "Asia/Kathmandu", "Asia/Urumqi", "Pacific/Apia",
    ])
    func agreesWithTheSystem(identifier: String) throws {
        let zone = try #require(Zone(identifier: identifier))
        let system = try #require(TimeZone(identifier: identifier))
        var random = FixedSeedNumbers(seed: 20_260_309)
        for _ in 0..<4000 {
            // 1992 to 2120: beyond the table too.
            let moment = Instant(seconds: .random(in: 694_224_000..<4_733_510_400, using: &random))
            let offset = system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds)))
            #expect(zone.offset(at: moment) == offset)
            let local = Int(moment.seconds) + offset
            #expect(zone.day(of: moment).number == Int((Double(local) / 86_400).rounded(.down)))
            let again = zone.instant(zone.day(of: moment), seconds: zone.secondsIntoDay(of: moment))
            let distance = moment.seconds(since: again)
            // The first of two equal readings, or the moment itself.
            #expect(distance == 0 || (distance > 0 && zone.offset(at: again) - zone.offset(at: moment) == distance))
        }
    }
}
