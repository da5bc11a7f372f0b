import Desk
import Dispatching
import Storage

/// The sheets of the parcels' pane: what is registered for a waybill, and documents against goods.
@MainActor
struct ParcelSheets {
    let context: any AppContext

    /// For the selected parcel, for another by its waybill, or for none.
    func intake(for parcel: ParcelRow?, then: @escaping @MainActor (CaseID) -> Void) {
        let playbook = context.manual.playbook
        let known = (playbook.parcelKinds + ["parcel"]).compactMap { playbook.intakes[$0] }
        var choices: [(intake: Intake, waybill: String?)] = []
        for intake in known where intake.needsOrder {
            if let waybill = parcel?.waybill, !waybill.isEmpty { choices.append((intake, waybill)) }
            choices.append((intake, nil))
        }
        choices += known.filter { !$0.needsOrder }.map { ($0, nil) }
        let items = choices.map { choice in
            MenuItem(label: context.text(choice.intake.label), detail: choice.waybill ?? (choice.intake.needsOrder ? context.text("parcels.otherWaybill") : context.text("intake.alone")))
        }
        context.choose(title: context.text("bind.parcels.intake"), items) { index in
            let (intake, waybill) = choices[index]
            let form = IntakeForm(context: context)
            if !intake.needsOrder { return form.open(intake, parent: nil, then: then) }
            if let waybill { return find(waybill) { form.open(intake, parent: $0, then: then) } }
            askWaybill { number in find(number) { form.open(intake, parent: $0, then: then) } }
        }
    }

    private func find(_ number: String, then: @escaping @MainActor (CaseID) -> Void) {
        context.load("parcel", { desk in try desk.store.read { try $0.record(kind: "parcel", number: number)?.id } }) { [context] id in
            if let id { then(id) } else { context.explain(Refusal.unknownCase(number)) }
        }
    }

    private func askWaybill(then: @escaping @MainActor (String) -> Void) {
        let label = context.manual.playbook.fields["waybill"] ?? Label(zh: "", en: "")
        context.openForm(
            FormRequest(
                title: context.text("parcels.otherWaybill"), questions: [Question(name: "waybill", label: label, kind: .text, required: true)],
                save: { desk, answers in
                    let number = answers.values["waybill"]?.string ?? ""
                    guard let record = try desk.store.read({ try $0.record(kind: "parcel", number: number) }) else { throw Refusal.unknownCase(number) }
                    return FormRequest.Saved(phrase: Phrase("parcels.found", ["number": .string(number)]), record: record)
                }, then: { saved in if let number = saved.record?.number { then(number) } }))
    }

    /// C-25, C-26: what the scanner read, or what was typed, against the documents.
    func reconcile() {
        let label = Label(zh: context.text("parcels.goods"), en: context.text("parcels.goods"))
        context.openForm(
            FormRequest(
                title: context.text("bind.parcels.reconcile"), about: [context.text("parcels.goods.about")], questions: [Question(name: "goods", label: label, kind: .text, required: true, isScanned: true)],
                draftKey: "parcels.reconcile",
                save: { desk, answers in
                    let goods = (answers.values["goods"]?.string ?? "").split { $0.isWhitespace || $0 == "," || $0 == "，" }.map(String.init)
                    let result = try desk.reconcile(goods: goods)
                    return FormRequest.Saved(
                        phrase: Phrase("parcels.reconciled", [
                            "documents": .int(result.documents), "goods": .int(result.goods), "missing": .int(result.missing.count), "extra": .int(result.extra.count),
                        ]))
                }))
    }
}
