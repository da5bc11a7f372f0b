import Foundation
import Testing

/// Finds the programs that were built beside the tests.
enum Program {
    static var folder: URL {
        // .../debug/paidanPackageTests.xctest: the executables lie beside it.
        var url = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        while url.path != "/" {
            if FileManager.default.isExecutableFile(atPath: url.appendingPathComponent("paidan").path) { return url }
            url.deleteLastPathComponent()
        }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return root.appendingPathComponent(".build/debug")
    }

    static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs `paidan` with a fixed environment: own home, Chinese, no inherited settings.
    @discardableResult
    static func paidan(_ arguments: [String], db: String, now: String? = nil, environment: [String: String] = [:]) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path("paidan"))
        process.arguments = arguments + ["--db", db] + (now.map { ["--now", $0] } ?? [])
        process.environment = ["HOME": NSTemporaryDirectory(), "LANG": "zh_CN.UTF-8", "PATH": "/usr/bin:/bin", "USER": "demo"].merging(environment) { $1 }
        let out = Pipe(), err = Pipe()
        process.standardOutput = out
        process.standardError = err
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = out.fileHandleForReading.readDataToEndOfFile()
        let errors = err.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
    }
}

/// A folder of its own for each test.
final class Folder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("paidan-program-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: url.appendingPathComponent(name))
        return path(name)
    }
}
