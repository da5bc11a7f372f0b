import Desk
import Dispatching
import Storage

/// A file of orders on its way through the desk's one door.
public struct OrderImport: Sendable {
    public let table: OrderTable.Result

    /// What happened, or with `dryRun` what would happen.
    public struct Report: Sendable {
        public var added = 0
        public var changed = 0
        public var unchanged = 0
        public var lines = 0
        /// Orders that the desk refused although their lines could be read.
        public var refused: [(number: String, refusal: Refusal)] = []
    }

    public init(bytes: [UInt8], file: String, mapping: TableMapping<OrderField> = .builtIn) throws(TableError) {
        table = try OrderTable.read(bytes: bytes, file: file, mapping: mapping)
    }

    /// Carries out the whole file in one transaction.
    ///
    /// - Parameters:
    ///   - skipBad: leave refused orders out; otherwise the first refusal undoes everything.
    ///   - dryRun: do all of it and then keep nothing, so that the report is true.
    public func run(at desk: Desk, dryRun: Bool = false, skipBad: Bool = false, progress: (Int) -> Bool = { _ in true }) throws -> Report {
        struct DryRun: Error {}
        var report = Report()
        let orders = table.orders
        do {
            try desk.batch(
                orders.lazy.map { Command.receive(OrderImport.draft($0)) },
                onRefusal: { i, refusal in
                    report.refused.append((orders[i].orderNumber, refusal))
                    return skipBad || dryRun
                },
                progress: progress,
                finish: { if dryRun { throw DryRun() } },
                each: { outcome in
                    switch outcome.phrase.key {
                    case "done.added": report.added += 1
                    case "done.changed": report.changed += 1
                    default: report.unchanged += 1
                    }
                })
        } catch is DryRun {}
        report.lines = orders.reduce(0) { $0 + $1.lines.count }
        return report
    }

    static func draft(_ row: OrderDraftRow) -> OrderDraft {
        let h = row.head
        var fields: [String: Value] = [:]
        for (name, text) in [
            ("customer", h.customer), ("phone", h.phone), ("address", h.address), ("district", h.district), ("shop", h.shop), ("brand", h.brand),
            ("guide", h.guide), ("designer", h.designer), ("contractDate", h.contractDate), ("deliveryWish", h.plannedDelivery),
            ("installWish", h.plannedInstall), ("remark", h.remark),
        ] where !text.isEmpty { fields[name] = .string(text) }
        if let cents = h.amountCents ?? row.linesAmountCents { fields["amount"] = .int(cents) }
        let lines = row.lines.enumerated().map { i, l in
            OrderLines.Line(
                no: l.number == 0 ? i + 1 : l.number, sku: l.sku, product: l.product, quantity: l.quantity,
                litres: ((l.volumeCubicCentimetres ?? 0) + 999) / 1000, grams: l.weightGrams ?? 0, pieces: l.pieces ?? 1,
                productClass: l.productClass, install: l.needsInstallation ?? true)
        }
        return OrderDraft(number: row.orderNumber, fields: fields, lines: lines)
    }
}
