import Glibc

/// The C library's converter, for the one legacy encoding that the office meets.
enum Iconv {
    enum Outcome {
        case converted([UInt8])
        /// Offset of the first input byte that has no counterpart.
        case failed(at: Int, soFar: [UInt8])
        case unavailable
    }

    static func convert(_ input: some Sequence<UInt8>, from source: String, to target: String) -> Outcome {
        guard let descriptor = iconv_open(target, source), Int(bitPattern: descriptor) != -1 else { return .unavailable }
        defer { iconv_close(descriptor) }
        var bytes = Array(input)  // iconv wants a mutable pointer, though it does not write there
        let count = bytes.count
        // GB18030 to UTF-8 grows by at most half, UTF-8 to GB18030 at most doubles (two bytes become four).
        let capacity = 2 * count + 16
        var failedAt: Int?
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { out, written in
            bytes.withUnsafeMutableBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { source in
                    out.withMemoryRebound(to: CChar.self) { target in
                        var from = source.baseAddress
                        var fromLeft = count
                        var to = target.baseAddress
                        var toLeft = capacity
                        _ = iconv(descriptor, &from, &fromLeft, &to, &toLeft)
                        if fromLeft > 0 { failedAt = count - fromLeft }
                        written = capacity - toLeft
                    }
                }
            }
        }
        if let failedAt { return .failed(at: failedAt, soFar: output) }
        return .converted(output)
    }
}
