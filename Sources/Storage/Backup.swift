import Dispatching
import GRDB
import Glibc

extension Store {
    /// Copies the file while others work on it, then checks the copy as a whole. A copy that does not hold is removed again.
    public func backup(to target: String, progress: (Double) -> Bool = { _ in true }) throws -> [CheckResult] {
        if access(target, F_OK) == 0 { throw StoreError.alreadyExists(path: target) }
        let draft = target + ".part"
        unlink(draft)
        do {
            let copy = try DatabaseQueue(path: draft)
            try withoutActuallyEscaping(progress) { progress in
                try reader.backup(to: copy, pagesPerStep: 2000) { step in
                    guard step.totalPageCount > 0 else { return }
                    if !progress(Double(step.completedPageCount) / Double(step.totalPageCount) * 0.5) { throw StoreError.cancelled }
                }
            }
            try copy.close()
            let results = try Store(path: draft, readOnly: true).check { progress(0.5 + $0 / 2) }
            if let bad = results.first(where: { !$0.ok }) { throw StoreError.backupUnverified(path: target, reason: "\(bad.name) \(bad.detail)") }
            guard rename(draft, target) == 0 else { throw StoreError.cannotOpen(path: target, reason: String(cString: strerror(errno))) }
            return results
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Puts a checked backup in the place of the file; the file that stood there is kept beside it.
    ///
    /// - Returns: where the old file went, if there was one.
    public static func restore(_ backup: String, to path: String, stamp: String) throws -> String? {
        let source = try Store(path: backup, readOnly: true)
        if let bad = try source.check().first(where: { !$0.ok }) {
            throw StoreError.backupUnverified(path: backup, reason: "\(bad.name) \(bad.detail)")
        }
        let draft = path + ".restoring"
        unlink(draft)
        let copy = try DatabaseQueue(path: draft)
        try source.reader.backup(to: copy)
        try copy.close()
        try source.close()
        var old: String?
        if access(path, F_OK) == 0 {
            // Taking the write lock first: nobody is in the middle of a change while the file is exchanged.
            let current = try Store(path: path)
            let kept = "\(path).before-\(stamp)"
            try current.writer.writeWithoutTransaction { db in
                try db.inTransaction(.exclusive) {
                    guard rename(path, kept) == 0 else { throw StoreError.cannotOpen(path: kept, reason: String(cString: strerror(errno))) }
                    return .rollback
                }
            }
            try current.close()
            for suffix in ["-wal", "-shm", "-journal"] where access(path + suffix, F_OK) == 0 { rename(path + suffix, kept + suffix) }
            old = kept
        }
        guard rename(draft, path) == 0 else { throw StoreError.cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        return old
    }
}
