import Desk
import Dispatching
import Storage
import Testing

/// The shop's own days, set while it runs.
@Suite struct ShopDayTests {
    private func day(_ text: String) throws -> LocalDay { try #require(LocalDay(text)) }

    /// A problem of Friday 20 November, to be answered within 48 h, which stand still on Sunday.
    private func problem(_ body: (Shop) throws -> Void) throws {
        let shop = try Shop()
        try shop.installed("HT1")
        try shop.at("2026-11-20 10:00") { s in
            try s.stamps("fitter", "HT1/I1", "installFeedback", ["report": "ok"])
            try s.stamps("manager", "HT1/I1", "forwarded")
            try s.sends("clerk", "A-37", "HT1/I1")
            try s.stamps("clerk", "HT1/I1", "installCallback", Shop.contentCustomer.merging(["residual": "yes", "problem": "柜门不平"], uniquingKeysWith: { $1 }))
            #expect(try s.due("A-44", "HT1/P1") == "2026-11-23 10:00")
        }
        try shop.at("2026-11-20 11:00", body)
        #expect(try shop.isSound())
    }

    @Test("A-65: a day off that is set later moves what is still owed, and undo moves it back")
    func moves() throws {
        try problem { s in
            let monday = try day("2026-11-23"), tuesday = try day("2026-11-24")
            try s.desk("manager").perform(.days([monday: .off("盘点"), tuesday: .off("盘点")]))
            #expect(try s.due("A-44", "HT1/P1") == "2026-11-25 10:00")
            #expect(try !s.manual.calendar.isWorkday(monday) && s.manual.calendar.label(of: monday) == "盘点")
            #expect(try s.desk("manager").perform(.undo).txn > 0)
            #expect(try s.due("A-44", "HT1/P1") == "2026-11-23 10:00")
            #expect(try s.desk("manager").perform(.redo).txn > 0)
            #expect(try s.due("A-44", "HT1/P1") == "2026-11-25 10:00")
            // Given back to their weekdays, one of them only.
            try s.desk("manager").perform(.days([tuesday: nil]))
            #expect(try s.due("A-44", "HT1/P1") == "2026-11-24 10:00")
        }
    }

    @Test("A-65: a Sunday that is worked does not stand still; a day of other hours is a working day")
    func works() throws {
        try problem { s in
            try s.desk("manager").perform(.days([try day("2026-11-22"): .working("补班")]))
            #expect(try s.due("A-44", "HT1/P1") == "2026-11-22 10:00")
            try s.desk("manager").perform(.days([try day("2026-11-22"): .hours(try #require(DayHours("09:00-12:00")), nil)]))
            #expect(try s.due("A-44", "HT1/P1") == "2026-11-22 10:00")
            #expect(try s.manual.calendar.hours(on: day("2026-11-22")).description == "09:00-12:00")
        }
    }

    @Test("A-01: who may not set people up may not set days either")
    func rights() throws {
        try problem { s in
            let off = try day("2026-11-23")
            let refused = refusal { try s.desk("clerk").perform(.days([off: .off(nil)])) }
            guard case .notAllowed = refused else { return #expect(Bool(false), "\(String(describing: refused))") }
            #expect(try s.manual.calendar.isWorkday(off))
        }
    }
}
