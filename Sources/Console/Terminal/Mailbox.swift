import Glibc
import Synchronization

/// Wakes the console's loop from any thread.
public final class Waker: Sendable {
    /// A pipe: `poll` must see it together with the terminal. -1 when the system had none left.
    let readEnd: Int32
    private let writeEnd: Int32

    public init() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) != 0 { ends = [-1, -1] }
        for end in ends where end >= 0 {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        if readEnd >= 0 { close(readEnd) }
        if writeEnd >= 0 { close(writeEnd) }
    }

    /// Never blocks; several calls before the loop looks count as one.
    public func wake() {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }

    /// Takes all wake-ups so far; whether there was one.
    func drain() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 256)
        var any = false
        while read(readEnd, &bytes, bytes.count) > 0 { any = true }
        return any
    }
}

/// Results of background work on their way to the console's loop, in the order in which they were posted.
public final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let waker: Waker

    public init(waker: Waker) { self.waker = waker }

    /// From any thread; never waits for the loop.
    public func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        waker.wake()
    }

    /// Everything posted since the last call.
    public func takeAll() -> [Message] {
        messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
