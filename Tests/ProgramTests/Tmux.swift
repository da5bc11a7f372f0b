import Foundation
import Testing

/// The program in a real terminal emulator. Waits on what the screen shows, never on a time.
final class Tmux {
    private let socket = "paidan-\(UUID().uuidString.prefix(8))"
    private let name: String

    /// - Parameter command: run by `sh -c` in a pane of that size.
    init(_ command: String, columns: Int = 80, rows: Int = 24, name: String = "s") throws {
        self.name = name
        try run(["new-session", "-d", "-s", name, "-x", "\(columns)", "-y", "\(rows)", command])
    }

    deinit { _ = try? run(["kill-server"]) }

    /// Through the shell, not `Process`: that waits for every descendant, and the server stays.
    @discardableResult
    private func run(_ arguments: [String], reading: Bool = false) throws -> String {
        let words = (["/usr/bin/tmux", "-u", "-L", socket, "-f", "/dev/null"] + arguments).map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
        let line = "LC_ALL=C.UTF-8 TMUX= " + words.joined(separator: " ") + " </dev/null 2>/dev/null" + (reading ? "" : " >/dev/null")
        guard let stream = popen(line, "r") else { return "" }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
        pclose(stream)
        return String(decoding: bytes, as: UTF8.self)
    }

    func keys(_ keys: String...) throws { for key in keys { try run(["send-keys", "-t", name, key]) } }
    func type(_ text: String) throws { try run(["send-keys", "-t", name, "-l", text]) }
    func screen() throws -> String { try run(["capture-pane", "-p", "-t", name], reading: true) }
    func resize(_ columns: Int, _ rows: Int) throws { try run(["resize-window", "-t", name, "-x", "\(columns)", "-y", "\(rows)"]) }

    /// Until the condition holds on the screen, at most `seconds`.
    @discardableResult
    func sees(_ what: String, seconds: Double = 30, _ condition: (String) -> Bool) throws -> String {
        let end = Date().addingTimeInterval(seconds)
        var last = ""
        while Date() < end {
            last = try screen()
            if condition(last) { return last }
            usleep(50_000)
        }
        Issue.record("never saw: \(what)\n\(last)")
        return last
    }

    /// Until the screen is another one than before and has stood still for a moment; at most a second, for a key that shows nothing.
    func settles(after before: String) throws {
        var last = before
        for _ in 0..<20 {
            usleep(50_000)
            let now = try screen()
            if now == last, now != before { return }
            last = now
        }
    }

    @discardableResult
    func sees(_ text: String, seconds: Double = 30) throws -> String { try sees(text, seconds: seconds) { $0.contains(text) } }
}
