import Testing

@testable import Console

/// What a clerk sees on the phone.
@MainActor
struct CallbackScreenTests {
    @Test func narrow() throws {
        let screen = try Screen(TestShop.callbacks(), as: "wang")
        screen.press("6")
        StoredScreen.expect(screen.text, "callbacks")
    }

    @Test func wide() throws {
        let screen = try Screen(TestShop.callbacks(), as: "wang", rows: 45, columns: 140)
        screen.press("6ntt")
        StoredScreen.expect(screen.text, "callbacks-wide")
    }

    @Test func inEnglish() throws {
        let screen = try Screen(TestShop.callbacks(), as: "wang", language: .en)
        screen.press("6<Down>")
        StoredScreen.expect(screen.text, "callbacks-en")
    }

    @Test func form() throws {
        let screen = try Screen(TestShop.callbacks(), as: "wang")
        screen.press("6/lm<Enter><Enter>43")
        StoredScreen.expect(screen.text, "callbacks-form")
    }
}
