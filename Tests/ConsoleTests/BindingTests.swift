import Dispatching
import Foundation
import Testing
import Wording

@testable import Console

/// The one table of commands: every one has its words in both languages, and no key means two things in one place.
@MainActor
struct BindingTests {
    /// Every place that has bindings of its own, with the keys that lead there.
    nonisolated static let places = ["", "<Tab>", "/", "2", "2/", "2<Tab>", "2<Enter>", "2n", "7", "7t", "7<Enter>", "<Down><Enter>", "<Down><Down><Enter>", "w", "?", ":", "<Down><F8>", "3", "6", "6/", "6<Tab>", "6<F8>", "8", "8s", "8c", "8r", "8m", "8/", "8L", "8e", "8w", "8h", "8x", "<C-p>", "<C-p>wang", "vv", "vvv", "vvv/", "9", "9n", "9<Tab>", "9<Tab><Tab>", "9a"]

    /// Every command there is, by the catalogue of which the cheat sheets are made.
    private static let catalogued = Result { Set(try KeyCatalog.make(TestShop.busy().desk("lin"), language: .zh).places.flatMap { $0.commands.map(\.id) }) }

    @Test(arguments: places) func wordsAndStrokes(_ keys: String) throws {
        let catalogued = try Self.catalogued.get()
        let screen = try Screen(TestShop.busy())
        screen.press(keys)
        let bindings = screen.app.activeBindings
        var seen: [Stroke: String] = [:]
        for binding in bindings {
            #expect(catalogued.contains(binding.id), "\(binding.id) stands in no cheat sheet")
            for language in Language.allCases {
                let wording = Wording(language)
                #expect(wording.has(binding.labelKey), "\(binding.labelKey)")
                #expect(wording.has(binding.helpKey), "\(binding.helpKey)")
                if let reason = binding.reason { #expect(wording.has(reason), "\(reason)") }
            }
            for stroke in binding.strokes {
                #expect(seen[stroke] == nil, "\(stroke.name): \(binding.id) and \(seen[stroke] ?? "")")
                seen[stroke] = binding.id
            }
            // With an input method open no letter arrives.
            #expect(binding.strokes.isEmpty || binding.strokes.contains { !$0.isLetter }, "\(binding.id) hangs on letters alone")
        }
    }

    /// Keys of the string table that stand in the sources are in it, and no sentence lacks a language.
    @Test func everyTextIsInTheTable() throws {
        let root = StoredScreen.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let wording = Wording(.zh)
        let sources = try #require(FileManager.default.enumerator(at: root.appending(path: "Sources/Console"), includingPropertiesForKeys: nil))
        let call = /(?:text|wording|Phrase)\("([a-zA-Z]+\.[a-zA-Z.0-9]+)"/
        for case let file as URL in sources where file.pathExtension == "swift" {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: call) {
                let key = String(match.1)
                #expect(wording.has(key), "\(file.lastPathComponent): \(key)")
            }
        }
        let table = try String(contentsOf: root.appending(path: "Resources/strings/console.tsv"), encoding: .utf8)
        let doubtful = Set("\u{2026}\u{2014}\u{201C}\u{201D}\u{00B7}\u{2460}\u{2192}\u{00D7}")
        for line in table.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            #expect(parts.count == 3 && parts.allSatisfy { !$0.isEmpty }, "\(line)")
            // Terminals disagree on the width of these.
            #expect(!line.contains { doubtful.contains($0) }, "\(line)")
        }
    }
}
