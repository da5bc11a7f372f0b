import Foundation
import Testing

/// A program in a tmux of its own: own socket, no configuration, fixed size and locale.
final class TmuxPane {
    struct Failure: Error, CustomStringConvertible { let description: String }

    let folder: String
    private let socket: String

    /// Runs a shell command line; `PROBE` in it stands for the probe's path, `DIR` for the folder of this pane.
    init(_ command: String, columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]) throws {
        let name = "paidan-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        socket = name
        folder = NSTemporaryDirectory() + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let line = command
            .replacingOccurrences(of: "PROBE", with: "'\(Self.probePath)'")
            .replacingOccurrences(of: "DIR", with: "'\(folder)'")
        let settings = environment.map { "export \($0.key)='\($0.value)'; " }.joined()
        _ = try tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
            "\(settings)\(line); touch '\(folder)/over'; sleep 60")
    }

    deinit {
        _ = try? tmux("kill-server")
        // A probe on its way out may still write into the folder.
        for _ in 0..<50 {
            try? FileManager.default.removeItem(atPath: folder)
            if !FileManager.default.fileExists(atPath: folder) { break }
            usleep(10_000)
        }
    }

    /// Stands beside the test bundle in the build folder.
    static let probePath: String = {
        let bundles = Bundle.allBundles.map(\.bundlePath) + [CommandLine.arguments[0], Bundle.main.bundlePath]
        for path in bundles {
            var place = URL(fileURLWithPath: path)
            for _ in 0..<3 {
                let candidate = place.appendingPathComponent("TerminalProbe").path
                if FileManager.default.isExecutableFile(atPath: candidate), !isDirectory(candidate) { return candidate }
                place.deleteLastPathComponent()
            }
        }
        return ".build/debug/TerminalProbe"
    }()

    private static func isDirectory(_ path: String) -> Bool {
        var directory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &directory) && directory.boolValue
    }

    @discardableResult
    func tmux(_ arguments: String...) throws -> String {
        // popen rather than Foundation's Process, which waits for every descendant, also for tmux's server.
        let words = ["env", "-u", "TMUX", "-u", "LINES", "-u", "COLUMNS", "-u", "LC_ALL", "-u", "NO_COLOR", "LANG=C.UTF-8", "TMUX_TMPDIR=\(folder)"]
        let command = (words + ["TERM=xterm-256color", "timeout", "10", "tmux", "-u", "-L", socket] + arguments)
            .map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
            .joined(separator: " ")
        guard let stream = popen(command + " 2>/dev/null </dev/null", "r") else { throw Failure(description: "no popen") }
        defer { pclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The rows of the screen without trailing spaces.
    func screen() throws -> [String] {
        let lines = try tmux("capture-pane", "-p").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast().map { line in
            var line = String(line)
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    func format(_ format: String) throws -> String {
        try tmux("display-message", "-p", format).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func keys(_ keys: String...) throws {
        for key in keys { _ = try tmux("send-keys", key) }
    }

    func file(_ name: String) -> String? { try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) }

    /// The content of a file once it is there.
    @discardableResult
    func wait(for name: String, seconds: Double = 8) throws -> String {
        try wait("file \(name)", seconds: seconds) { self.file(name) }
    }

    /// Polls until `body` has a result.
    @discardableResult
    func wait<Result>(_ what: String, seconds: Double = 8, _ body: () throws -> Result?) throws -> Result {
        let end = Date(timeIntervalSinceNow: seconds)
        while Date() < end {
            if let result = try body() { return result }
            usleep(5000)
        }
        throw Failure(description: "waited in vain for \(what); the screen:\n\(try screen().joined(separator: "\n"))")
    }
}
