import Foundation
import Grid

/// The terminal without the screen: how wide it draws a text, and what keys arrive as. For `paidan doctor` only.
public struct TerminalProbe: ~Copyable {
    private let descriptor: Int32
    private var before: termios

    /// `nil` without a controlling terminal.
    public init?() {
        descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        before = termios()
        guard descriptor >= 0 else { return nil }
        guard tcgetattr(descriptor, &before) == 0 else {
            close(descriptor)
            return nil
        }
        var raw = before
        cfmakeraw(&raw)
        raw.c_oflag = before.c_oflag
        tcsetattr(descriptor, TCSAFLUSH, &raw)
    }

    deinit {
        // `deinit` may not write to a stored property; the call takes a pointer.
        var modes = before
        tcsetattr(descriptor, TCSAFLUSH, &modes)
        close(descriptor)
    }

    /// Draws each sample at the left edge and asks where the cursor is; the line is cleared again.
    public func widths(of samples: [String], wait milliseconds: Int32 = 300) -> [Surroundings.Width] {
        var isSilent = false
        return samples.map { sample in
            let expected = Ruler.standard.width(of: sample)
            guard !isSilent else { return .init(sample: sample, expected: expected, drawn: nil) }
            send("\r" + sample + "\u{1B}[6n")
            var answer = "", drawn: Int?
            while drawn == nil, let bytes = bytes(within: milliseconds) {
                answer += String(decoding: bytes, as: UTF8.self)
                drawn = Self.column(answer)
            }
            send("\r\u{1B}[K")
            // A terminal that does not know the question is asked once only.
            isSilent = drawn == nil
            return .init(sample: sample, expected: expected, drawn: drawn)
        }
    }

    /// The column of a cursor report, from 0. `KeyDecoder` would take one on the first line for a modified F3.
    static func column(_ answer: String) -> Int? {
        answer.firstMatch(of: /\u{1B}\[[0-9]+;([0-9]+)R/).flatMap { Int($0.1) }.map { $0 - 1 }
    }

    /// A line for each key until Ctrl-C: its name and its bytes. Ends too when nothing comes for a minute.
    public func showKeys(_ line: (_ name: String, _ bytes: String) -> String) {
        var decoder = KeyDecoder()
        while true {
            // A lone ESC is a key when nothing follows it soon.
            let isWaiting = decoder.waiting != .nothing
            guard let bytes = bytes(within: isWaiting ? 100 : 60_000) else {
                if !isWaiting { return }
                for input in decoder.flush() { send(line(Self.name(input), "1B") + "\r\n") }
                continue
            }
            let hexadecimal = bytes.map { String($0, radix: 16, uppercase: true) }.joined(separator: " ")
            for input in decoder.feed(bytes) {
                if input == .key(.character("c"), .control) { return }
                send(line(Self.name(input), hexadecimal) + "\r\n")
            }
        }
    }

    private static func name(_ input: Input) -> String {
        switch input {
        case .paste(let text): "paste \(text.count)"
        case .mouse: "mouse"
        case .cursorReport, .backgroundReport: "report"
        case .unknown: "?"
        case .text, .key: Stroke(input)?.name ?? "?"
        }
    }

    private func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    private func bytes(within milliseconds: Int32) -> [UInt8]? {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, milliseconds) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : nil
    }
}
