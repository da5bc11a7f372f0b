import Foundation
import Testing

@testable import Console

@MainActor
struct LookTests {
    @Test func look() throws {
        guard let script = ProcessInfo.processInfo.environment["LOOK"] else { return }
        let e = ProcessInfo.processInfo.environment
        let screen = try Screen(TestShop.busy(now: e["NOW"] ?? TestShop.afternoon), as: e["AS"] ?? "lin", rows: Int(e["R"] ?? "24")!, columns: Int(e["C"] ?? "80")!, language: e["L"] == "en" ? .en : .zh)
        for part in script.split(separator: "|", omittingEmptySubsequences: false) {
            screen.press(String(part))
            print("=== \(part)")
            print(screen.text)
        }
    }
}
