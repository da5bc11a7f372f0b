import Foundation

/// An advisory lock on a neighbouring file, held around open-and-migrate: without it simultaneous first starts race
/// for the migration, and with it none of them fails.
struct FileLock: ~Copyable {
    private let descriptor: Int32

    init(beside path: String) throws {
        descriptor = Glibc.open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let reason = String(cString: strerror(errno))
                close(descriptor)
                throw StoreError.cannotOpen(path: path, reason: reason)
            }
        }
    }

    deinit { close(descriptor) }
}

enum Disk {
    /// File systems on which SQLite's locks are not to be trusted between machines.
    private static let remote: Set<String> = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "glusterfs", "fuse.glusterfs"]

    static func isRemote(_ path: String) -> Bool {
        guard let mounts = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8) else { return false }
        let full = URL(fileURLWithPath: path).standardizedFileURL.path
        var best = (length: 0, type: "")
        for line in mounts.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count > 2 else { continue }
            let point = String(parts[1])
            let inside = full == point || full.hasPrefix(point == "/" ? "/" : point + "/")
            if inside, point.count >= best.length { best = (point.count, String(parts[2])) }
        }
        return remote.contains(best.type)
    }
}
