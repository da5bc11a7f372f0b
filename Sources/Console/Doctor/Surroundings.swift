internal import CTerminal
public import Dispatching
import Foundation
public import Storage

/// What the program finds around itself: read once, judged by `Doctor`.
public struct Surroundings: Sendable {
    /// How wide the terminal draws a text, against the ruler of the layouts.
    public struct Width: Hashable, Sendable {
        public let sample: String
        public let expected: Int
        /// `nil`: the terminal did not say.
        public let drawn: Int?

        public init(sample: String, expected: Int, drawn: Int?) {
            self.sample = sample
            self.expected = expected
            self.drawn = drawn
        }
    }

    /// The file as far as it could be opened.
    public struct File: Sendable {
        public var path: String
        public var problem: StoreError?
        public var bytes = 0
        public var isRemote = false
        public var isWritable = true
        public var sqlite = ""
        public var journalMode = ""
        public var synchronous = ""
        public var entries = 0
        public var newest: Instant?

        public init(path: String) { self.path = path }
    }

    /// Names of the locale in effect and its character set.
    public var locale = ""
    public var codeset = ""
    public var hasFallbackLocale = true
    public var environment: [String: String] = [:]
    public var isTerminal = true
    public var rows = 24
    public var columns = 80
    /// `nil`: TERM names no terminal that is known here.
    public var colours: Int? = 256
    public var widths: [Width] = []
    public var file: File
    /// Bytes that the disk of the file has left.
    public var free: Int?
    public var now = Instant(seconds: 0)
    /// Whether the kernel says that the clock follows a time server; `nil`: it does not say.
    public var isSynchronised: Bool?
    public var isTraining = false

    public init(file: File) { self.file = file }

    /// Reads everything but the widths, which only the terminal itself can tell.
    public static func read(path: String, store: Store?, problem: StoreError?, now: Instant, isTraining: Bool) -> Surroundings {
        var found = Surroundings(file: readFile(path, store, problem))
        found.environment = ProcessInfo.processInfo.environment
        (found.locale, found.codeset) = readLocale("")
        found.hasFallbackLocale = readLocale("C.UTF-8").codeset == "UTF-8"
        found.isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 { (found.rows, found.columns) = (Int(size.ws_row), Int(size.ws_col)) }
        let colours = ct_known_colours()
        found.colours = colours < 0 ? nil : Int(colours)
        found.free = freeBytes(beside: path)
        found.now = now
        found.isTraining = isTraining
        let clock = ct_clock_is_synchronised()
        found.isSynchronised = clock < 0 ? nil : clock == 1
        return found
    }

    /// Name and character set of a locale; the process keeps its own.
    private static func readLocale(_ name: String) -> (name: String, codeset: String) {
        let environment = ProcessInfo.processInfo.environment
        let wanted = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
        guard let locale = newlocale(LC_CTYPE_MASK, name, nil) else { return (wanted, "") }
        defer { freelocale(locale) }
        return (wanted, nl_langinfo_l(nl_item(CODESET), locale).map { String(cString: $0) } ?? "")
    }

    private static func readFile(_ path: String, _ store: Store?, _ problem: StoreError?) -> File {
        var file = File(path: path)
        file.problem = problem
        file.bytes = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        file.isWritable = access(path, W_OK) == 0
        guard let store else { return file }
        do {
            file.isRemote = !store.warnings.isEmpty
            file.sqlite = store.libraryVersion
            let settings = try store.settings()
            file.journalMode = settings["journal_mode"] ?? ""
            file.synchronous = settings["synchronous"] ?? ""
            (file.entries, file.newest) = try store.read { (try $0.journalLength(), try $0.newestEntry()) }
        } catch let error as StoreError {
            file.problem = error
        } catch {
            file.problem = .damaged(path: path, reason: "\(error)")
        }
        return file
    }

    private static func freeBytes(beside path: String) -> Int? {
        var facts = statvfs()
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return statvfs(folder, &facts) == 0 ? Int(facts.f_bavail) * Int(facts.f_frsize) : nil
    }
}
