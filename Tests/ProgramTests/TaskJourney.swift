import Foundation
import Testing

/// docs/tasks.zh-CN.md, pressed key by key in a real terminal: what a task costs is what stands there.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["PAIDAN_JOURNEYS"] == "1")) struct TaskJourney {
    private static let now = "2026-11-20T10:00"

    struct Task: Sendable, CustomTestStringConvertible {
        let title: String
        /// In a courier's branch; else in a shop for home goods.
        let isCourier: Bool
        /// `Enter`, or a text between curved quotes.
        let steps: [Step]
        let counted: (keys: Int, characters: Int)

        enum Step: Sendable { case key(String), text(String) }

        var testDescription: String { title }
    }

    private static let tasks: [Task] = {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs/tasks.zh-CN.md")
        guard let text = try? String(contentsOf: page, encoding: .utf8) else { return [] }
        return text.components(separatedBy: "\n## ").dropFirst().compactMap { part in
            let lines = part.components(separatedBy: "\n")
            guard let press = lines.first(where: { $0.hasPrefix("- 按：") }), let count = lines.first(where: { $0.hasPrefix("- 数：") }) else { return nil }
            let steps = press.matches(of: /`([^`]+)`|“([^”]+)”/).map { match -> Task.Step in
                match.1.map { .key(String($0)) } ?? .text(String(match.2 ?? ""))
            }
            let numbers = count.matches(of: /[0-9]+/).compactMap { Int($0.0) }
            return Task(title: lines[0], isCourier: lines.contains("- 店：快递网点"), steps: steps, counted: (numbers.first ?? -1, numbers.last ?? -1))
        }
    }()

    /// A shop of two orders: one to be booked, one whose installation waits for its scored call and whose customer has complained three times.
    private static func furnish(_ db: String) throws {
        func run(_ time: String, _ text: String) throws {
            let r = try Program.paidan(text.split(separator: " ").map(String.init), db: db, now: time)
            if r.status != 0 { Issue.record("\(text): \(r.errors)") }
        }
        try run("2026-11-16T08:30", "init --owner demo")
        try run("2026-11-16T08:40", "crew add 送1组 --kind delivery --leader 王师傅 --phone 13800000001 --capacity 12000")
        try run("2026-11-16T08:41", "crew add 安1组 --kind install --leader 李师傅 --phone 13800000002 --skill furniture")
        for (number, customer) in [("1", "李梅"), ("2", "单雅芳")] {
            try run("2026-11-16T09:00", "order add HT\(number) customer=\(customer) phone=1391111222\(number == "2" ? "2" : "1") address=人民路\(number)号 --line 餐桌:1:300:家具")
            try run("2026-11-16T10:00", "order stamp HT\(number) goodsArrived")
            try run("2026-11-16T10:10", "order stamp HT\(number) goodsComplete")
        }
        let ticks = "switchPanels=yes angleValves=yes ceiling=yes water=yes electricity=yes gas=yes rubbish=yes"
        try run("2026-11-16T11:00", "order stamp HT1 booked \(ticks) deliveryDate=2026-11-18 installDate=2026-11-19")
        try run("2026-11-17T10:00", "visit stamp HT1/D1 receiverConfirmed atHome=yes receiver=本人 promiseTold=yes")
        try run("2026-11-17T15:05", "roster run delivery --date 2026-11-18 --iterations 100")
        try run("2026-11-17T15:06", "roster publish delivery --date 2026-11-18")
        try run("2026-11-17T15:10", "outbox send A-18 2026-11-18")
        try run("2026-11-18T08:20", "visit stamp HT1/D1 loadReported result=LOADED")
        try run("2026-11-18T11:00", "visit stamp HT1/D1 goodsReceived result=all")
        try run("2026-11-18T15:05", "callback log HT1/D1 --answer verdict=good installDate=2026-11-19")
        try run("2026-11-18T15:06", "roster run install --date 2026-11-19 --iterations 100")
        try run("2026-11-18T15:07", "roster publish install --date 2026-11-19")
        try run("2026-11-19T09:00", "visit stamp HT1/I1 crewArrived")
        try run("2026-11-19T12:00", "visit stamp HT1/I1 installDone")
        try run("2026-11-20T08:40", "visit stamp HT1/I1 installFeedback report=ok")
        try run("2026-11-20T08:50", "visit stamp HT1/I1 forwarded")
        try run("2026-11-20T08:55", "outbox send A-37 HT1/I1")
        try run("2026-11-20T08:56", "staff add wang --name 王芳 --role csSpecialist")
        for problem in ["柜门不平", "少一个拉手", "台面有划痕"] { try run("2026-11-20T09:50", "case new ticket --order HT1 problemKind=COMPLAINT problem=\(problem)") }
        try run("2026-11-20T09:51", "case stamp HT1/P3 verified real=yes expectedVisit=2026-11-24")
        try run("2026-11-20T09:52", "case stamp HT1/P3 solved result=已打磨")
    }

    /// A branch of twelve open problems from yesterday: ten receivers were out, two boxes are damaged.
    private static func furnishBranch(_ db: String, _ folder: Folder) throws {
        func run(_ time: String, _ arguments: [String]) throws {
            let r = try Program.paidan(arguments, db: db, now: time)
            if r.status != 0 { Issue.record("\(arguments): \(r.errors)") }
        }
        try run("2026-11-19T08:00", ["init", "--owner", "demo", "--playbook", "courier"])
        let waybills = (1...12).map { String(518_012_345_670 + $0) }
        let scans = waybills.map { "\($0),到件,2026-11-19 08:30,信阳二部,,仓管,单雅芳,13911112222,信阳市浉河区中山路1号" }
        let file = try folder.write("scans.csv", "运单号,扫描类型,扫描时间,扫描网点,下一站,扫描人,收件人,电话,收件地址\n" + scans.joined(separator: "\n") + "\n")
        try run("2026-11-19T09:00", ["import", "scans", file])
        for (place, waybill) in waybills.enumerated() {
            let damaged = place == 3 || place == 8
            let answers = damaged ? ["problemKind=DAMAGE", "problem=外箱破", "photo=\(waybill).jpg"] : ["problemKind=NOT_HOME", "problem=客户不在家"]
            try run("2026-11-19T15:00", ["case", "new", "problem", "sent=yes"] + answers + ["--order", waybill])
        }
    }

    /// Made once: two dozen commands take a while.
    private static let template = Result {
        let folder = try Folder()
        try furnish(folder.path("shop.db"))
        return folder
    }

    private static let branch = Result {
        let folder = try Folder()
        try furnishBranch(folder.path("shop.db"), folder)
        return folder
    }

    /// What has come of a task, by the command line.
    private static func outcome(_ title: String, _ db: String, _ screen: String) throws -> Bool {
        func output(_ arguments: String...) throws -> String { try Program.paidan(arguments + ["--json"], db: db, now: now).output }
        switch title {
        case "登记一份合同，两行货品":
            let order = try output("order", "show", "HT9")
            return order.contains("餐桌") && order.contains("椅子") && order.contains("李雷") && order.contains("文三路9号")
        case "预约送货和安装":
            return try output("order", "show", "HT2").contains("\"state\":\"BOOKED\"") && output("visit", "show", "HT2/D1").contains("2026-11-23") && output("visit", "show", "HT2/I1").contains("2026-11-24")
        case "电话没人接": return try output("callback", "list").contains("\"attempts\":1")
        case "打通了，记下四个分数": return try output("visit", "show", "HT1/I1").contains("\"installScore\":4")
        case "按首字母找到客户，看着号码拨": return screen.contains("13911112222") && screen.contains("单雅芳")
        case "接下一件事，办完": return try output("order", "show", "HT2").contains("\"sms1Sent\"")
        case "刚才那一步，撤销": return try output("callback", "list").contains("\"attempts\":0") && screen.contains("已撤销")
        case "登记一件投诉": return try output("ticket", "list").contains("\"customer\":\"单雅芳\"") && output("ticket", "list").contains("柜门变形")
        case "三张问题单一起指派": return try output("ticket", "list").components(separatedBy: "\"owner\":\"王芳\"").count == 4
        case "投诉办结，客户满意": return try output("case", "show", "HT1/P3").contains("\"outcome\":\"SATISFIED\"")
        case "十件问题件，一次写好今天的情况":
            let queue = try #require(try JSONSerialization.jsonObject(with: Data(try output("parcel", "queue", "--kind", "problem").utf8)) as? [[String: Any]])
            let noted = queue.filter { $0["note"] as? String == "暂放续送(1120)" && $0["today"] as? Bool == true }
            return queue.count == 12 && noted.count == 10 && !noted.contains { ["518012345674", "518012345679"].contains($0["waybill"] as? String) }
        default: return false
        }
    }

    @Test("every task of the page does what it says, in as many keys as it says", arguments: tasks)
    func task(_ task: Task) throws {
        let keys = task.steps.count { if case .key = $0 { true } else { false } }
        let characters = task.steps.reduce(0) { sum, step in if case .text(let text) = step { sum + text.count } else { sum } }
        #expect(keys == task.counted.keys && characters == task.counted.characters, "\(keys) keys, \(characters) characters")
        let folder = try Folder()
        let db = folder.path("shop.db")
        try FileManager.default.copyItem(atPath: (task.isCourier ? Self.branch : Self.template).get().path("shop.db"), toPath: db)
        let screen = try Tmux("LANG=C.UTF-8 TERM=tmux-256color \(Program.path("paidan")) --db \(db) --as demo --now \(Self.now) --lang zh")
        try screen.sees(task.isCourier ? "问题件" : "HT2")
        for step in task.steps {
            let before = try screen.screen()
            switch step {
            case .key(let name):
                let stroke = name.hasPrefix("Ctrl-") ? "C-" + name.dropFirst(5).lowercased() : name == "PgDn" ? "NPage" : name
                try screen.keys(stroke)
            case .text(let text): try screen.type(text)
            }
            // A person looks before the next key; the program may be slower than this test.
            try screen.settles(after: before)
        }
        var last = "", isDone = false
        for _ in 0..<40 where !isDone {
            last = try screen.screen()
            isDone = try Self.outcome(task.title, db, last)
        }
        #expect(isDone, "\(last)")
    }

    @Test("the page names every task there is a test for")
    func complete() { #expect(Self.tasks.count == 11) }
}
