import Foundation
import Testing

/// Compares a screen with the one stored under `Tests/ConsoleTests/Screens`; `PAIDAN_RECORD=1` stores it anew.
func expectRosterScreen(_ screen: String, _ name: String, file: String = #filePath, location: SourceLocation = #_sourceLocation) throws {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Screens")
    let url = folder.appendingPathComponent("roster-\(name).txt")
    if ProcessInfo.processInfo.environment["PAIDAN_RECORD"] == "1" {
        try (screen + "\n").write(to: url, atomically: true, encoding: .utf8)
        return
    }
    let stored = try String(contentsOf: url, encoding: .utf8)
    #expect(screen + "\n" == stored, "\(name) differs from its stored screen", sourceLocation: location)
}
