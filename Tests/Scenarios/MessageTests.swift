import Desk
import Dispatching
import Exchange
import Foundation
import Testing

/// What is common to all messages: templates, parts, quiet hours, the daily cap.
@Suite struct MessageTests {
    @Test("A-75: the seven numbered SMS are records of the playbook, with their parts counted")
    func templates() throws {
        let shop = try Shop()
        let messages = try shop.manual.playbook.messages
        #expect((1...7).allSatisfy { messages["SMS\($0)"]?.channel == .sms })
        #expect(messages.values.filter { $0.channel == .group }.map(\.id).sorted() == ["M-G1", "M-G2", "M-G3", "M-G4", "M-G5"])
        func parts(_ n: Int) -> Int { RenderedMessage(template: "", channel: .sms, to: "", text: String(repeating: "好", count: n), missing: []).segments }
        #expect([70, 71, 134, 135].map(parts) == [1, 2, 2, 3])
    }

    @Test("L29: customers are left alone at night, and get no more than four messages a day")
    func quiet() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 19:59") { s in
            for n in 1...6 { try s.signs("HT\(n)", "单雅芳") }
            for n in 1...4 { try s.sends("clerk", "A-03", "HT\(n)") }
            #expect(refusal { try s.sends("clerk", "A-03", "HT5") } == .dailyCap(phone: "13911112222", count: 4))
        }
        try shop.at("2026-11-16 20:00") { s in
            #expect(refusal { try s.sends("clerk", "A-03", "HT5") } == .quietHours(from: "20:00", to: "08:00"))
        }
        try shop.at("2026-11-17 07:59") { s in
            let shop = s
            #expect(refusal { try shop.sends("clerk", "A-03", "HT5") } != nil)
        }
        try shop.at("2026-11-17 08:00") { s in
            try s.sends("clerk", "A-03", "HT5")
            #expect(try s.store.read { try $0.sentMessages().count } == 5)
        }
    }
}

/// Messages on their way to a sender's machine.
@Suite struct SenderFileTests {
    @Test("A-03 R-24: what can go is written to a file and recorded as sent, both or neither")
    func file() throws {
        let shop = try Shop()
        try shop.at("2026-11-16 09:00") { s in
            try s.signs("HT1", "单雅芳")
            try s.signs("HT2", "尉迟,𬱖", phone: "13922223333")
            let path = s.folder.appendingPathComponent("sms.csv").path
            let report = try SenderFile.write(s.outbox(), to: path, at: s.desk("clerk"))
            #expect(report.written == 2)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains("\"尉迟,𬱖您好，您的合同HT2已登记"))
            #expect(try s.standing("A-03", "HT2") == .done)
            try s.signs("HT3", "仇大海", phone: "13933334444")
            // The file stands: nothing is written over, and nothing is recorded.
            #expect(throws: (any Error).self) { try SenderFile.write(s.outbox(), to: path, at: s.desk("clerk")) }
            #expect(try s.duty("A-03", "HT3")?.status == .open)
        }
    }
}
