import Dispatching
import Grid
import Testing

@testable import Console

/// Keys, input methods, pastes, small screens: what happens to input that is not a plain command.
@MainActor
struct InputTests {
    @Test func fullWidthKeysMeanTheirASCIICommands() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("？")
        #expect(screen.has("这里能用的键"))
        screen.press("<Esc>、")
        #expect(screen.app.current.wantsText)
        screen.press("<Esc>：")
        #expect(screen.app.overlays.last is CommandFinder)
        screen.press("<Esc>２")
        #expect(screen.app.current.id == .orders)
    }

    @Test func chineseInCommandModeSaysThatTheInputMethodIsOn() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("好")
        #expect(screen.has("输入法开着"))
    }

    @Test func aPasteGoesOnlyIntoFields() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop)
        let before = try shop.store.read { try $0.journalLength() }
        screen.send(.paste("q\nu\nx"))
        #expect(screen.app.ending == nil)
        #expect(screen.has("粘贴的内容没有使用"))
        #expect(try shop.store.read { try $0.journalLength() } == before)
        screen.press("/")
        screen.send(.paste(" 单雅芳\n"))
        #expect(screen.has("单雅芳"))
        #expect(!screen.has("李梅"))
        // In a form that asks for ticks a paste changes nothing either.
        screen.press("<Enter><Enter>")
        screen.send(.paste("xxxx"))
        #expect(!screen.has("[x]"))
    }

    @Test func aTinyScreenSaysSoAndTakesOnlyLeaving() throws {
        let shop = try TestShop.busy()
        let screen = try Screen(shop, rows: 10, columns: 50)
        #expect(screen.has("窗口太小"))
        screen.press("u<Enter>2")
        #expect(screen.app.current.id == .today && screen.app.overlays.isEmpty)
        screen.press("q")
        #expect(screen.app.ending == 0)
    }

    @Test func theLanguageSwitchesLiveAndSaysSoInBoth() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("<F12>")
        #expect(screen.has("Language: English"))
        #expect(screen.has("中文"))
        #expect(screen.has("Orders"))
        screen.press("<C-t>")
        #expect(screen.has("订单"))
    }

    @Test func theCaretStandsInTheFieldAndTheFocusOnTheRow() throws {
        let screen = try Screen(TestShop.busy())
        screen.press("<Down>")
        #expect(screen.caret == Position(row: 6, column: 0))
        screen.press("/单")
        #expect(screen.caret?.row == 3)
    }

    @Test func thePaletteFindsByInitialsAndRuns() throws {
        let screen = try Screen(TestShop.busy())
        // 订单
        screen.press(":dd<Enter>")
        #expect(screen.app.current.id == .orders)
        screen.press("<F10>outbox<Enter>")
        #expect(screen.app.current.id == .outbox)
    }

    @Test func clicksSelectRowsTabsAndHints() throws {
        let screen = try Screen(TestShop.busy())
        func click(_ row: Int, _ column: Int) {
            screen.send(.mouse(MouseEvent(kind: .press, button: .left, position: Position(row: row, column: column))))
        }
        click(7, 10)
        #expect(screen.has(">! 迟4分"))
        click(1, 12)
        #expect(screen.app.current.id == .orders)
        click(22, 1)
        #expect(screen.app.overlays.last is MenuDialog)
    }
}
