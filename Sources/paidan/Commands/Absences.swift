import ArgumentParser
import Desk
import Dispatching
import Storage
import Wording

///
struct AbsenceCommand: ParsableCommand {
    static let configuration = command("absence", [Add.self, Approve.self, List.self], standard: Add.self)

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
            let (isCrew, people, leaders) = try s.desk.store.read { snapshot in
                let crews = try snapshot.cases(kind: .crew)
                return (crews.contains { $0.number == who }, try snapshot.staffNames(), Set(crews.compactMap { $0["leader"].string }))
            }
            guard isCrew || leaders.contains(who) || people.contains(where: { $0.key == who || $0.value == who }) else { throw Refusal.noSuchPerson(who) }
            let first = try s.day(from)
            let last = try to.map { try s.day($0) } ?? first
            var fields: [String: Value] = ["from": .string(first.description), "to": .string(last.description), "reason": .string(reason)]
            fields[isCrew ? "crew" : "person"] = .string(who)
            if let deputy { fields["deputy"] = .string(deputy) }
            try s.perform(.record(.absence, number: "\(who)/\(first)", fields))
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

    struct List: ParsableCommand {
        static let configuration = command("list", key: "absence.list")
        @OptionGroup var common: CommonOptions

        func run() throws {
            let s = try Session(common)
            let absences = try s.desk.store.read { try $0.cases(kind: .absence) }.filter { $0.state != CaseRecord.void }
            if common.json { return Out.json(.array(absences.map { Shapes.full($0, zone: s.zone) })) }
            Out.table(absences.map { a in
                [a.number, a["from"].text, a["to"].text, words.label(s.manual.playbook.stateLabel(.absence, a.state)), a["deputy"].text, a["reason"].text]
            })
        }
    }
}
