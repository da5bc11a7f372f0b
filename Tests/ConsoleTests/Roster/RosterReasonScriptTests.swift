import Desk
import Dispatching
import Exchange
import Grid
import Rostering
import Testing

@testable import Console

/// What a person asks of the board and decides on it, by keys alone.
@MainActor
struct RosterReasonScriptTests {
    /// Fewer crews than the day needs: some stay out.
    private func tightShop() throws -> RosterShop {
        let shop = try RosterShop()
        for (i, crew) in ["送2组", "送5组"].enumerated() {
            try shop.desk.perform(.record(.absence, number: "QJ-\(7 + i)", ["crew": .string(crew), "from": "2026-11-20", "to": "2026-11-30", "reason": "生病"]))
        }
        return shop
    }

    private func firstOut(_ script: RosterScript) throws -> String { try #require(script.pane.board?.pool.first) }

    @Test("The whole story: run, why, make room, pin, run again, compare, publish, undo")
    func story() throws {
        let shop = try tightShop()
        let script = try RosterScript(shop)
        script.press(.enter)
        #expect(script.run?.state == "PROPOSED")
        // Ask why a visit is out: every crew answers.
        var visit = try firstOut(script)
        // One that moving another would let in.
        for candidate in script.pane.board?.pool ?? [] where script.pane.board?.explanation.room(for: candidate).isEmpty == false { visit = candidate }
        script.select(visit)
        script.press(.text("w"))
        for crew in ["送1组", "送2组", "送3组"] { #expect(script.screen.contains(crew)) }
        #expect(script.screen.contains("请假"))
        script.press(.escape)
        let rooms = try #require(script.pane.board?.explanation.room(for: visit))
        if rooms.isEmpty {
            // Nothing to move: then a crew takes it against the rules, and somebody answers for that.
            script.press(.text("m"), .enter, .text("x"))
            script.type("老板同意")
            script.press(.control("s"))
            #expect(script.pane.day?.openMarks.isEmpty == true)
        } else {
            script.press(.text("n"))
            #expect(script.screen.contains("腾位置"))
            script.press(.enter)
            #expect(script.pane.day?.violations.isEmpty == true)
        }
        let crew = try #require(script.crew(of: visit))
        script.select(visit)
        script.press(.text("@"))
        #expect(script.plan?.pins == [visit])
        // Run again around the pin.
        script.press(.function(5))
        #expect(script.crew(of: visit) == crew)
        script.press(.text("!"))
        script.yes()
        #expect(script.run?.state == "PUBLISHED")
        let published = try #require(script.plan?.plan.routes)
        // Another hand change, compared, published and taken back twice.
        let other = try #require(published.values.flatMap { $0 }.first { $0 != visit })
        script.select(other)
        script.press(.text("d"), .text("c"))
        #expect(script.screen.contains("撤下"))
        script.press(.escape, .text("!"))
        script.yes()
        #expect(script.run?["revision"].int == 2)
        #expect(try shop.record(.deliveryVisit, other)["crew"].isNull)
        script.press(.text("u"))
        #expect(script.run?["revision"].int == 1)
        #expect(try !shop.record(.deliveryVisit, other)["crew"].isNull)
        script.press(.text("u"))
        #expect(script.plan?.plan.routes == published)
        #expect(script.pane.day?.pending.isEmpty == true)
    }

    @Test("The list of crews begins at the cheapest that keeps the rules")
    func crewChoice() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let visit = try #require(script.plan?.plan.routes["送5组"]?.first)
        script.select(visit)
        script.press(.text("d"))
        script.select(visit)
        let board = try #require(script.pane.board)
        var best: (crew: String, change: Int)?
        for crew in board.input.crews.map(\.name) {
            if case .fits(_, _, let change) = board.explanation.whyNot(visit, on: crew), change < best?.change ?? .max { best = (crew, change) }
        }
        script.press(.text("m"), .enter)
        #expect(script.crew(of: visit) == best?.crew)
        #expect(RosterPane.best([.broken([.absent], position: 0), .fits(position: 0, added: 9, change: 9), .fits(position: 0, added: 3, change: 3)]) == 2)
        #expect(RosterPane.best([.there(position: 0), .broken([.lacksSkill(missing: ["a"])], position: 0), .broken([.noTime(after: nil, free: 0, late: 60)], position: 0)]) == 2)
        #expect(RosterPane.best([.there(position: 0)]) == nil)
    }

    @Test("A mark stays until somebody answers for it; grown or mended and broken again, it is open again")
    func allowances() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        script.press(.enter)
        #expect(script.reason("roster.allow") == "board.why.noMarksBroken")
        let visit = try #require(script.visit(on: "送1组", doableBy: "送4组"))
        script.select(visit)
        script.press(.text("m"))
        script.choose("送4组")
        #expect(script.screen.contains("违规1"))
        script.press(.text("x"))
        #expect(script.app.top.wantsText)
        script.type("自愿来加班")
        script.press(.control("s"))
        #expect(script.screen.contains("破例1") && !script.screen.contains("违规1"))
        #expect(script.screen.contains("自愿来加班"))
        let allowance = try #require(script.pane.day?.marks.first?.allowance)
        #expect(allowance.by == "wangjl" && allowance.reason == "自愿来加班")
        // Another one beside it is not covered.
        let second = try #require(script.visit(on: "送1组", doableBy: "送4组"))
        script.select(second)
        script.press(.text("m"))
        script.choose("送4组")
        #expect(script.screen.contains("破例1") && script.screen.contains("违规1"))
        script.press(.text("u"))
        // Publishing asks for nothing more, and keeps the reason.
        script.press(.function(9))
        script.yes()
        #expect(script.run?.state == "PUBLISHED")
        #expect(script.run?.latest("published")?.answers["allowed"]?.object?.values.first == "自愿来加班")
        // Mended, and broken once more: it is a mark again.
        script.select(visit)
        script.press(.text("d"))
        #expect(script.pane.day?.marks.isEmpty == true)
        script.select(visit)
        script.press(.text("m"))
        script.choose("送4组")
        #expect(script.pane.day?.openMarks.count == 1)
    }

    @Test("Allowed for so much, and no more")
    func allowedAmount() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        script.press(.enter)
        // The small van takes more than it holds.
        func overload() { for visit in (script.plan?.plan.routes["送1组"] ?? []).prefix(2) { place(visit) } }
        func place(_ visit: String) {
            script.select(visit)
            script.press(.text("m"))
            script.choose("送5组")
        }
        while script.pane.day?.marks.contains(where: { $0.mark.violation.code == "overCapacity" }) == false { overload() }
        for mark in script.pane.day?.openMarks ?? [] {
            let run = try #require(script.run)
            try shop.desk.perform(.board(run.id, version: nil, .allow(mark: mark.mark.key, "只这一次")))
        }
        script.refresh()
        #expect(script.pane.day?.openMarks.isEmpty == true)
        place(try #require(script.plan?.plan.routes["送2组"]?.last))
        #expect(script.pane.day?.openMarks.contains { $0.mark.violation.code == "overCapacity" && $0.allowance != nil } == true)
    }

    @Test("The rest of a day goes to another crew; undo brings it back")
    func split() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let route = try #require(script.plan?.plan.routes["送1组"])
        script.select(route[2])
        script.press(.text("|"))
        #expect(script.screen.contains("分给哪组"))
        script.choose("送3组")
        #expect(script.plan?.plan.routes["送1组"] == Array(route.prefix(2)))
        #expect(script.plan?.plan.routes["送3组"]?.suffix(route.count - 2) == route.suffix(route.count - 2))
        script.press(.text("u"))
        #expect(script.plan?.plan.routes["送1组"] == route)
    }

    @Test("What if a crew does not come: the difference first, and the plan only if wanted")
    func whatIf() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let before = try #require(script.plan?.plan)
        script.select(try #require(before.routes["送1组"]?.first))
        script.press(.text("i"), .enter)
        #expect(script.screen.contains("送1组不来") && script.screen.contains("总成本"))
        script.press(.enter)
        script.press(.escape)
        #expect(script.plan?.plan == before)
        script.press(.text("i"), .enter)
        script.yes()
        #expect(script.plan?.plan.routes["送1组"]?.isEmpty != false)
        script.press(.text("u"))
        #expect(script.plan?.plan.routes == before.routes)
        // One more crew can be looked at, not taken.
        script.press(.text("i"), .key(.down), .enter)
        #expect(script.screen.contains("再来一组"))
        script.yes()
        script.press(.escape)
        #expect(script.plan?.plan.routes == before.routes)
    }

    @Test("A filter shows one zone; the board of all three runs follows the selection")
    func filterAndTogether() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        let all = try #require(script.pane.picture?.crews.count)
        script.press(.text("f"), .key(.down), .enter)
        #expect(script.pane.filter != nil)
        #expect(script.screen.contains("只看区域"))
        let quiet = script.pane.picture?.crews.flatMap(\.stops).contains { $0.isQuiet }
        #expect(quiet == true && script.pane.picture?.crews.count ?? 99 <= all)
        script.press(.text("/"), .key(.home), .enter)
        #expect(script.pane.filter == nil && script.pane.picture?.crews.count == all)

        script.press(.text("t"), .enter)
        let install = try #require(script.plan?.plan.routes.values.flatMap { $0 }.first)
        script.press(.text("t"), .text("t"))
        #expect(script.pane.isTogether)
        #expect(script.pane.picture?.crews.count == all + 3)
        script.select(install)
        #expect(script.pane.kind == .installRun)
        script.press(.text("@"))
        #expect(script.plan?.pins == [install])
        script.select(try #require(script.pane.picture?.crews.first?.stops.first?.visit))
        #expect(script.pane.kind == .deliveryRun && script.plan?.pins.isEmpty == true)
        script.press(.text("t"))
        #expect(!script.pane.isTogether && script.pane.kind == .deliveryRun)
    }

    @Test("The map has every stop of the crew in focus, and says what ground it stands on")
    func map() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        script.press(.enter, .text("b"))
        #expect(script.screen.contains("没有坐标"))
        script.press(.key(.down))
        let map = RouteMap(try #require(script.pane.board))
        #expect(map.ground == .zones)
        let dots = script.screen.unicodeScalars.count { (0x2801...0x28FF).contains($0.value) }
        #expect(dots > 10)
        script.press(.escape)
        for (rows, columns) in [(20, 70), (38, 120)] {
            for focus in map.legend.indices {
                let picture = map.picture(rows: rows, columns: columns, focus: focus)
                #expect(picture.count == rows && picture.allSatisfy { $0.count == columns })
                let text = picture.map { String($0.map(\.character)) }.joined(separator: "\n")
                for number in map.legend[focus].stops.indices { #expect(text.contains("\(map.legend[focus].letter)\(number + 1)")) }
                #expect(!map.picture(rows: rows, columns: columns, focus: focus, plain: true).joined().contains { $0.character.unicodeScalars.contains { $0.value >= 0x2800 } })
            }
        }
        // Crews differ without colour: no two of the first six lines look alike.
        #expect(Set(map.legend.prefix(6).map(\.pattern)).count == min(6, map.legend.count))
    }

    @Test("Mouse: what is dragged onto a crew goes there, over the pool it comes off")
    func mouse() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        script.rows = 45
        script.columns = 140
        func place(_ text: String) throws -> Position {
            let lines = script.screen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let row = try #require(lines.firstIndex { $0.contains(text) })
            let head = lines[row][..<(try #require(lines[row].range(of: text)).lowerBound)]
            return Position(row: row, column: Ruler.standard.width(of: String(head)))
        }
        func mouse(_ kind: MouseEvent.Kind, _ position: Position) {
            script.app.handle(Input.mouse(MouseEvent(kind: kind, button: .left, position: position)))
            script.app.deliver()
        }
        let visit = try #require(script.plan?.plan.routes["送1组"]?.first)
        let name = try #require(script.pane.day?.customer(visit))
        let from = try place(name), to = try place("送3组")
        mouse(.press, from)
        #expect(script.pane.cursor.visit == visit)
        mouse(.release, to)
        #expect(script.crew(of: visit) == "送3组")
        let pool = try place("待排 ")
        mouse(.press, try place(name))
        mouse(.release, pool)
        #expect(script.crew(of: visit) == nil)
    }

    @Test("A run that nobody made is marked, and one key catches it up")
    func catchUp() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        #expect(script.reason("roster.catchUp") == "board.why.nothingMissed")
        shop.set("2026-11-23", "17:20")
        script.refresh()
        let missed = try shop.desk.missedRuns()
        #expect(missed.map(\.kind) == [.deliveryRun, .installRun])
        #expect(missed.allSatisfy { $0.date == RosterShop.tomorrow } && missed[0].visits == 23)
        // Both are late; the delivery's own clock is in sight, the installation is named beside it.
        #expect(script.screen.contains("已过 17:00") && script.screen.contains("漏排"))
        shop.set("2026-11-24", "08:10")
        script.refresh()
        #expect(script.pane.date > RosterShop.tomorrow)
        script.press(.text("$"))
        #expect(script.pane.date == RosterShop.tomorrow && script.pane.kind == .deliveryRun)
        #expect(script.run?.state == "PROPOSED")
        script.press(.function(9))
        if script.app.top.wantsText {
            script.type("昨天没人")
            script.press(.control("s"))
        } else {
            script.yes()
        }
        #expect(script.run?.state == "PUBLISHED")
        #expect(try shop.desk.missedRuns().map(\.kind) == [.installRun])
    }

    @Test("Today names the run that nobody made, and its key makes it")
    func todayNamesIt() throws {
        let shop = try RosterShop()
        let script = try RosterScript(shop)
        let today = TodayPane(script.app)
        script.app.panes = [today, script.pane]
        script.refresh()
        #expect(today.missed.isEmpty && !script.screen.contains("没排"))
        shop.set("2026-11-23", "17:20")
        script.refresh()
        #expect(today.missed.count == 2)
        #expect(script.screen.contains("! 送货排班 11-24 没排"))
        script.press(.text("$"))
        #expect(script.app.currentIndex == 1)
        #expect(script.run?.state == "PROPOSED" && script.pane.kind == .deliveryRun)
    }

    @Test("Before the run the board shows who could not be served at all, and writes nothing")
    func preview() throws {
        let shop = try RosterShop(time: "11:20")
        let script = try RosterScript(shop)
        #expect(script.pane.day?.isOpened == false && script.run == nil)
        #expect(script.pane.day?.eligible.count == 23)
        #expect(shop.visits(.deliveryRun).isEmpty)
        // Slabs go only with the one crew that carries them.
        try shop.desk.perform(.record(.absence, number: "QJ-9", ["crew": "送1组", "from": "2026-11-24", "reason": "生病"]))
        script.refresh()
        let slabs = script.pane.picture?.pool.filter { !$0.isKept && $0.why != "等待排班" } ?? []
        #expect(!slabs.isEmpty)
        #expect(slabs.allSatisfy { $0.why.contains("请假") || $0.why.contains("岩板") })
    }

    @Test("The time axis comes nearer, on a narrow screen too")
    func zoom() throws {
        let script = try RosterScript(try RosterShop())
        script.press(.enter)
        script.select(try #require(script.plan?.plan.routes["送1组"]?.first))
        func hours() -> [String] { ["08", "09", "13", "17"].filter { hour in script.screen.split(separator: "\n").contains { $0.hasPrefix("          ") && $0.contains(" " + hour) } } }
        #expect(hours().isEmpty)
        script.press(.text("z"))
        #expect(hours() == ["08", "09", "13", "17"])
        script.press(.text("z"))
        #expect(hours() == ["08", "09"])
        script.press(.text("+"), .text("+"))
        #expect(hours().isEmpty)
    }
}
