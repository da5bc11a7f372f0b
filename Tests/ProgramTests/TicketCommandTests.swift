import Foundation
import Testing

/// Tickets without a screen: the same warnings, the same refusals.
@Suite struct TicketCommandTests {
    private static let now = "2026-11-20T10:00"

    private func shop(_ folder: Folder) throws -> String {
        let db = folder.path("shop.db")
        for command in ["init --owner demo", "staff add wang --name 王芳 --role csSpecialist", "order add HT1 customer=李梅 phone=13911112221 address=人民路1号 --line 餐桌:1:300:家具"] {
            let r = try Program.paidan(command.split(separator: " ").map(String.init), db: db, now: Self.now)
            #expect(r.status == 0, "\(command): \(r.errors)")
        }
        return db
    }

    private func run(_ command: String, _ db: String) throws -> Program.Result { try Program.paidan(command.split(separator: " ").map(String.init), db: db, now: Self.now) }

    @Test("a second case about the same order is said on standard error and in the JSON, and made all the same")
    func similar() throws {
        let folder = try Folder()
        let db = try shop(folder)
        let first = try run("case new ticket --order HT1 problemKind=COMPLAINT problem=柜门不平 --json", db)
        #expect(first.status == 0 && first.errors.isEmpty && first.output.contains("\"similar\":[]"))
        let second = try run("case new service customer=李梅 phone=139-1111-2221 address=人民路2号 group=appliance problem=漏水 --json", db)
        #expect(second.status == 0 && second.errors.contains("已有未了结的：HT1/P1 (同电话)"), "\(second.errors)")
        #expect(second.output.contains("\"number\":\"HT1/P1\"") && second.output.contains("\"same\":[\"phone\"]"))
        #expect(second.output.contains("S261120-01"))
    }

    @Test("several are assigned in one step; what cannot be is said with its reason, and the code tells it")
    func assign() throws {
        let folder = try Folder()
        let db = try shop(folder)
        for problem in ["柜门不平", "少拉手", "误报"] { _ = try run("case new ticket --order HT1 problemKind=RESIDUAL_PROBLEM problem=\(problem)", db) }
        #expect(try run("case stamp HT1/P3 verified real=no", db).status == 0)
        let dry = try run("ticket assign --to wang HT1/P1 HT1/P2 --dry-run", db)
        #expect(dry.status == 0 && dry.output.contains("没有人 > 王芳"), "\(dry.output) \(dry.errors)")
        #expect(try run("ticket list --json", db).output.contains("\"owner\":\"王芳\"") == false)
        let done = try run("ticket assign --to wang HT1/P1 HT1/P2 HT1/P3 --json", db)
        #expect(done.status == 65 && done.errors.contains("HT1/P3  HT1/P3 现在是「已关闭」"), "\(done.errors)")
        #expect(done.output.contains("\"refused\":[{\"number\":\"HT1/P3\""))
        let list = try run("ticket list --json", db).output
        #expect(list.components(separatedBy: "\"owner\":\"王芳\"").count == 3)
        #expect(try run("duty list --person wang", db).output.contains("A-42"))
        #expect(try run("undo", db).status == 0)
        #expect(try run("ticket list --json", db).output.contains("\"owner\":\"王芳\"") == false)
        #expect(try run("ticket assign --to nobody HT1/P1", db).errors.contains("没有人员 nobody"))
    }
}
