import Desk
import Dispatching
import Exchange
import Foundation
import Rostering
import Testing

@testable import Console

/// A day at the board, told in keys. A-14, A-17, A-18, A-31.
@MainActor
struct RosterScriptTests {
    @Test func proposesPublishesAndShowsTheDifference() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        #expect(script.run == nil)
        script.press(.enter)
        #expect(script.run?.state == "PROPOSED")
        let placed = script.plan?.plan.routes.values.reduce(0) { $0 + $1.count } ?? 0
        #expect(placed > 15)
        #expect(placed + (script.pane.board?.pool.count ?? 0) == 23)

        // Asks first; a habitual Enter does nothing.
        script.press(.function(9), .enter)
        #expect(script.run?.state == "PROPOSED")
        script.yes()
        #expect(script.run?.state == "PUBLISHED")
        #expect(script.run?["revision"].int == 1)
        #expect(script.reason("roster.publish") == "board.why.nothingNew")
        #expect(script.reason("roster.compare") == nil)

        // One visit off: the second publish names it and nobody else. (The last of its route, or others would change their half.)
        let visit = try #require(script.plan?.plan.routes["送1组"]?.last)
        let crew = "送1组"
        script.select(visit)
        script.press(.text("d"))
        #expect(script.crew(of: visit) == nil)
        let pending = try #require(script.pane.day?.pending)
        #expect(pending.count == 1 && pending[0].visit == visit && pending[0].before?.crew == crew && pending[0].after == nil)
        script.press(.text("c"))
        #expect(script.screen.contains("撤下"))
        script.press(.escape)
        script.press(.text("!"))
        #expect(script.screen.contains("新增 0，变更 0，撤下 1"))
        script.yes()
        #expect(script.run?["revision"].int == 2)
        let record = try shop.record(.deliveryVisit, visit)
        #expect(record.state == "RECEIVER_CONFIRMED")
        #expect(record["crew"].isNull)
        // A-17: the eve is proved.
        #expect(try shop.record(.day, "2026-11-23").has("deliveryRunClosed"))
    }

    @Test func movesByTheListWithAReasonForEveryCrew() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let visit = try #require(script.visit(on: "送1组", doableBy: "送4组"))
        script.select(visit)
        script.press(.text("m"))
        #expect(script.screen.contains("请假"))
        #expect(script.screen.contains("已在这组"))
        script.choose("送4组")
        // L21: allowed, with a lasting mark.
        #expect(script.crew(of: visit) == "送4组")
        #expect(script.pane.day?.violations.contains(.crewAbsent(crew: "送4组", job: visit)) == true)
        #expect(script.screen.contains("违规1"))
        // The selection went with the visit.
        #expect(script.pane.cursor.visit == visit && script.pane.cursor.crew == "送4组")
        // With a broken rule a publish wants a reason.
        script.press(.function(9))
        #expect(script.run?.state == "PROPOSED")
        #expect(script.app.top.wantsText)
        script.press(.escape)
        // Undo takes it back.
        script.press(.text("u"))
        #expect(script.crew(of: visit) == "送1组")
        #expect(script.pane.day?.violations.isEmpty == true)
    }

    @Test func movesAlongTheRoute() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let route = try #require(script.plan?.plan.routes["送2组"])
        script.select(route[1])
        #expect(script.reason("roster.earlier") == nil)
        script.press(.key(.left, .shift))
        #expect(script.plan?.plan.routes["送2组"]?.prefix(2) == [route[1], route[0]])
        #expect(script.reason("roster.earlier") == "board.why.first")
        script.press(.text(">"))
        #expect(script.plan?.plan.routes["送2组"] == route)
    }

    @Test func fixesTheHalfAndGoesThere() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let morning = try #require(script.pane.layout?.crews.flatMap(\.stops).first { $0.isMorning }?.visit)
        script.select(morning)
        script.press(.text("p"))
        let stop = try #require(script.pane.board?.stop(morning))
        #expect(stop.start >= 13 * 3600)
        #expect(script.plan?.halves[morning] == "PM")
        script.press(.text("0"))
        #expect(script.plan?.halves[morning] == nil)
    }

    @Test func swapsWithTheMarkedOne() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let a = try #require(script.plan?.plan.routes["送1组"]?.first), b = try #require(script.plan?.plan.routes["送2组"]?.first)
        script.select(b)
        #expect(script.reason("roster.swap") == "board.why.markOne")
        script.select(a)
        script.press(.space)
        script.select(b)
        script.press(.text("s"))
        #expect(script.crew(of: a) == "送2组" && script.crew(of: b) == "送1组")
        #expect(script.pane.cursor.marks.isEmpty)
    }

    @Test func aPinOutlivesTheNextRun() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let visit = try #require(script.plan?.plan.routes["送1组"]?.first)
        script.select(visit)
        script.press(.text("m"))
        script.choose("送3组")
        script.press(.text("@"))
        #expect(script.plan?.pins == [visit])
        script.press(.function(5))
        #expect(script.crew(of: visit) == "送3组")
        script.press(.text("R"))
        #expect(script.crew(of: visit) == "送3组")
        script.select(visit)
        script.press(.text("P"))
        #expect(script.plan?.pins.isEmpty == true)
    }

    @Test func theSamePlanAgain() throws {
        let first = try RosterScript(try RosterShop()), second = try RosterScript(try RosterShop())
        first.press(.enter)
        second.press(.enter)
        #expect(first.plan?.plan.routes == second.plan?.plan.routes)
    }

    @Test func takesOffSeveralAtOnce() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let route = try #require(script.plan?.plan.routes["送5组"])
        for visit in route.prefix(2) {
            script.select(visit)
            script.press(.space)
        }
        script.press(.key(.delete))
        #expect(script.plan?.plan.routes["送5组"]?.count == route.count - 2)
        #expect(script.pane.board?.pool.count ?? 0 >= 2)
        #expect(script.pane.cursor.marks.isEmpty)
    }

    @Test func keptOutIsMendedAndMayGo() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        let visit = shop.visit(24)
        #expect(script.pane.item(visit)?.isKept == true)
        #expect(script.pane.item(visit)?.rule == "A-14")
        script.select(visit)
        script.press(.enter)
        #expect(!script.app.overlays.isEmpty)
        script.press(.escape)
        // Another desk makes the call; the board follows, and the selection stays.
        try shop.confirm(24)
        script.refresh()
        #expect(script.pane.item(visit)?.isKept == false)
        #expect(script.pane.cursor.visit == visit)
        #expect(script.pane.day?.eligible.count == 24)
    }

    @Test func excusesAPoolVisit() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let visit = try #require(script.plan?.plan.routes["送1组"]?.first)
        script.select(visit)
        script.press(.text("d"))
        script.select(visit)
        script.press(.text("e"))
        script.type("客户改期")
        script.press(.control("s"))
        #expect(script.run?["excuses"][visit] == "客户改期")
        #expect(script.pane.item(visit)?.why.contains("客户改期") == true)
        // What waits tells why: there is room, somebody took it off.
        #expect(script.reason("roster.excuse") == nil)
    }

    @Test func whatMayNoLongerGoIsSweptOffAtPublishing() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        script.press(.enter)
        let visit = try #require(script.plan?.plan.routes["送1组"]?.first)
        try shop.stamp(visit, .deliveryVisit, "moved", ["date": "2026-11-25", "installDate": "2026-11-26", "reason": "客户出差"])
        script.refresh()
        #expect(script.pane.day?.gone == [visit])
        script.press(.function(9))
        script.yes()
        #expect(script.run?.state == "PUBLISHED")
        #expect(script.pane.day?.gone == [])
        #expect(try shop.record(.deliveryVisit, visit)["crew"].isNull)
    }

    @Test func beforeTheHourAReasonIsWanted() throws {
        let script = try RosterScript(try RosterShop(time: "11:20"))
        #expect(script.screen.contains("15:00 开始排班"))
        script.press(.enter)
        script.press(.function(9))
        #expect(script.app.top.wantsText)
        script.type("下午停电")
        script.press(.control("s"))
        #expect(script.run?.state == "PUBLISHED")
    }

    @Test func saysThatARunWasMissed() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        shop.set("2026-11-23", "17:20")
        script.refresh()
        #expect(script.screen.contains("已过 17:00"))
        shop.set("2026-11-24", "09:00")
        script.refresh()
        // By itself the board goes on to the next day; a day back shows what was missed.
        script.press(.text("["))
        #expect(script.pane.date == RosterShop.tomorrow)
        #expect(script.screen.contains("漏了"))
        script.press(.text("\\"))
        #expect(script.pane.date > RosterShop.tomorrow)
    }

    @Test func aCancelledRunLeavesTheTable() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        script.press(.enter)
        let before = script.run
        let line = LongWork()
        line.cancel()
        #expect(throws: CancellationError.self) {
            try RunSolver.solve(shop.desk, .deliveryRun, RosterShop.tomorrow, afresh: true, limits: script.pane.limits, line) { _ in "" }
        }
        script.refresh()
        #expect(script.run == before)
    }

    @Test func staleEditsAreRefused() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        script.press(.enter)
        let visit = try #require(script.plan?.plan.routes["送1组"]?.first)
        let run = try #require(script.run)
        try shop.desk.perform(.board(run.id, version: nil, .pin(visit: visit, true)))
        script.select(visit)
        script.press(.text("d"))
        #expect(!script.app.overlays.isEmpty)
        script.press(.escape)
        #expect(script.crew(of: visit) == "送1组")
        #expect(script.plan?.pins == [visit])
    }

    @Test func sheetsTellEveryStop() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let board = try #require(script.pane.board)
        let sheets = RunSheets(board, words: try #require(script.pane.words))
        let text = sheets.text(.crews), warehouse = sheets.text(.warehouse)
        #expect(text.contains("草稿") && warehouse.contains("先装"))
        for stop in script.pane.layout?.crews.flatMap(\.stops) ?? [] { #expect(warehouse.contains(stop.name)) }
        for stop in script.pane.layout?.crews.flatMap(\.stops) ?? [] { #expect(text.contains(stop.name)) }
        script.press(.control("s"))
        #expect(script.message.contains("paidan-delivery-2026-11-24.txt"))
        for name in ["2026-11-24.csv", "2026-11-24-warehouse.txt", "2026-11-24-warehouse.csv"] {
            let data = try Data(contentsOf: script.shop.directory.appendingPathComponent("paidan-delivery-" + name))
            #expect(data.count > 500)
        }
        // One line a stop and the head; one line of goods each for the warehouse, the last stop first.
        let rows = String(decoding: sheets.csv(.crews), as: UTF8.self).split(separator: "\r\n")
        #expect(rows.count == 1 + board.evaluation.routes.values.reduce(0) { $0 + $1.stops.count })
        let last = try #require(board.evaluation.routes["送1组"]?.stops.last?.job)
        let loading = String(decoding: sheets.csv(.warehouse), as: UTF8.self).split(separator: "\r\n")
        let order = try #require(board.input.byNumber[last]?.order.number)
        #expect(loading[1].contains(",送1组,1,") && loading[1].contains(order))
        script.press(.text("o"), .key(.down), .enter)
        #expect(script.screen.contains("先装"))
    }

    @Test func everyBindingHasWordsAndAKeyThatIsNoLetter() throws {
        let script = try RosterScript(try RosterShop())
        for _ in 0..<2 {
            for binding in script.pane.bindings() {
                for key in [binding.labelKey, binding.helpKey] + [binding.reason].compactMap({ $0 }) { #expect(script.app.wording.has(key), "\(key)") }
                #expect(binding.strokes.contains { !$0.isLetter }, "\(binding.id)")
            }
            // No key twice.
            let strokes = script.pane.bindings().flatMap(\.strokes)
            #expect(strokes.count == Set(strokes).count)
            script.press(.enter)
        }
    }
}
