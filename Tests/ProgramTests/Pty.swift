import Foundation

/// The program behind a pseudo-terminal, byte by byte: what it sends is kept as it came, and any byte can be sent to it.
final class Pty {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let pid: pid_t
    private let master: Int32
    private(set) var output: [UInt8] = []
    /// The exit code, or minus the signal, once the program has ended.
    private(set) var ending: Int32?
    /// POSIX_SPAWN_SETSID.
    private static let newSession: Int16 = 0x80

    init(_ command: [String], folder: String, environment: [String: String], rows: UInt16 = 24, columns: UInt16 = 80) throws {
        // What posix_openpt, unlockpt and ptsname do, which the C library shows only to GNU sources.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var number: UInt32 = 0, locked: Int32 = 0
        guard master >= 0, ioctl(master, 0x4004_5431, &locked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else { throw Failure(description: "no pseudo-terminal") }
        let name = "/dev/pts/\(number)"
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        var actions = posix_spawn_file_actions_t(), attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // In a session of its own the first terminal that is opened is the controlling one.
        // The threads that run tests hold all signals back, and a child would too.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Self.newSession | Int16(POSIX_SPAWN_SETSIGMASK))
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_addopen(&actions, 2, folder + "/stderr", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let command = ["/usr/bin/env", "-C", folder] + command
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, command[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw Failure(description: "\(command[0]): \(String(cString: strerror(code)))") }
        pid = child
    }

    deinit {
        if ending == nil { kill(pid, SIGKILL) }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        close(master)
    }

    /// Sends all of it, reading what comes meanwhile. False when the program has ended.
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            var request = pollfd(fd: master, events: Int16(POLLIN | POLLOUT), revents: 0)
            _ = poll(&request, 1, 1000)
            if request.revents & Int16(POLLIN) != 0 { receive() }
            if request.revents & Int16(POLLOUT) != 0 {
                let count = rest.withUnsafeBytes { write(master, $0.baseAddress, min($0.count, 1024)) }
                if count > 0 { rest = rest.dropFirst(count) }
            }
            if hasEnded { return false }
        }
        return true
    }

    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Reads until the output holds for so long, or `seconds` are over; true when `found` says so first.
    @discardableResult
    func wait(_ seconds: Double, until found: ([UInt8]) -> Bool) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while !found(output) {
            if Date() > end || hasEnded { return false }
            var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            if poll(&request, 1, 100) > 0 { receive() }
        }
        return true
    }

    func forget() { output.removeAll(keepingCapacity: true) }

    private func receive() {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(master, &buffer, buffer.count)
        if count > 0 { output += buffer[..<count] }
    }

    private var hasEnded: Bool {
        if ending != nil { return true }
        // Left as it is for `deinit`; who takes all children's endings elsewhere in this process must not take this one from us.
        var info = siginfo_t()
        let code = waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT)
        guard code != 0 || info.si_signo == SIGCHLD else { return false }
        ending = code == 0 ? (info.si_code == CLD_EXITED ? 1 : -1) * info._sifields._sigchld.si_status : Int32.min
        return true
    }
}

/// Looks for anything that a picture needs not: what a text could do to a terminal if it were sent as it stands.
struct OutputCheck {
    private enum State { case text, escape, sequence([UInt8]), command([UInt8]), one }

    private var state = State.text
    private var previous: UInt8 = 0
    private(set) var offences: [String] = []

    /// Moves, clearing, colours, modes, scrolling; no titles, no reports but the one for the cursor, no window commands.
    private static let finals = Set("HJKmhlrdGXP@LMSABCDbn".utf8)

    mutating func feed(_ bytes: [UInt8]) {
        for byte in bytes {
            take(byte)
            previous = byte
        }
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .text:
            if byte == 0x1B {
                state = .escape
            } else if byte == 0x7F || byte < 0x20 && ![0x0D, 0x0A, 0x08, 0x09, 0x0E, 0x0F].contains(byte) {
                offences.append("control \(byte)")
            } else if previous == 0xC2, (0x80...0x9F).contains(byte) {
                offences.append("C1 control \(byte)")
            }
        case .escape:
            switch byte {
            case UInt8(ascii: "["): state = .sequence([])
            case UInt8(ascii: "]"): state = .command([])
            case UInt8(ascii: "("), UInt8(ascii: ")"): state = .one
            case UInt8(ascii: "7"), UInt8(ascii: "8"), UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "M"): state = .text
            default:
                offences.append("ESC \(byte)")
                state = .text
            }
        case .one: state = .text
        case .sequence(let parameters):
            if (0x20...0x3F).contains(byte) {
                state = .sequence(parameters + [byte])
            } else {
                let text = String(decoding: parameters + [byte], as: UTF8.self)
                // xterm's way into the alternate screen and out of it keeps the title.
                if text == "22;0;0t" || text == "23;0;0t" {
                    state = .text
                    return
                }
                if !Self.finals.contains(byte) || byte == UInt8(ascii: "n") && parameters != Array("6".utf8) {
                    offences.append("CSI \(text)")
                }
                state = .text
            }
        case .command(let text):
            if byte == 0x07 || byte == UInt8(ascii: "\\") && previous == 0x1B {
                // Only the question for the background.
                if text != Array("11;?".utf8) + (byte == 0x07 ? [] : [0x1B]) { offences.append("OSC \(String(decoding: text, as: UTF8.self))") }
                state = .text
            } else {
                state = .command(text + [byte])
            }
        }
    }
}
