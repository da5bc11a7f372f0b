import Dispatching
import Grid
import Storage
import Wording

/// Judges what is around the program, and says what to do.
public struct Doctor: Sendable {
    private let found: Surroundings
    private var environment: [String: String] { found.environment }

    public init(_ found: Surroundings) { self.found = found }

    /// In the order in which one would ask.
    public var findings: [Finding] { [locale, terminal] + size + [colours, widths].compactMap(\.self) + file + [disk].compactMap(\.self) + clock }

    /// Drawn to measure how wide the terminal draws them: Latin, Chinese, Chinese beyond the first plane, a full-width sign, what terminals disagree on, a line.
    public static let samples = ["abcd", "单子", "\u{2C2F1}", "：", "※", "─"]

    // MARK: Terminal

    private var locale: Finding {
        let values: [String: Value] = ["locale": .string(found.locale), "codeset": .string(found.codeset.isEmpty ? "?" : found.codeset)]
        if found.codeset == "UTF-8" { return Finding("locale", .good, "locale.good", values) }
        // The console takes C.UTF-8 then; other programs of the desk do not.
        let key = !found.hasFallbackLocale ? "locale.bad" : found.codeset.isEmpty ? "locale.missing" : "locale.fallback"
        return Finding("locale", found.hasFallbackLocale ? .note : .bad, key, values, advice: "locale")
    }

    private var terminal: Finding {
        let term = environment["TERM"] ?? ""
        var around = ["TMUX": "tmux", "STY": "screen", "SSH_CONNECTION": "ssh"].filter { environment[$0.key]?.isEmpty == false }.values.sorted()
        if around.isEmpty { around = ["-"] }
        let values: [String: Value] = ["term": .string(term.isEmpty ? "-" : term), "around": .string(around.joined(separator: " "))]
        if !found.isTerminal { return Finding("terminal", .note, "terminal.none", values) }
        if found.colours == nil { return Finding("terminal", .bad, "terminal.unknown", values, advice: "terminal") }
        if environment["TMUX"] != nil, term == "screen" { return Finding("terminal", .note, "terminal.good", values, advice: "tmux") }
        return Finding("terminal", .good, "terminal.good", values)
    }

    private var size: [Finding] {
        guard found.isTerminal else { return [] }
        let values: [String: Value] = ["rows": .int(found.rows), "columns": .int(found.columns)]
        if found.rows < 24 || found.columns < 80 { return [Finding("size", .bad, "size", values, advice: "size")] }
        if found.columns < 110 { return [Finding("size", .note, "size", values, advice: "wider")] }
        return [Finding("size", .good, "size", values)]
    }

    private var colours: Finding? {
        guard found.isTerminal, let colours = found.colours else { return nil }
        let values: [String: Value] = ["n": .int(colours)]
        if environment["NO_COLOR"]?.isEmpty == false { return Finding("colours", .good, "colours.off", values) }
        return Finding("colours", colours < 8 ? .note : .good, "colours", values, advice: colours < 8 ? "colours" : nil)
    }

    private var widths: Finding? {
        guard !found.widths.isEmpty else { return nil }
        let silent = found.widths.allSatisfy { $0.drawn == nil }
        if silent { return Finding("widths", .note, "widths.silent", [:], advice: "widths.silent") }
        let off = found.widths.filter { $0.drawn != nil && $0.drawn != $0.expected }
        guard !off.isEmpty else { return Finding("widths", .good, "widths.good") }
        let list = off.map { "\($0.sample) \($0.expected) > \($0.drawn ?? 0)" }.joined(separator: ", ")
        // Two columns for ※ is a habit of Chinese terminals that the console measures and follows.
        let isAmbiguous = off.allSatisfy { Ruler(ambiguous: .two).width(of: $0.sample) == $0.drawn }
        return Finding("widths", isAmbiguous ? .note : .bad, isAmbiguous ? "widths.ambiguous" : "widths.bad", ["list": .string(list)], advice: isAmbiguous ? "widths.ambiguous" : "widths")
    }

    // MARK: File

    private var file: [Finding] {
        let file = found.file
        var values: [String: Value] = ["path": .string(file.path), "size": .string(Self.size(file.bytes)), "n": .int(file.entries)]
        if let problem = file.problem {
            let (key, advice) = Self.words(of: problem)
            values["reason"] = .string(Self.reason(problem))
            return [Finding("file", .bad, "file." + key, values, advice: "file." + advice)]
        }
        var list = [
            file.isRemote ? Finding("file", .bad, "file.remote", values, advice: "file.remote")
                : file.isWritable ? Finding("file", .good, "file.good", values) : Finding("file", .bad, "file.readOnly", values, advice: "file.readOnly"),
        ]
        let engine: [String: Value] = ["version": .string(file.sqlite), "mode": .string(file.journalMode)]
        // 2 is FULL: what was said to be saved is on the disk.
        let isSafe = file.synchronous == "2"
        list.append(Finding("sqlite", isSafe ? .good : .bad, isSafe ? "sqlite.\(file.journalMode == "wal" ? "wal" : "delete")" : "sqlite.unsafe", engine, advice: isSafe ? nil : "sqlite"))
        return list
    }

    private static func words(of problem: StoreError) -> (String, String) {
        switch problem {
        case .missing: ("missing", "missing")
        case .notOurs: ("notOurs", "notOurs")
        case .newerSchema: ("newer", "newer")
        case .busy: ("busy", "busy")
        case .readOnly: ("readOnly", "readOnly")
        case .diskFull: ("full", "full")
        case .damaged, .backupUnverified: ("damaged", "damaged")
        case .cannotOpen, .alreadyExists, .cancelled: ("cannotOpen", "cannotOpen")
        }
    }

    private static func reason(_ problem: StoreError) -> String {
        switch problem {
        case .cannotOpen(_, let reason), .damaged(_, let reason), .backupUnverified(_, let reason): reason
        default: ""
        }
    }

    /// Room for a backup beside the file and a year more of it.
    private var disk: Finding? {
        guard let free = found.free else { return nil }
        let values: [String: Value] = ["free": .string(Self.size(free)), "file": .string(Self.size(found.file.bytes))]
        let verdict: Finding.Verdict = free < max(20_000_000, found.file.bytes) ? .bad : free < max(500_000_000, found.file.bytes * 3) ? .note : .good
        return Finding("disk", verdict, "disk", values, advice: verdict == .good ? nil : "disk")
    }

    private static func size(_ bytes: Int) -> String {
        bytes >= 10_000_000_000 ? "\(bytes / 1_000_000_000) GB" : bytes >= 1_000_000 ? "\(bytes / 1_000_000) MB" : "\(max(0, bytes) / 1000) kB"
    }

    // MARK: Clock

    private var clock: [Finding] {
        let values: [String: Value] = ["now": .string(Zone.shanghai.iso(found.now)), "newest": .string(found.file.newest.map { Zone.shanghai.iso($0) } ?? "-")]
        if found.isTraining { return [Finding("clock", .note, "clock.training", values)] }
        if let newest = found.file.newest, newest > found.now + 120 { return [Finding("clock", .bad, "clock.behind", values, advice: "clock")] }
        if found.isSynchronised == false { return [Finding("clock", .note, "clock.alone", values, advice: "clock")] }
        return [Finding("clock", .good, "clock.good", values)]
    }
}

extension Doctor {
    /// A finding a line, what to do below it.
    public func text(_ words: Wording) -> String {
        findings.map { finding in
            let sign = switch finding.verdict {
            case .good: "  "
            case .note: "- "
            case .bad: "! "
            }
            let line = sign + words("doctor.topic." + finding.topic) + "  " + words(finding.sentence)
            return finding.advice.map { line + "\n    > " + words($0) } ?? line
        }.joined(separator: "\n")
    }
}
