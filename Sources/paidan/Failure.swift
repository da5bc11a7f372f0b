import ArgumentParser
import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Wording

/// Exit codes by sysexits.h.
enum ExitStatus: Int32 {
    case usage = 64, data = 65, noInput = 66, software = 70, cantCreate = 73, io = 74, again = 75, noPermission = 77, config = 78
}

/// A command's own complaint, already in words.
struct CommandFailure: Error {
    let status: ExitStatus
    let lines: [String]

    init(_ status: ExitStatus, _ key: String, _ values: [String: Value] = [:]) {
        self.status = status
        lines = [words(key, values)]
    }

    init(_ status: ExitStatus, lines: [String]) {
        self.status = status
        self.lines = lines
    }
}

enum Failure {
    /// Says on standard error what went wrong and what to do, and answers with the exit code.
    static func report(_ error: any Error) -> Int32 {
        switch error {
        case let e as CommandFailure:
            e.lines.forEach(Out.complain)
            return e.status.rawValue
        case let e as Refusal:
            let said = words.explain(e, zone: .shanghai)
            Out.complain(said.what)
            if !said.next.isEmpty { Out.complain(said.next) }
            if case .stale = e { return ExitStatus.again.rawValue }
            return ExitStatus.data.rawValue
        case let e as StoreError: return report(e)
        case let e as DeskError:
            switch e {
            case .noPlaybook: Out.complain(words("desk.noPlaybook"))
            case .unknownPerson(let p, let known):
                Out.complain(words("desk.unknownPerson", ["person": .string(p), "known": .array(known.map { .string($0) })]))
            }
            return ExitStatus.config.rawValue
        case let e as PlaybookFileError:
            for i in e.issues { Out.complain("\(i.file):\(i.line):\(i.column): \(words(i.phrase))") }
            return ExitStatus.data.rawValue
        case let e as TableError:
            Out.complain("\(e.file):\(e.position.line):\(e.position.column): \(words(TableWords.phrase(e)))")
            return ExitStatus.data.rawValue
        case let e as MappingError:
            Out.complain("\(e.file):\(e.position.line):\(e.position.column): \(words(TableWords.phrase(e)))")
            return ExitStatus.data.rawValue
        case let e as HolidayFileError:
            Out.complain("\(e.place): \(words("table.holiday"))")
            return ExitStatus.data.rawValue
        case let e as CocoaError:
            Out.complain(words("cli.fileError", ["path": .string(e.filePath ?? ""), "reason": .string(e.localizedDescription)]))
            return ExitStatus.noInput.rawValue
        default:
            let code = Paidan.exitCode(for: error)
            let text = Paidan.fullMessage(for: error)
            if code == .success { print(text) } else if !text.isEmpty { Out.complain(text) }
            return code.rawValue
        }
    }

    private static func report(_ e: StoreError) -> Int32 {
        func say(_ key: String, _ path: String, _ more: [String: Value] = [:]) {
            Out.complain(words("store.\(key)", more.merging(["path": .string(path)], uniquingKeysWith: { a, _ in a })))
        }
        switch e {
        case .cannotOpen(let p, let r): say("cannotOpen", p, ["reason": .string(r)]); return ExitStatus.cantCreate.rawValue
        case .notOurs(let p): say("notOurs", p); return ExitStatus.data.rawValue
        case .newerSchema(let p, let f, let k): say("newerSchema", p, ["found": .int(f), "known": .int(k)]); return ExitStatus.config.rawValue
        case .alreadyExists(let p): say("alreadyExists", p); return ExitStatus.cantCreate.rawValue
        case .missing(let p): say("missing", p); return ExitStatus.noInput.rawValue
        case .busy(let p): say("busy", p); return ExitStatus.again.rawValue
        case .diskFull(let p): say("diskFull", p); return ExitStatus.io.rawValue
        case .readOnly(let p): say("readOnly", p); return ExitStatus.noPermission.rawValue
        case .damaged(let p, let r): say("damaged", p, ["reason": .string(r)]); return ExitStatus.data.rawValue
        case .backupUnverified(let p, let r): say("backupUnverified", p, ["reason": .string(r)]); return ExitStatus.io.rawValue
        case .cancelled: say("cancelled", ""); return ExitStatus.again.rawValue
        }
    }
}
