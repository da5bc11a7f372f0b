import Desk
import Dispatching
import Foundation
import Grid
import Testing

@testable import Console

/// The console without a terminal: keys go in, the picture comes out. Background work runs at once.
@MainActor
final class Screen {
    let app: ConsoleApp
    /// Kept: its folder goes with it.
    let shop: TestShop
    let rows: Int
    let columns: Int
    private let borders: BorderSet
    private(set) var caret: Position?

    init(
        _ shop: TestShop, as login: String = "lin", rows: Int = 24, columns: Int = 80, language: Language = .zh,
        borders: BorderSet = .unicode, training: Bool = false, accessible: Bool = false, worker: any Worker = ImmediateWorker()
    ) throws {
        self.shop = shop
        var options = ConsoleApp.Options()
        options.language = language
        options.isTraining = training
        options.isAccessible = accessible
        let desk = try shop.desk(login)
        // As the program does before it opens the console; a file that cannot be written has been seen to there.
        try? desk.rollIfNeeded()
        app = try ConsoleApp(desk: desk, options: options, worker: worker, waker: Waker())
        self.rows = rows
        self.columns = columns
        self.borders = borders
        app.start()
        settle()
    }

    /// Delivers what the worker has brought, and draws.
    func settle() {
        app.deliver()
        _ = canvas()
        app.deliver()
    }

    private func canvas() -> Canvas {
        let canvas = Canvas(rows: rows, columns: columns, borders: borders)
        caret = app.draw(in: canvas.region)
        return canvas
    }

    var grid: Grid { canvas().grid }
    var text: String { canvas().grid.text }
    var attributes: String { canvas().grid.attributes }

    /// Words are typed; `<Enter>`, `<F2>`, `<C-s>`, `<S-Tab>`, `<Space>` are keys.
    func press(_ script: String) {
        var rest = Substring(script)
        while let first = rest.first {
            if first == "<", let end = rest.firstIndex(of: ">") {
                send(Self.key(String(rest[rest.index(after: rest.startIndex)..<end])))
                rest = rest[rest.index(after: end)...]
            } else {
                send(.text(first))
                rest.removeFirst()
            }
        }
    }

    func send(_ input: Input) {
        app.handle(.input(input))
        settle()
    }

    func has(_ words: String) -> Bool { text.contains(words) }

    private static func key(_ name: String) -> Input {
        if name.hasPrefix("F"), let number = Int(name.dropFirst()) { return .key(.function(number)) }
        if name.hasPrefix("C-"), let letter = name.last { return .key(.character(letter), .control) }
        let keys: [String: Input] = [
            "Enter": .key(.enter), "Esc": .key(.escape), "Tab": .key(.tab), "S-Tab": .key(.tab, .shift), "Up": .key(.up), "Down": .key(.down),
            "Left": .key(.left), "Right": .key(.right), "Home": .key(.home), "End": .key(.end), "PgDn": .key(.pageDown), "PgUp": .key(.pageUp),
            "Space": .text(" "), "lt": .text("<"), "BkSp": .key(.backspace),
        ]
        guard let key = keys[name] else { fatalError("no key <\(name)>") }
        return key
    }
}

/// Pictures kept as text beside the tests. `RECORD_SCREENS=1` writes them anew; a human looks at the difference.
enum StoredScreen {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Screens")

    static func expect(_ picture: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let file = folder.appending(path: name + ".txt")
        let environment = ProcessInfo.processInfo.environment
        if environment["RECORD_SCREENS"] == "1" {
            if environment["CI"] == "true" { Issue.record("screens are not recorded in CI", sourceLocation: sourceLocation) }
            do { try (picture + "\n").write(to: file, atomically: true, encoding: .utf8) } catch { Issue.record(error) }
            return
        }
        guard let stored = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("no stored screen \(name); RECORD_SCREENS=1 writes it", sourceLocation: sourceLocation)
            return
        }
        #expect(picture + "\n" == stored, "screen \(name) differs", sourceLocation: sourceLocation)
    }
}
