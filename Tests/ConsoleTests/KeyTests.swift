import Dispatching
import Foundation
import Grid
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

    /// Every key press there could be, as a person's file would name it.
    private static let allStrokes: [Stroke] = {
        let keys: [Key] = [.up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .insert, .delete, .backspace, .enter, .tab, .escape]
        let letters = (0x21...0x7E).compactMap { UnicodeScalar($0).map { Character($0) } }
        var all: [Stroke] = []
        for key in keys { for modifiers in [[], .control, .alt, .shift] as [Modifiers] { all.append(.key(key, modifiers)) } }
        for letter in letters {
            all.append(.text(letter))
            if letter.isLowercase { all += [Stroke.key(.character(letter), .control), Stroke.key(.character(letter), .alt)] }
        }
        return all
    }()

    private func input(_ stroke: Stroke) -> Input {
        switch stroke {
        case .text(let character): .text(character)
        case .key(let key, let modifiers): .key(key, modifiers)
        }
    }

    /// What a list and a text take for themselves stands in the record, and what stands there they take. Home and End do the same with any other key held.
    @Test func theFixedKeysAreThoseThatListsAndTextsTake() {
        func isHeld(_ stroke: Stroke) -> Bool {
            guard case .key(let key, let modifiers) = stroke, !modifiers.isEmpty else { return false }
            return [.home, .end].contains(key) || modifiers == .shift
        }
        var list = ListState(Array(0..<50))
        list.setHeight(10)
        let taken = Set(Self.allStrokes.filter { stroke in !isHeld(stroke) && list.handleMoves(input(stroke)) })
        let sideways = Set(["move.left", "move.right"])
        #expect(taken == Set(FixedKeys.moves.filter { !sideways.contains($0.id) }.flatMap(\.strokes)))
        let edits = Set(Self.allStrokes.filter { stroke in
            var field = TextField("李梅 wang 13800001111")
            field.moveWordLeft()
            if case .text = stroke { return false }
            return !isHeld(stroke) && field.handle(input(stroke))
        })
        #expect(edits == Set(FixedKeys.editing.flatMap(\.strokes)))
    }

    @Test func theFixedKeysDoWhatTheirWordsSay() {
        func after(_ entry: FixedKeys.Entry) -> Set<String> {
            Set(entry.strokes.map { stroke in
                var field = TextField("李梅 wang 138")
                field.moveWordLeft()
                field.moveWordLeft()
                _ = field.handle(input(stroke))
                return "\(field.text) \(field.caret)"
            })
        }
        let expected = [
            "typing.left": "李梅 wang 138 2", "typing.right": "李梅 wang 138 4", "typing.wordLeft": "李梅 wang 138 0", "typing.wordRight": "李梅 wang 138 7",
            "typing.start": "李梅 wang 138 0", "typing.end": "李梅 wang 138 11", "typing.deleteBefore": "李梅wang 138 2", "typing.deleteAfter": "李梅 ang 138 3",
            "typing.cutWordBefore": "wang 138 0", "typing.cutWordAfter": "李梅  138 3", "typing.cutToStart": "wang 138 0", "typing.cutToEnd": "李梅  3",
        ]
        for entry in FixedKeys.editing where entry.id != "typing.yank" { #expect(after(entry) == [expected[entry.id] ?? ""], "\(entry.id)") }
        var field = TextField("李梅 wang")
        for stroke in [Stroke.control("w"), .control("a"), .control("y")] { _ = field.handle(input(stroke)) }
        #expect(field.text == "wang李梅 ")
    }

    @Test func helpAndSheetsHaveTheFixedKeysAndTheParcels() throws {
        let catalog = try catalog()
        let everywhere = try #require(catalog.places.first)
        #expect(everywhere.commands.filter { $0.id.hasPrefix("pane.") }.flatMap(\.keys) == (1...9).map { "\($0)" })
        for id in FixedKeys.ids { #expect(catalog.has(id) && Wording(.en).has("bind.\(id)") && Wording(.zh).has("bind.\(id).help"), "\(id)") }
        #expect(KeyFile("move.up z", file: "keys", catalog: catalog).defects.map(\.problem) == ["keys.isFixed"])
        let screen = try Screen(TestShop.busy())
        screen.press("?翻一页")
        #expect(screen.has("PgDn") && screen.has("PgUp"), "\(screen.text)")
        screen.press("<Esc>2n<F1>采用提示")
        #expect(screen.has("采用提示") && screen.has("Right"), "\(screen.text)")
    }

    @Test func twoCommandsMayChangeKeys() throws {
        let file = KeyFile("today.why v\ntoday.scope w", file: "keys", catalog: try catalog())
        #expect(file.defects.isEmpty && file.map.count == 2)
    }
}
