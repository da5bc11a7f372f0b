import Dispatching
import Foundation
import Grid
import Storage
import Testing
import Wording

@testable import Console

@Suite("The doctor says what is wrong and what to do")
struct DoctorTests {
    private func well() -> Surroundings {
        var file = Surroundings.File(path: "/srv/shop.db")
        (file.bytes, file.sqlite, file.journalMode, file.synchronous, file.entries) = (40_000_000, "3.40.1", "delete", "2", 100)
        file.newest = Instant(seconds: 1_000_000)
        var found = Surroundings(file: file)
        (found.locale, found.codeset, found.environment) = ("zh_CN.UTF-8", "UTF-8", ["TERM": "xterm-256color"])
        (found.columns, found.free, found.now, found.isSynchronised) = (140, 9_000_000_000, Instant(seconds: 1_000_100), true)
        found.widths = Doctor.samples.map { .init(sample: $0, expected: 1, drawn: 1) }
        return found
    }

    private func finding(_ topic: String, _ change: (inout Surroundings) -> Void) throws -> Finding {
        var found = well()
        change(&found)
        return try #require(Doctor(found).findings.first { $0.topic == topic })
    }

    @Test("where all is well nothing is advised, and every topic is named")
    func good() {
        let findings = Doctor(well()).findings
        #expect(findings.allSatisfy { $0.verdict == .good && $0.advice == nil })
        #expect(findings.map(\.topic) == ["locale", "terminal", "size", "colours", "widths", "file", "sqlite", "disk", "clock"])
    }

    @Test("what is wrong is bad, what could be better is noted, and both say what to do")
    func wrong() throws {
        let cases: [(String, Finding.Verdict, (inout Surroundings) -> Void)] = [
            ("locale", .note, { $0.codeset = "ANSI_X3.4-1968" }),
            ("locale", .note, { $0.codeset = "" }),
            ("locale", .bad, { ($0.codeset, $0.hasFallbackLocale) = ("ANSI_X3.4-1968", false) }),
            ("terminal", .bad, { $0.colours = nil }),
            ("terminal", .note, { $0.environment = ["TERM": "screen", "TMUX": "/tmp/x"] }),
            ("size", .bad, { $0.rows = 23 }),
            ("size", .note, { $0.columns = 100 }),
            ("colours", .note, { $0.colours = 0 }),
            ("widths", .note, { $0.widths = [.init(sample: "单子", expected: 4, drawn: nil)] }),
            ("widths", .note, { $0.widths = [.init(sample: "※", expected: 1, drawn: 2)] }),
            ("widths", .bad, { $0.widths = [.init(sample: "单子", expected: 4, drawn: 2)] }),
            ("file", .bad, { $0.file.problem = .missing(path: "x") }),
            ("file", .bad, { $0.file.isRemote = true }),
            ("file", .bad, { $0.file.isWritable = false }),
            ("sqlite", .bad, { $0.file.synchronous = "1" }),
            ("disk", .bad, { $0.free = 10_000_000 }),
            ("disk", .note, { $0.free = 300_000_000 }),
            ("clock", .bad, { $0.now = Instant(seconds: 990_000) }),
            ("clock", .note, { $0.isSynchronised = false }),
        ]
        for (topic, verdict, change) in cases {
            let finding = try finding(topic, change)
            #expect(finding.verdict == verdict, "\(topic)")
            #expect(finding.advice != nil, "\(topic)")
            for language in Language.allCases {
                let words = Wording(language)
                #expect(words.has(finding.sentence.key) && finding.advice.map { words.has($0.key) } == true, "\(finding)")
                #expect(!words(finding.sentence).contains("{") && finding.advice.map { !words($0).contains("{") } == true, "\(words(finding.sentence))")
            }
        }
    }

    @Test("every reason why a file cannot be used has a sentence and a way out")
    func files() throws {
        let problems: [StoreError] = [
            .cannotOpen(path: "x", reason: "r"), .notOurs(path: "x"), .newerSchema(path: "x", found: 9, known: 1), .missing(path: "x"), .busy(path: "x"),
            .diskFull(path: "x"), .readOnly(path: "x"), .damaged(path: "x", reason: "r"),
        ]
        for problem in problems {
            let finding = try finding("file") { $0.file.problem = problem }
            #expect(finding.verdict == .bad && Wording(.zh).has(finding.sentence.key) && finding.advice.map { Wording(.zh).has($0.key) } == true, "\(problem)")
        }
    }

    @Test("where the cursor is, also on the first line, where the answer looks like a key")
    func reports() {
        #expect(TerminalProbe.column("\u{1B}[1;5R") == 4 && TerminalProbe.column("x\u{1B}[23;3R") == 2)
        #expect(TerminalProbe.column("\u{1B}[1;") == nil && TerminalProbe.column("") == nil)
    }

    @Test("the ruler's bars stand in one column by our measure, one row for each kind of character, in both languages")
    func ruler() {
        for language in Language.allCases {
            let lines = WidthRuler().text(Wording(language)).components(separatedBy: "\n").dropFirst()
            #expect(lines.count == 2 * WidthRuler.rows.count)
            for line in lines { #expect(line.range(of: "|").map { Ruler.standard.width(of: String(line[..<$0.lowerBound])) } == WidthRuler.columns, "\(line)") }
        }
    }

    @Test("the console shows the same under its palette")
    @MainActor
    func inTheConsole() throws {
        let screen = try Screen(TestShop.busy(), rows: 40, columns: 120)
        screen.press(":体检<Enter>")
        #expect(screen.has("SQLite") && screen.has("shop.paidan") && screen.has("120 列"))
        // The ruler stands below; on the whole of it each bar is in one column.
        screen.press("<PgDn><PgDn>")
        #expect(screen.has("生僻字") && screen.has("....5....0....5....0|"), "\(screen.text)")
    }
}
