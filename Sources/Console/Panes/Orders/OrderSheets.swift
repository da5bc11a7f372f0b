import Desk
import Dispatching
import Storage
import Wording

/// The sheets by which an order comes in by hand and is corrected.
@MainActor
struct OrderSheets {
    let context: any AppContext

    /// Fields in the order in which a contract is read.
    private static let fields: [(name: String, kind: Question.Kind)] = [
        ("customer", .text), ("phone", .phone), ("phone2", .phone), ("address", .text), ("district", .text), ("shop", .text),
        ("guide", .text), ("designer", .text), ("deliveryWish", .date), ("installWish", .date), ("remark", .text),
    ]

    private func questions(_ record: CaseRecord?) -> [Question] {
        Self.fields.map { name, kind in
            let label = context.manual.playbook.fields[name] ?? Label(zh: name, en: name)
            return Question(name: name, label: label, kind: kind, initial: record?[name] ?? .null)
        }
    }

    private func own(_ key: String) -> Label { Label(zh: context.text(key), en: context.text(key)) }

    func add(then: @escaping @MainActor (CaseID) -> Void) {
        let number = Question(name: "number", label: own("orders.number"), kind: .text, required: true)
        let lines = Question(name: "lines", label: own("orders.lines"), kind: .text)
        let key = "order/new"
        let login = context.person.login
        context.load("orders.draft", { desk in try desk.store.read { try $0.draft(person: login, key: key) } }) { [context] draft in
            context.openForm(
                FormRequest(
                    title: context.text("bind.orders.add"), about: [context.text("orders.linesHint")],
                    questions: [number] + questions(nil) + [lines],
                    usual: .fields(.order), lookups: ["number": Self.sameNumber, "phone": Self.samePhone], draftKey: key, draft: draft,
                    save: { desk, answers in
                        let number = answers.values["number"]?.string ?? ""
                        if try desk.store.read({ try $0.record(kind: .order, number: number) }) != nil {
                            throw Refusal.duplicateNumber(kind: .order, number: number)
                        }
                        var fields = answers.values
                        fields["number"] = nil
                        fields["lines"] = nil
                        let lines = LineText.read(answers.values["lines"]?.string ?? "")
                        let outcome = try desk.perform(.receive(OrderDraft(number: number, fields: fields, lines: lines)))
                        return FormRequest.Saved(phrase: outcome.phrase, record: outcome.record)
                    }, then: { saved in if let id = saved.record?.id { then(id) } }))
        }
    }

    /// A number that is taken is said before the rest of the contract is typed.
    private nonisolated static let sameNumber: @Sendable (Desk, String) throws -> Phrase? = { desk, text in
        let number = text.trimmingPrefix(" ")
        guard let taken = try desk.store.read({ try $0.record(kind: .order, number: String(number)) }) else { return nil }
        return Phrase("orders.numberTaken", ["customer": .string(taken["customer"].text)])
    }

    /// A customer who is known already, or the same contract a second time.
    private nonisolated static let samePhone: @Sendable (Desk, String) throws -> Phrase? = { desk, text in
        guard let phone = PhoneNumber(text) else { return nil }
        let others = try desk.store.orders(query: phone.digits, now: desk.clock(), limit: 4)
        guard let newest = others.first else { return nil }
        return Phrase("orders.phoneKnown", ["number": .string(newest.number), "customer": .string(newest.customer), "n": .int(others.count)])
    }

    func edit(_ id: CaseID) {
        let login = context.person.login
        context.load("orders.edit", { desk in
            try desk.store.read { s in
                let record = try s.record(id)
                return (record, try record.flatMap { try s.draft(person: login, key: "order/edit/\($0.number)") })
            }
        }) { [context] record, draft in
            guard let record else { return }
            let before = record.fields
            context.openForm(
                FormRequest(
                    title: context.text("bind.orders.edit"), about: [record.number], questions: questions(record), usual: .fields(.order), watched: record,
                    draftKey: "order/edit/\(record.number)", draft: draft,
                    save: { desk, answers in
                        // Only what the person changed: everything else is another desk's business.
                        var changed = answers.values.filter { $0.value != before[$0.key] ?? .null }
                        for (name, old) in before where answers.values[name] == nil && Self.fieldNames.contains(name) && !old.isNull {
                            changed[name] = .null
                        }
                        let outcome = try desk.perform(.amend(id, version: answers.version, changed))
                        return FormRequest.Saved(phrase: outcome.phrase)
                    }))
        }
    }

    private nonisolated static let fieldNames: Set<String> = [
        "customer", "phone", "phone2", "address", "district", "shop", "guide", "designer", "deliveryWish", "installWish", "remark",
    ]
}

/// Goods as a clerk types them: `餐桌(家具)x1, 椅子x4`; the class in brackets decides the skill that its installation asks for.
enum LineText {
    static func read(_ text: String) -> [OrderLines.Line] {
        let folded = String(text.map { $0 == "、" ? "," : CommandFold.fold($0) })
        return folded.split(separator: ",").enumerated().compactMap { index, part in
            var name = part.split(separator: " ").joined(separator: " ")
            guard !name.isEmpty else { return nil }
            var quantity = 1
            if let sign = name.lastIndex(where: { "xX*×".contains($0) }), let n = Int(name[name.index(after: sign)...]), n > 0 {
                quantity = n
                name = String(name[..<sign])
            }
            var productClass = ""
            if name.hasSuffix(")"), let open = name.lastIndex(of: "(") {
                productClass = String(name[name.index(after: open)...].dropLast())
                name = String(name[..<open])
            }
            return OrderLines.Line(no: index + 1, product: name, quantity: quantity, productClass: productClass)
        }
    }
}
