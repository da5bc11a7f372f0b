import ArgumentParser
import Desk
import Dispatching
import Storage
import Wording

///
struct AbsenceCommand: ParsableCommand {
    static let configuration = command("absence", [Add.self, Approve.self, End.self, List.self], standard: Add.self)

    struct Add: ParsableCommand {
        static let configuration = command("add", key: "absence.add")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.who")) var who: String
        @Option(help: help("opt.from")) var from: String
        @Option(help: help("opt.to")) var to: String?
        @Option(help: help("opt.reason")) var reason: String
        @Option(help: help("opt.deputy")) var deputy: String?

        func run() throws {
            let s = try Session(common)
            let first = try s.day(from)
            try s.perform(.leave(LeaveDraft(who: who, from: first, to: try to.map { try s.day($0) } ?? first, reason: reason, deputy: deputy)))
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = command("approve", key: "absence.approve")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        @Option(help: help("opt.deputy")) var deputy: String?
        @Option(help: help("opt.note")) var note = ""

        func run() throws {
            let s = try Session(common)
            try s.perform(.approveAbsence(try s.find(number, kinds: [.absence]).id, deputy: deputy, note: note))
        }
    }

    /// Early; one that has not begun, or was never approved, is withdrawn.
    struct End: ParsableCommand {
        static let configuration = command("end", key: "absence.end")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        @Option(help: help("opt.lastDay")) var last: String?

        func run() throws {
            let s = try Session(common)
            try s.perform(.endLeave(try s.find(number, kinds: [.absence]).id, last: try last.map { try s.day($0) } ?? s.today))
        }
    }

    struct List: ParsableCommand {
        static let configuration = command("list", key: "absence.list")
        @OptionGroup var common: CommonOptions
        @Flag(help: help("opt.running")) var running = false
        @Flag(help: help("opt.coming")) var coming = false

        func run() throws {
            let s = try Session(common)
            let today = s.today
            let absences = try s.desk.store.read { try $0.cases(kind: .absence) }.filter { a in
                guard a.state != CaseRecord.void, let days = a.leaveDays else { return false }
                if !running && !coming { return true }
                return running && days.contains(today) || coming && days.lowerBound > today
            }
            if common.json { return Out.json(.array(absences.map { Shapes.full($0, zone: s.zone) })) }
            Out.table(absences.map { a in
                [a.number, a["from"].text, a["to"].text, words.label(s.manual.playbook.stateLabel(.absence, a.state)), a["deputy"].text, a["reason"].text]
            })
        }
    }
}
