import Foundation
import Testing

/// Callbacks as a script logs them, and as a clerk does in a real terminal.
@Suite(.serialized) struct CallbackJourney {
    private static let now = "2026-11-20T10:00"

    /// One order brought on the 18th and set up on the 19th, all by the command line.
    private func shop(_ folder: Folder) throws -> String {
        let db = folder.path("shop.db")
        let steps = [
            ("2026-11-16T08:30", "init --owner demo"),
            ("2026-11-16T08:40", "crew add 送1组 --kind delivery --leader 王师傅 --phone 13800000001 --capacity 12000"),
            ("2026-11-16T08:41", "crew add 安1组 --kind install --leader 李师傅 --phone 13800000002 --skill furniture"),
            ("2026-11-16T09:00", "order add HT1 customer=李梅 phone=13911112222 address=人民路1号 designer=何晨 guide=孙雯 --line 餐桌:1:300:家具"),
            ("2026-11-16T10:00", "order stamp HT1 goodsArrived"),
            ("2026-11-16T10:10", "order stamp HT1 goodsComplete"),
            (
                "2026-11-16T11:00",
                "order stamp HT1 booked switchPanels=yes angleValves=yes ceiling=yes water=yes electricity=yes gas=yes rubbish=yes deliveryDate=2026-11-18 installDate=2026-11-19"
            ),
            ("2026-11-17T10:00", "visit stamp HT1/D1 receiverConfirmed atHome=yes receiver=本人 promiseTold=yes"),
            ("2026-11-17T15:05", "roster run delivery --date 2026-11-18 --iterations 100"),
            ("2026-11-17T15:06", "roster publish delivery --date 2026-11-18"),
            ("2026-11-17T15:10", "outbox send A-18 2026-11-18"),
            ("2026-11-18T08:20", "visit stamp HT1/D1 loadReported result=LOADED"),
            ("2026-11-18T11:00", "visit stamp HT1/D1 goodsReceived result=all"),
            ("2026-11-18T15:01", "callback tried HT1 --outcome no_answer"),
            ("2026-11-18T15:05", "callback log HT1/D1 --answer verdict=good installDate=2026-11-19 --answer remark=准时"),
            ("2026-11-18T15:06", "roster run install --date 2026-11-19 --iterations 100"),
            ("2026-11-18T15:07", "roster publish install --date 2026-11-19"),
            ("2026-11-19T09:00", "visit stamp HT1/I1 crewArrived"),
            ("2026-11-19T12:00", "visit stamp HT1/I1 installDone"),
            ("2026-11-20T08:40", "visit stamp HT1/I1 installFeedback report=ok"),
            ("2026-11-20T08:50", "visit stamp HT1/I1 forwarded"),
            ("2026-11-20T08:55", "outbox send A-37 HT1/I1"),
        ]
        for (time, text) in steps {
            let r = try Program.paidan(text.split(separator: " ").map(String.init), db: db, now: time)
            #expect(r.status == 0, "\(text): \(r.errors)")
        }
        return db
    }

    private func list(_ db: String, _ more: [String] = []) throws -> [[String: Any]] {
        let r = try Program.paidan(["callback", "list", "--json"] + more, db: db, now: Self.now)
        return try #require(try JSONSerialization.jsonObject(with: Data(r.output.utf8)) as? [[String: Any]])
    }

    @Test("A-27 A-38 CB-02 CB-03 CB-04: callbacks through the command line")
    func commandLine() throws {
        let folder = try Folder()
        let db = try shop(folder)
        let call = try #require(try list(db).first)
        #expect(call["case"] as? String == "HT1/I1" && call["state"] as? String == "DUE" && call["script"] as? String == "M-P6")
        #expect(call["by"] as? [String: String] == ["deliveryBy": "王师傅", "installBy": "李师傅", "designBy": "何晨", "guideBy": "孙雯"])
        #expect(call["remark"] as? String == "准时")
        // The delivery callback is done; its attempt stays with it.
        let done = try #require(try list(db, ["--all"]).first { $0["rule"] as? String == "A-27" })
        #expect(done["state"] as? String == "DONE" && done["attempts"] as? Int == 1)
        let busy = try Program.paidan(["callback", "tried", "HT1/I1", "--outcome", "busy", "--json"], db: db, now: Self.now)
        #expect(busy.output.contains(#""nextAt":"2026-11-20T14:00:00+08:00""#))
        #expect(try Program.paidan(["callback", "tried", "HT1/I1", "--outcome", "later"], db: db, now: Self.now).status == 64)
        let later = try Program.paidan(["callback", "tried", "HT1/I1", "--outcome", "later", "--at", "2026-11-23T15:00", "--json"], db: db, now: Self.now)
        #expect(later.output.contains(#""beyondDue":true"#) && later.output.contains(#""state":"APPOINTED""#))
        let bad = try Program.paidan(["callback", "log", "HT1/I1", "--answer", "deliveryScore=6"], db: db, now: Self.now)
        #expect(bad.status == 65)
        let scores = ["deliveryScore=5", "installScore=3", "designScore=5", "guideScore=5"]
        let logged = try Program.paidan(["callback", "log", "HT1/I1", "--answer"] + scores, db: db, now: Self.now)
        #expect(logged.status == 0, "\(logged.errors)")
        #expect(try Program.paidan(["callback", "log", "HT1/I1", "--answer"] + scores, db: db, now: Self.now).status == 65)
        #expect(try Program.paidan(["check"], db: db).status == 0)
    }

    @Test(
        "A-38 A-42 CB-03: four scores, a remark and a ticket in at most 25 keys; an unanswered call in one",
        .enabled(if: ProcessInfo.processInfo.environment["PAIDAN_JOURNEYS"] == "1"))
    func keys() throws {
        let folder = try Folder()
        let db = try shop(folder)
        let screen = try Tmux("LANG=C.UTF-8 TERM=tmux-256color \(Program.path("paidan")) --db \(db) --as demo --now \(Self.now) --lang zh")
        try screen.sees("回访")
        try screen.keys("6")
        try screen.sees("M-P6")
        try screen.keys("n")
        try screen.sees("没人接，第 1 次")
        var count = 0
        func press(_ key: String) throws {
            try screen.keys(key)
            count += 1
        }
        func type(_ text: String) throws {
            try screen.type(text)
            count += text.count
        }
        try press("Enter")
        try screen.sees("设计评分")
        try type("5355")
        try type("很满意")
        try press("Tab")
        try type("y")
        try press("Tab")
        try type("台面裂缝")
        try press("C-s")
        try screen.sees("已记录")
        #expect(count <= 25, "\(count) keys")
        let shown = try Program.paidan(["visit", "show", "HT1/I1", "--json"], db: db, now: Self.now).output
        #expect(shown.contains("HT1/P1") && shown.contains("台面裂缝"))
        // A-41: the message to whom was just called takes three keys.
        count = 0
        try press("s")
        try screen.sees("感谢您接受回访")
        try press("Enter")
        try press("Enter")
        try screen.sees("短信4")
        #expect(count <= 3, "\(count) keys")
        for _ in 0..<50 where try !Program.paidan(["visit", "show", "HT1/I1", "--json"], db: db, now: Self.now).output.contains("sms4Sent") { usleep(100_000) }
        #expect(try Program.paidan(["visit", "show", "HT1/I1", "--json"], db: db, now: Self.now).output.contains("sms4Sent"))
        try screen.keys("q")
    }
}
