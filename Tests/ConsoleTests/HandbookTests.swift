import Foundation
import Testing

@testable import Console

/// The screens of the handbook are the program's own: above each stands which shop, whose desk, how large, and what was pressed.
///
///     <!-- screen: busy wang 80x24 2<Enter> -->
@MainActor
struct HandbookTests {
    private static let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs")

    @Test(arguments: ["handbook.zh-CN.md", "quick-start.md"])
    func everyScreenIsWhatTheProgramShows(page: String) throws {
        let url = Self.docs.appending(path: page)
        let text = try String(contentsOf: url, encoding: .utf8)
        var fresh = text
        let isRecording = ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1"
        let scenes = text.matches(of: /<!-- screen: (\w+) (\w+) (\d+)x(\d+) ?(.*?) -->\n+```text\n((?s:.*?))```/)
        #expect(scenes.count >= 3, "the page shows the program")
        var count = scenes.count
        for stored in text.matches(of: /<!-- stored: ([\w-]+) -->\n+```text\n((?s:.*?))```/) {
            let file = StoredScreen.folder.appending(path: stored.1 + ".txt")
            let picture = try Self.trimmed(String(contentsOf: file, encoding: .utf8))
            #expect(isRecording || picture == stored.2, "\(page), screen \(stored.1)")
            fresh = fresh.replacing(stored.0, with: stored.0.dropLast(stored.2.count + 3) + picture + "```")
            count += 1
        }
        // A block of text without a scene above it could go stale unseen.
        #expect(text.matches(of: /```text\n/).count == count)
        for scene in scenes {
            let screen = try Screen(
                Self.shop(String(scene.1)), as: String(scene.2), rows: try #require(Int(scene.4)), columns: try #require(Int(scene.3)),
                language: page.contains("zh-CN") ? .zh : .en, training: true)
            screen.press(String(scene.5))
            let picture = Self.trimmed(screen.text) + "\n"
            #expect(isRecording || picture == scene.6, "\(page), screen: \(scene.1) \(scene.5)\n\(picture)")
            fresh = fresh.replacing(scene.0, with: scene.0.dropLast(scene.6.count + 3) + picture + "```")
        }
        if isRecording { try fresh.write(to: url, atomically: true, encoding: .utf8) }
    }

    /// Blanks at the end of a line are nothing to read.
    private static func trimmed(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.replacing(/[ ]+$/, with: "") }.joined(separator: "\n")
    }

    private static func shop(_ name: String) throws -> TestShop {
        switch name {
        case "busy": try TestShop.busy()
        case "branch": try TestShop.branch(6)
        case "month": try SupervisorShop.month()
        default: fatalError("no shop \(name)")
        }
    }
}
