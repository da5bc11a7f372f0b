import Dispatching
import Testing

@testable import Console

/// What a person arranges for themselves is there the next time, and nobody else sees it.
@MainActor
struct SavedViewTests {
    @Test func aViewKeepsFilterAndOrderUnderAName() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("2/HT-1002<Enter>V")
        #expect(screen.has("把现在的样子留下") && screen.has("/HT-1002"))
        screen.press("<Enter>")
        // The filter's text is offered as the name.
        screen.press("<C-u>海淀<F2>")
        #expect(screen.has("已留下视图「海淀」"))
        screen.press("<Esc>")
        #expect(screen.has("HT-1001"))
        let next = try Screen(shop)
        next.press("2V")
        #expect(next.has("海淀") && next.has("/HT-1002"))
        next.press("<Enter>")
        #expect(next.has("HT-1002") && !next.has("HT-1001"))
        next.press("V<Home><Enter>")
        #expect(next.has("HT-1001"))
        let other = try Screen(shop, as: "wang")
        other.press("2V")
        #expect(!other.has("/HT-1002"))
    }

    @Test func aViewOfTodayKeepsWhoseDutiesAndTheOrder() throws {
        let screen = try Screen(TestShop.busy(), columns: 140)
        screen.press("v/HT-1003<Enter>O<Down><Down><Enter>")
        let pane = try #require(screen.app.current as? TodayPane)
        let kept = pane.arrangement
        #expect(kept["scope"] == "all" && kept["filter"] == "HT-1003" && kept["sort"] != nil)
        pane.arrange([:])
        #expect(pane.arrangement == ["scope": "mine"])
        pane.arrange(kept)
        #expect(pane.arrangement == kept)
    }

    @Test func aViewOfWhatIsLateKeepsItsFilters() throws {
        let screen = try Screen(SupervisorShop.month(), as: "zhou", columns: 140)
        screen.press("8v")
        let pane = try #require(screen.app.current as? SupervisorPane)
        pane.filter.role = "installAssistant"
        pane.filter.people = ["林晓"]
        let kept = pane.arrangement
        pane.open(.crews)
        #expect(pane.arrangement["view"] == "crews")
        pane.arrange(kept)
        #expect(pane.arrangement == kept && pane.view == .overdue && pane.filter.view == .open)
        #expect(pane.words(of: kept).contains("林晓"))
    }

    @Test func aForgottenViewIsGone() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        screen.press("2/1003<Enter>V<Enter><F2>V<End><Enter><Enter>")
        #expect(screen.has("已删去视图「1003」"))
        #expect(try shop.store.read { try $0.habits(of: "lin") }.isEmpty)
        screen.press("V<End><Enter>")
        #expect(screen.has("还没有留下的"))
    }

    @Test func theLineBetweenListAndCaseStaysWhereItWasMoved() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop, columns: 140)
        func line(_ screen: Screen) -> Int? {
            screen.text.split(separator: "\n")[6].enumerated().first { $0.element == "│" }.map(\.offset)
        }
        screen.press("2")
        let before = try #require(line(screen))
        screen.press("<lt><lt>>>")
        #expect(line(screen) == before)
        screen.press(">>")
        let moved = try #require(line(screen))
        #expect(moved > before)
        let next = try Screen(shop, columns: 140)
        next.press("2")
        #expect(line(next) == moved)
        screen.press(">>>>>>>>>>")
        #expect(screen.has("到头了"))
        let narrow = try Screen(shop)
        narrow.press("2>")
        #expect(narrow.has("屏幕不够宽"))
    }
}
