import Foundation

/// Tells a test that drives the program through a pseudo-terminal when nothing is pending any more: a growing number in
/// the file that `PAIDAN_IDLE_FILE` names. Off unless it is set.
struct IdleFile {
    private let path: String
    private var count = 0
    private var told = false

    init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        guard let path = environment["PAIDAN_IDLE_FILE"], !path.isEmpty else { return nil }
        self.path = path
    }

    mutating func stir() { told = false }

    /// Called when the loop is about to wait with no work outstanding; writes once for each time something happened.
    mutating func rest() {
        guard !told else { return }
        told = true
        count += 1
        let temporary = path + ".new"
        guard (try? "\(count)\n".write(toFile: temporary, atomically: false, encoding: .utf8)) != nil else { return }
        _ = rename(temporary, path)
    }
}
