import Dispatching
import Foundation
import Testing
import Wording

@testable import Console

/// The one table of commands: the cheat sheets are made of it, and a person's own keys change it.
@MainActor
struct KeyTests {
    private func catalog(_ language: Language = .zh) throws -> KeyCatalog { try KeyCatalog.make(TestShop.busy().desk("lin"), language: language) }

    @Test(arguments: [("docs/keys.zh-CN.md", Language.zh), ("docs/keys.md", .en)]) func theCheatSheetIsNotStale(_ file: String, _ language: Language) throws {
        let root = StoredScreen.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let sheet = KeySheet(try catalog(language), Wording(language)).markdown
        let url = root.appending(path: file)
        if ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1" { try sheet.write(to: url, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: url, encoding: .utf8) == sheet, "RECORD_SCREENS=1 writes it anew")
    }

    @Test func everyKeyReadsBackAsItIsWritten() throws {
        for place in try catalog().places {
            for command in place.commands {
                for stroke in command.strokes { #expect(Stroke(named: stroke.name) == stroke, "\(command.id): \(stroke.name)") }
            }
        }
        for nonsense in ["", "F13", "Ctrl-", "Hyper-x", "abc", "Ctrl-Space"] { #expect(Stroke(named: nonsense) == nil, "\(nonsense)") }
    }

    @Test func ownKeysWorkAndStandInTheHints() throws {
        let file = KeyFile("# mine\ntoday.scope  z  F11 # was v\n\ntoday.why v\n", file: "keys", catalog: try catalog())
        #expect(file.defects.isEmpty)
        var options = ConsoleApp.Options()
        options.keys = file.map
        let shop = try TestShop.busy()
        let app = try ConsoleApp(desk: shop.desk("lin"), options: options, worker: ImmediateWorker(), waker: Waker())
        app.start()
        app.deliver()
        let pane = try #require(app.current as? TodayPane)
        #expect(pane.scope == .mine)
        app.handle(.input(.text("z")))
        #expect(pane.scope == .all)
        // `v` now asks why, and the old key of that means nothing.
        app.handle(.input(.text("v")))
        app.deliver()
        #expect(app.overlays.count == 1)
        app.handle(.input(.key(.escape)))
        app.handle(.input(.text("w")))
        #expect(app.overlays.isEmpty)
    }

    @Test func whatIsWrongWithAKeyFileIsSaidByLineAndColumn() throws {
        let text = """
            today.wy w
            today.why Hyper-x  F6
              today.mend x
            today.scope w
            today.verbs F9
            today.verbs m
            general.undo q
            """
        let file = KeyFile(text, file: "keys", catalog: try catalog())
        let defects = file.defects.map { "\($0.line):\($0.column) \($0.problem)" }
        #expect(defects == ["1:1 keys.unknownCommand", "2:11 keys.unknownKey", "3:3 keys.unknownCommand", "4:1 keys.clash", "6:1 keys.twice", "7:1 keys.clash"])
        // A line with a defect changes nothing; the others are taken.
        #expect(file.map.strokes.keys.sorted() == ["today.verbs"])
    }

    @Test func twoCommandsMayChangeKeys() throws {
        let file = KeyFile("today.why v\ntoday.scope w", file: "keys", catalog: try catalog())
        #expect(file.defects.isEmpty && file.map.count == 2)
    }
}
