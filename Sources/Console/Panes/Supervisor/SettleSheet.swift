import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Synchronization

/// The month's bill of a carrier beside our own list, from the supervisor's transit-outs (TO-10, CLK-65).
@MainActor
struct SettleSheet {
    let context: any AppContext

    func open(_ month: Month) {
        let playbook = context.manual.playbook
        let carriers = TransitCarrier.allCases.compactMap { carrier in playbook.option("carrier", carrier.rawValue).map { Question.Choice(value: carrier.rawValue, label: $0) } }
        func label(_ key: String) -> Label { Label(zh: context.text(key), en: context.text(key)) }
        let questions = [
            Question(name: "carrier", label: playbook.fields["carrier"] ?? label("supervisor.settle.carrier"), kind: .choice(carriers), required: true),
            Question(name: "bill", label: label("supervisor.settle.bill"), kind: .text), Question(name: "apply", label: label("supervisor.settle.apply"), kind: .tick, initial: false),
        ]
        let found = Found()
        context.openForm(
            FormRequest(
                title: context.text("bind.supervisor.settle") + " " + month.description, about: [context.text("supervisor.settle.about")], questions: questions, draftKey: "supervisor.settle",
                save: { desk, answers in
                    let path = answers.values["bill"]?.string ?? "", code = answers.values["carrier"]?.text ?? ""
                    guard let carrier = TransitCarrier(rawValue: code) else { throw Refusal.badFigure("carrier", code) }
                    let file = path.isEmpty ? nil : try BillFile(bytes: Array(try Data(contentsOf: URL(fileURLWithPath: path))), file: path)
                    if let bad = file?.badLines.first { throw Refusal.badFigure("\(bad.line):\(bad.column)", bad.value) }
                    let settlement = try desk.settleTransits(carrier, month, bill: file?.bills, applies: answers.values["apply"] == true)
                    found.settlement = settlement
                    return FormRequest.Saved(
                        phrase: Phrase(answers.values["apply"] == true ? "supervisor.settled" : "supervisor.settleDry", [
                            "matched": .int(settlement.settleable.count), "differences": .int(settlement.differences), "underWay": .int(settlement.count(.underWay)),
                        ]))
                },
                then: { _ in if let settlement = found.settlement { show(settlement) } }))
    }

    /// What somebody has to look at, line by line.
    private func show(_ settlement: TransitSettlement) {
        guard settlement.differences > 0 else { return }
        let table = ReportTables(wording: context.wording, manual: context.manual, now: context.now).settlement(settlement)
        let lines = table.rows.filter { row in row.cells.first.map { cell in !["MATCHED", "UNDER_WAY", "SETTLED"].contains(cell.value.text) } ?? false }
            .map { $0.cells.map(\.text).filter { !$0.isEmpty }.joined(separator: "  ") }
        context.tell(title: context.text("supervisor.settle.differences", ["n": .int(settlement.differences)]), lines.joined(separator: "\n"))
    }

    /// Handed from the background to the picture; written once, before it is read.
    private final class Found: Sendable {
        private let kept = Mutex<TransitSettlement?>(nil)
        var settlement: TransitSettlement? {
            get { kept.withLock { $0 } }
            set { kept.withLock { $0 = newValue } }
        }
    }
}
