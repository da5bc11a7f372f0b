import Foundation
import Storage
import Testing

/// What was acknowledged is there, however the program ends.
@Suite struct CrashTests {
    /// `PAIDAN_KILL_ROUNDS=200` for the long form.
    static let rounds = Int(ProcessInfo.processInfo.environment["PAIDAN_KILL_ROUNDS"] ?? "") ?? 12

    @Test("kill -9 at random moments loses no acknowledged change, and the file checks clean each time")
    func killed() throws {
        let folder = try Folder()
        var db = ""
        var random = SystemRandomNumberGenerator()
        var total = 0, all = 0
        for round in 0..<Self.rounds {
            // The check reads the whole journal: a new file now and then keeps many rounds from growing with their square.
            if round % 25 == 0 {
                db = folder.path("shop\(round).db")
                total = 0
                #expect(try Program.paidan(["init", "--owner", "demo"], db: db).status == 0)
                #expect(try Program.paidan(["order", "add", "HT1", "customer=单雅芳", "phone=13911112222", "address=路1号"], db: db).status == 0)
            }
            // Two writers at once in every other round.
            let loops = try (0..<(round % 2 + 1)).map { i in try Loop(db, person: "p\(i)", order: "HT1") }
            for loop in loops { loop.awaitFirst() }
            usleep(UInt32.random(in: 0..<60_000, using: &random))
            for loop in loops { loop.kill() }
            let store = try Store(path: db)
            let kept = Int(try store.read { try $0.record(kind: .order, number: "HT1") }?["remark"].string ?? "") ?? 0
            if loops.count == 1 { #expect(kept >= loops[0].last, "round \(round): acknowledged \(loops[0].last), found \(kept)") }
            // With two writers every acknowledged change is an entry of its own.
            let acknowledged = loops.map(\.count).reduce(0, +)
            total += acknowledged
            all += acknowledged
            let length = try store.read { try $0.journalLength() }
            #expect(length >= total)
            let wrong = try store.check().filter { !$0.ok }
            #expect(wrong.isEmpty, "round \(round)")
            try store.close()
        }
        #expect(all > Self.rounds)
    }

    @Test("eight programs open one new file at the same moment, and none fails")
    func simultaneousFirstOpen() throws {
        let folder = try Folder()
        let db = folder.path("new.db")
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            do {
                let store = try Store(path: db, mode: .openOrCreate)
                _ = try store.read { try $0.journalLength() }
            } catch { Issue.record(error) }
        }
        let results = (0..<8).map { _ in Process() }
        for process in results {
            process.executableURL = URL(fileURLWithPath: Program.path("paidan"))
            process.arguments = ["check", "--db", db]
            process.standardOutput = FileHandle.nullDevice
            try process.run()
        }
        for process in results {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
    }
}

/// A running `CommandLoop` and what it acknowledged.
private final class Loop {
    private let process = Process()
    private let pipe = Pipe()
    private var text = ""

    init(_ db: String, person: String, order: String) throws {
        process.executableURL = URL(fileURLWithPath: Program.path("CommandLoop"))
        process.arguments = [db, order, person]
        process.standardOutput = pipe
        try process.run()
    }

    func awaitFirst() { text += String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self) }

    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        text += String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    /// Complete lines only: half a line is no acknowledgement.
    private var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { $0 } }
    var count: Int { lines.count }
    var last: Int { lines.last.flatMap { Int($0) } ?? 0 }
}
