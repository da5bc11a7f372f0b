import ArgumentParser
import Desk
import Dispatching
import Storage
import Wording

extension Session {
    /// Kinds of case that bear duties.
    static let dutyKinds: [CaseKind] = [
        .order, .deliveryVisit, .installVisit, .serviceVisit, .ticket, .residual, .day, .deliveryRun, .installRun, .serviceRun, .absence,
    ]

    /// The open duty of a rule on a case.
    func openDuty(_ rule: String, _ number: String) throws -> Duty {
        let id = try find(number, kinds: Session.dutyKinds).id
        guard let duty = try desk.store.read({ try $0.duties(of: id) }).last(where: { $0.key.rule == rule && $0.status == .open }) else {
            throw Refusal.dutyClosed(rule: rule)
        }
        return duty
    }
}

extension DutyCommand {
    /// escalation by note.
    struct Escalate: ParsableCommand {
        static let configuration = command("escalate", key: "duty.escalate")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        @Argument(help: help("arg.rule")) var rule: String
        @Option(help: help("opt.toRole")) var to: String
        @Option(help: help("opt.note")) var note: String

        func run() throws {
            let s = try Session(common)
            try s.perform(.escalate(try s.openDuty(rule, number).key, to: to, note: note))
        }
    }

    /// A-66, PT-13.
    struct HandOver: ParsableCommand {
        static let configuration = command("handover", key: "duty.handover")
        @OptionGroup var common: CommonOptions
        @Argument(help: help("arg.number")) var number: String
        @Argument(help: help("arg.rule")) var rule: String
        @Option(help: help("opt.toPerson")) var to: String
        @Option(help: help("opt.reason")) var reason: String

        func run() throws {
            let s = try Session(common)
            try s.perform(.handOver(try s.openDuty(rule, number).key, to: to, reason: reason))
        }
    }
}
