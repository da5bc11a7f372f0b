import CResources

/// Files of `Resources/` that travel inside the binary.
public enum Resource {
    /// The bytes of a file, by its path below `Resources/`; empty when it is not part of the program.
    public static func bytes(_ path: String) -> [UInt8] {
        var length = 0
        guard let start = paidan_resource(path, &length) else { return [] }
        return Array(UnsafeBufferPointer(start: start, count: length))
    }

    /// The same without a copy; nothing happens for a file that is not part of the program.
    static func withBytes(_ path: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        var length = 0
        if let start = paidan_resource(path, &length) { body(UnsafeBufferPointer(start: start, count: length)) }
    }

    public static func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

    public static var paths: [String] {
        var out: [String] = []
        while let p = paidan_resource_path(out.count) { out.append(String(cString: p)) }
        return out
    }
}
