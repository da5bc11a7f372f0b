import Foundation
import Testing

/// The console in a real terminal, as people meet it. `PAIDAN_JOURNEYS=1 swift test --filter ConsoleJourneys` runs them.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["PAIDAN_JOURNEYS"] == "1")) struct ConsoleJourneys {
    private static let now = "2026-11-17T15:05"

    /// One order whose delivery on the 18th waits for the run of the 17th.
    private func shop() throws -> (Folder, String) {
        let folder = try Folder()
        let db = folder.path("shop.db")
        func run(_ text: String, _ now: String) throws {
            let r = try Program.paidan(text.split(separator: " ").map(String.init), db: db, now: now)
            #expect(r.status == 0, "\(text): \(r.errors)")
        }
        try run("init --owner demo", "2026-11-16T08:30")
        try run("crew add 送1组 --kind delivery --leader 王师傅 --phone 13800000001 --capacity 12000", "2026-11-16T08:40")
        try run("order add HT1 customer=尉迟𬱖 phone=13911112222 address=人民路1号 district=西湖区 --line 餐桌:1:300:家具", "2026-11-16T09:00")
        try run("order stamp HT1 goodsArrived", "2026-11-16T10:00")
        try run("order stamp HT1 goodsComplete", "2026-11-16T10:10")
        try run(
            "order stamp HT1 booked switchPanels=yes angleValves=yes ceiling=yes water=yes electricity=yes gas=yes rubbish=yes deliveryDate=2026-11-18 installDate=2026-11-19",
            "2026-11-16T11:00")
        try run("visit stamp HT1/D1 receiverConfirmed atHome=yes receiver=本人 promiseTold=yes", "2026-11-17T10:00")
        return (folder, db)
    }

    private func console(_ db: String, columns: Int = 80, rows: Int = 24, after: String = "") throws -> Tmux {
        try Tmux(
            "LANG=C.UTF-8 TERM=tmux-256color \(Program.path("paidan")) --db \(db) --as demo --now \(Self.now) --lang zh\(after)", columns: columns, rows: rows)
    }

    @Test("A-17: whoever sees the first screen gets to the 15:00 run, publishes it, and every duty follows")
    func findTheRun() throws {
        let (folder, db) = try shop()
        defer { withExtendedLifetime(folder) {} }
        let screen = try console(db)
        try screen.sees("排明天的送货")
        try screen.keys("3")
        try screen.sees("可排1")
        try screen.keys("Enter")
        try screen.sees("已排1")
        try screen.keys("F9")
        try screen.sees("F2")
        try screen.keys("F2")
        try screen.sees("已发布")
        #expect(try Program.paidan(["visit", "show", "HT1/D1", "--json"], db: db, now: Self.now).output.contains(#""state":"SCHEDULED""#))
        let duties = try Program.paidan(["duty", "list", "--json"], db: db, now: Self.now).output
        for rule in ["A-18", "A-19", "A-20", "A-23"] { #expect(duties.contains("\"rule\":\"\(rule)\"")) }
        #expect(try Program.paidan(["check"], db: db).status == 0)
        try screen.keys("q")
    }

    @Test("the tour of ten minutes, begun in the morning, is done by doing what it says", .timeLimit(.minutes(5)))
    func tour() throws {
        let folder = try Folder()
        let screen = try Tmux("LANG=C.UTF-8 TERM=tmux-256color \(Program.path("paidan")) demo --tour --db \(folder.path("tour.db")) --now 2026-11-17T10:12 --lang zh")
        let presses: [[String]] = [
            ["w"], ["Enter"], ["/"], ["'A-06", "Enter", "Enter"], Array(repeating: "Space", count: 7) + ["'DELIVERY", "Enter", "'INSTALL", "C-s"], ["u"], ["Escape"], ["C-p"],
            ["'wang", "Enter"], ["3"], ["F5"], ["F9", "F2"], ["6"], ["n"], ["7"], ["8"], ["?"],
        ]
        // Making the shop takes its time, and reading the list a moment more.
        try screen.sees("第 1 /", seconds: 120)
        for (place, keys) in presses.enumerated() {
            let shown = try screen.sees("漫游 \(place + 1)/\(presses.count)", seconds: 120) { $0.contains("漫游 \(place + 1)/\(presses.count)") && !$0.contains("正在排班") }
            let days = shown.replacing("\n", with: "").matches(of: /打 (\+[0-9]+)/).map { String($0.1) }
            for key in keys {
                let before = try screen.screen()
                switch key {
                case "'DELIVERY": try screen.type(days.first ?? "")
                case "'INSTALL": try screen.type(days.last ?? "")
                case _ where key.hasPrefix("'"): try screen.type(String(key.dropFirst()))
                case "F9":
                    // The board reads the plan that has just been made, and what would be published; the question comes then.
                    try screen.sees("待排0")
                    try screen.keys(key)
                    try screen.sees("F2")
                default: try screen.keys(key)
                }
                try screen.settles(after: before)
            }
        }
        try screen.sees("漫游做完了")
        withExtendedLifetime(folder) {}
    }

    @Test("two consoles and a command line on one file: what one changes, the others show")
    func liveRefresh() throws {
        let (folder, db) = try shop()
        defer { withExtendedLifetime(folder) {} }
        let first = try console(db)
        let second = try console(db, columns: 140, rows: 45)
        for screen in [first, second] {
            try screen.sees("排明天的送货")
            try screen.keys("2")
            try screen.sees("HT1")
        }
        #expect(try Program.paidan(["order", "add", "HT2", "customer=仇大海", "phone=13933334444", "address=解放路2号"], db: db, now: Self.now).status == 0)
        for screen in [first, second] { try screen.sees("仇大海", seconds: 5) }
        try first.keys("q")
        try second.keys("q")
    }

    @Test("every fatal signal leaves the terminal as it was", arguments: ["TERM", "HUP", "INT", "QUIT", "SEGV", "ABRT", "BUS", "ILL", "FPE"])
    func signals(name: String) throws {
        let (folder, db) = try shop()
        let report = folder.path("modes")
        // `exec` in a subshell, so that the pid file holds the program's own number.
        let command =
            "sh -c 'echo $$ > \(folder.path("pid")); exec env LANG=C.UTF-8 TERM=tmux-256color \(Program.path("paidan")) --db \(db) --as demo --now \(Self.now) --lang zh'; stty -a > \(report); echo SANE; sleep 60"
        let screen = try Tmux(command)
        try screen.sees("排明天的送货")
        let pid = try #require(Int32(try String(contentsOfFile: folder.path("pid"), encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
        let numbers: [String: Int32] = ["TERM": SIGTERM, "HUP": SIGHUP, "INT": SIGINT, "QUIT": SIGQUIT, "SEGV": SIGSEGV, "ABRT": SIGABRT, "BUS": SIGBUS, "ILL": SIGILL, "FPE": SIGFPE]
        kill(pid, try #require(numbers[name]))
        let after = try screen.sees("SANE")
        #expect(!after.contains("排明天的送货"), "the alternate screen was left")
        let modes = try String(contentsOfFile: report, encoding: .utf8).split(whereSeparator: { " ;\n".contains($0) })
        #expect(modes.contains("icanon") && modes.contains("echo") && modes.contains("isig"), "\(modes)")
    }

    @Test("a rare name stays in line, a small screen says so, and resizing brings everything back")
    func sizes() throws {
        let (folder, db) = try shop()
        defer { withExtendedLifetime(folder) {} }
        let screen = try console(db, columns: 140, rows: 45)
        try screen.sees("排明天的送货")
        try screen.keys("2")
        let wide = try screen.sees("尉迟𬱖")
        #expect(wide.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 140 })
        try screen.resize(60, 20)
        try screen.sees("a message that the screen is too small") { !$0.contains("尉迟") }
        try screen.resize(80, 24)
        try screen.sees("尉迟𬱖")
        try screen.keys("q")
    }
}
