/// A contract order as it comes in from a shop's file or the clerk's form, before it is a case.
public struct OrderDraft: Hashable, Sendable {
    public var number: String
    /// Field name -> value: `customer`, `phone`, `address`, `district`, `shop`, `brand`, `guide`, `designer`, `contractDate`,
    /// `amount` (cents), `deliveryWish`, `installWish`, `remark`.
    public var fields: [String: Value]
    public var lines: [OrderLines.Line]

    public init(number: String, fields: [String: Value], lines: [OrderLines.Line]) {
        self.number = number
        self.fields = fields
        self.lines = lines
    }

    public enum Outcome: Sendable, Hashable { case added, changed([String]), unchanged }
}

extension Workspace {
    /// Takes an order in (A-02, OM-01, OM-02). The same number again changes what differs and nothing else.
    ///
    /// With customer, phone and address the contract counts as registered at once; without, somebody owes the registration.
    @discardableResult
    public func receive(_ draft: OrderDraft) throws -> (CaseID, OrderDraft.Outcome) {
        if let existing = try find(.order, draft.number) { return try (existing.id, update(existing, draft)) }
        var fields = draft.fields.filter { !$0.value.isNull && $0.value != .string("") }
        if !draft.lines.isEmpty { fields["lines"] = OrderLines(draft.lines).value }
        let id = try open(.order, number: draft.number, fields: fields)
        if try facts(id).value(FactPath("complete")) == true {
            try stamp(id, "registered")
        }
        return (id, .added)
    }

    private func update(_ r: CaseRecord, _ draft: OrderDraft) throws -> OrderDraft.Outcome {
        var changed = draft.fields.filter { name, value in !value.isNull && value != .string("") && r[name] != value }
        let current = OrderLines(r)
        var lines = draft.lines
        for i in lines.indices {
            if let old = current.all.first(where: { $0.no == lines[i].no }) { lines[i].state = old.state }
        }
        if !lines.isEmpty, lines != current.all { changed["lines"] = OrderLines(lines).value }
        guard !changed.isEmpty else { return .unchanged }
        try set(r.id, changed)
        if r.state == manual.playbook.machine(.order)?.initial, try facts(r.id).value(FactPath("complete")) == true {
            try stamp(r.id, "registered")
        } else {
            // OM-02: lines that came after the registration take the order on.
            try settle(r.id)
        }
        return .changed(changed.keys.sorted())
    }
}
