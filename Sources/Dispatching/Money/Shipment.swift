extension CaseKind {
    /// What a customer hands in at the counter.
    public static let shipment: CaseKind = "shipment"
    public static let remittance: CaseKind = "remittance"
    public static let unknownGoods: CaseKind = "unknownGoods"
}

extension Facts {
    /// As it is being answered now, else as it stands.
    private func told(_ name: String, _ record: CaseRecord) -> Value { record.id == own.id ? answers[name] ?? record[name] : record[name] }

    private func weight(_ record: CaseRecord) -> Weight? { told("weight", record).string.flatMap { Weight($0) } }
    private func size(_ record: CaseRecord) -> PieceSize? { told("size", record).string.flatMap { PieceSize($0) } }
    private func money(_ name: String, _ record: CaseRecord) -> Money? { told(name, record).string.flatMap { Money($0) } }

    /// What the counter's papers say of themselves; `null` where a figure that it hangs on is missing.
    func ofCounter(_ name: String, _ record: CaseRecord) -> Value {
        let playbook = manual.playbook
        switch name {
        case "billed":
            // F-01: without a size the real weight.
            guard let weight = weight(record) else { return .null }
            guard let size = size(record) else { return weight.value }
            return (try? playbook.tariffs.volumetric(size, weight).result.billed.value) ?? .null
        case "heavyFee": return weight(record).flatMap { try? playbook.tariffs.heavy($0).result.value } ?? .null
        case "codFee": return money("cod", record).flatMap { try? playbook.tariffs.cod($0).result.value } ?? .null
        case "charge":
            // F-03, F-06: both fees go on top of the freight.
            guard let freight = money("freight", record) else { return .null }
            let fees = ["heavyFee", "codFee"].compactMap { ofCounter($0, record).string.flatMap { Money($0) } }
            return fees.reduce(freight, +).value
        case "headerProposed":
            let special = (told("pieces", record).int ?? 1) > 1 || money("cod", record) != nil || told("payKind", record) == "COLLECT" || told("intoWarehouse", record) == true
            let to = Destination(
                province: told("province", record).text, city: told("city", record).text, district: told("district", record).text, branch: told("branch", record).text, isSpecial: special)
            return Value(to.header(playbook.headers, origin: playbook.figures["origin"]?.string ?? "")?.text)
        case "unknownTitle":
            // C-97, M-C7.
            let day = manual.zone.day(of: record.opened)
            return .string("河南信阳分拨中心\(day.year % 100)年\(day.month)月\(day.day)日不明货物")
        default: return .null
        }
    }

    /// C-75: nothing about the piece is above the limits. Without a size only the weight is judged.
    func isWithinLimits() throws(Refusal) -> Bool {
        guard let weight = weight(own) else { return true }
        guard let size = size(own) else { return try manual.playbook.tariffs.limits(PieceSize.none, weight).result.allSatisfy { $0.kind != .weight } }
        return try manual.playbook.tariffs.limits(size, weight).result.isEmpty
    }

    /// C-87 to C-89, Q-50.
    var goodsVerdict: GoodsVerdict { manual.playbook.goods.verdict(on: told("goods", own).text) }

    /// C-88: at most 20 kg a piece of food, cosmetics, washing articles.
    var areGoodsLight: Bool { weight(own).map { goodsVerdict.allows($0) } ?? true }
}

extension PieceSize {
    /// Of a piece that nobody has measured.
    static let none = PieceSize(Length(units: 1), Length(units: 1), Length(units: 1))
}
