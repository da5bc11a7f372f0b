import Dispatching
import Testing
import Wording

@testable import Console

/// The tour leads through the program by its own keys, and whoever follows it gets to the end.
@MainActor
struct TourTests {
    /// Before three o'clock a publish asks for a reason, and the tour goes on from there too.
    @Test(arguments: ["2026-11-24T14:55", TestShop.afternoon]) func everyStepIsPassedByDoingWhatItSays(now: String) throws {
        let shop = try TestShop.busy(now: now)
        try shop.desk("peng").perform(.record(.crew, number: "送1组", ["kind": "delivery", "leader": "王师傅", "phone": "13800000001", "capacityLitres": 12_000]))
        let screen = try Screen(shop, as: "peng", rows: 24, columns: 80)
        let roster = try #require(screen.app.panes.first { $0.id == .roster } as? RosterPane)
        roster.limits = RunSolver.Limits(seconds: 600, iterations: 200, threads: 1)
        let days = Tour.days(from: screen.app.today, screen.app.manual.calendar)
        screen.press(":漫游<Enter>")
        #expect(screen.has("漫游 1/\(Tour.steps.count)"))
        // What is pressed for each step.
        let presses: [String: String] = [
            "look": "w", "closeWhy": "<Enter>", "filter": "/", "takeUp": "A-06<Enter><Enter>",
            "save": "<Space><Space><Space><Space><Space><Space><Space>+\(days.delivery)<Enter>+\(days.install)<C-s>", "undo": "u", "clear": "<Esc>", "find": "<C-p>", "found": "wang<Enter>",
            "board": "3", "propose": "<F5>", "publish": "<F9>", "callbacks": "6", "noAnswer": "n", "outbox": "7", "late": "8", "help": "?",
        ]
        for (place, step) in Tour.steps.enumerated() {
            #expect(screen.app.tour?.place == place, "\(step.id)\n\(screen.text)")
            let shown = screen.text
            #expect(shown.contains("漫游 \(place + 1)/"), "\(step.id)")
            for command in step.commands { #expect(screen.app.commandKeys[command]?.isEmpty == false, "\(step.id): \(command) has a key") }
            if let keys = presses[step.id] { screen.press(keys) }
            if step.id == "save" { #expect(shown.replacing("\n", with: "").contains("+\(days.delivery)，安装日期打 +\(days.install)")) }
            if step.id == "publish" {
                if now == TestShop.afternoon {
                    screen.press("<F2>")
                } else {
                    #expect(screen.has("还没到 11-24 15:00"), "why a reason is asked for\n\(screen.text)")
                    screen.press("客户要早知道<C-s>")
                }
                #expect(try shop.record(.deliveryRun, "2026-11-25").state == "PUBLISHED")
            }
            // This shop has nobody to phone.
            if step.id != "noAnswer" { #expect(screen.app.tour.map { $0.place == place + 1 } ?? (place == Tour.steps.count - 1), "\(step.id)\n\(screen.text)") }
            if screen.app.tour?.place == place { screen.press("<C-n>") }
        }
        #expect(screen.app.tour == nil && screen.has("漫游做完了"))
    }

    @Test func theDaysOfTheBookingAreNeverDaysOfRest() throws {
        let screen = try Screen(TestShop.busy(), as: "peng")
        let calendar = screen.app.manual.calendar
        let first = try #require(LocalDay(year: 2026, month: 1, day: 1))
        for day in (0..<365).map({ first + $0 }) {
            let days = Tour.days(from: day, calendar)
            #expect(calendar.isWorkday(day + days.delivery) && calendar.isWorkday(day + days.install) && days.delivery < days.install, "\(day)")
        }
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
