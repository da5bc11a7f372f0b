import Desk
import Dispatching
import Foundation
import Storage
import Wording

extension Wording {
    /// Any error as a sentence with what to do next.
    func sentence(_ error: any Error, zone: Zone) -> String {
        switch error {
        case let refusal as Refusal: explain(refusal, zone: zone).text
        case let error as StoreError: self(error.phrase)
        case let error as DeskError: self(error.phrase)
        case let error as CocoaError where error.code == .fileWriteFileExists: self("dialog.fileExists", ["file": .string(error.filePath ?? "")])
        case let error as CocoaError: self("dialog.fileError", ["file": .string(error.filePath ?? ""), "reason": .string(error.localizedDescription)])
        default: self("dialog.unexpected", ["reason": .string(String(describing: error))])
        }
    }
}

extension StoreError {
    /// The status line has no room for a whole path, and who works on the file knows where it is.
    private static func name(_ path: String) -> Value { .string(String(path.split(separator: "/").last ?? "")) }

    var phrase: Phrase {
        switch self {
        case .cannotOpen(let path, let reason): Phrase("store.cannotOpen", ["path": Self.name(path), "reason": .string(reason)])
        case .notOurs(let path): Phrase("store.notOurs", ["path": Self.name(path)])
        case .newerSchema(let path, let found, let known):
            Phrase("store.newerSchema", ["path": Self.name(path), "found": .int(found), "known": .int(known)])
        case .alreadyExists(let path): Phrase("store.alreadyExists", ["path": Self.name(path)])
        case .missing(let path): Phrase("store.missing", ["path": Self.name(path)])
        case .busy(let path): Phrase("store.busy", ["path": Self.name(path)])
        case .diskFull(let path): Phrase("store.diskFull", ["path": Self.name(path)])
        case .readOnly(let path): Phrase("store.readOnly", ["path": Self.name(path)])
        case .damaged(let path, let reason): Phrase("store.damaged", ["path": Self.name(path), "reason": .string(reason)])
        case .backupUnverified(let path, let reason):
            Phrase("store.backupUnverified", ["path": Self.name(path), "reason": .string(reason)])
        case .cancelled: Phrase("store.cancelled")
        }
    }
}

extension DeskError {
    var phrase: Phrase {
        switch self {
        case .noPlaybook: Phrase("desk.noPlaybook")
        case .unknownPerson(let person, let known):
            Phrase("desk.unknownPerson", ["person": .string(person), "known": .array(known.map { .string($0) })])
        }
    }
}
