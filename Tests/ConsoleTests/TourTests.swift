import Dispatching
import Testing
import Wording

@testable import Console

/// The tour leads through the program by its own keys, and whoever follows it gets to the end.
@MainActor
struct TourTests {
    @Test func everyStepIsPassedByDoingWhatItSays() throws {
        let screen = try Screen(TestShop.busy(), as: "peng", rows: 24, columns: 80)
        screen.press(":漫游<Enter>")
        #expect(screen.has("漫游 1/\(Tour.steps.count)"))
        // What is pressed for each step; the dates of the form are those of the test's shop.
        let presses: [String: String] = [
            "look": "w", "closeWhy": "<Enter>", "filter": "/", "takeUp": "A-06<Enter><Enter>",
            "save": "<Space><Space><Space><Space><Space><Space><Space>+2<Enter>+3<C-s>", "undo": "u", "clear": "<Esc>", "find": "<C-p>", "found": "wang<Enter>",
            "board": "3", "propose": "<F5>", "callbacks": "6", "noAnswer": "n", "outbox": "7", "late": "8", "help": "?",
        ]
        for (place, step) in Tour.steps.enumerated() {
            #expect(screen.app.tour?.place == place, "\(step.id)\n\(screen.text)")
            let shown = screen.text
            #expect(shown.contains("漫游 \(place + 1)/"), "\(step.id)")
            for command in step.commands { #expect(screen.app.commandKeys[command]?.isEmpty == false, "\(step.id): \(command) has a key") }
            if let keys = presses[step.id] { screen.press(keys) }
            // This shop has nothing to publish and nobody to phone.
            if screen.app.tour?.place == place { screen.press("<C-n>") }
        }
        #expect(screen.app.tour == nil && screen.has("漫游做完了"))
    }

    @Test func everySentenceIsThereInBothLanguagesAndNamesItsKeys() {
        for language in Language.allCases {
            let words = Wording(language)
            for step in Tour.steps {
                #expect(words.has("tour." + step.id))
                #expect(words("tour." + step.id, ["key": "K1", "key2": "K2"]).contains("K1"), "\(step.id)")
            }
        }
    }

    @Test func everyPaneHasRoomBesideTheTour() throws {
        let screen = try Screen(TestShop.busy(), as: "peng")
        screen.app.startTour()
        for pane in "12367894" {
            screen.press(String(pane))
            #expect(screen.text.split(separator: "\n", omittingEmptySubsequences: false).count >= 22)
            #expect(screen.has("漫游 "))
        }
        screen.press(":")
        #expect(screen.has("漫游 "))
    }
}
