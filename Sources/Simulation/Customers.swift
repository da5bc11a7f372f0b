import Dispatching

/// Makes up customers and what they bought.
struct Customers {
    let file: ShopFile
    private let districtWeights: [Int]
    private let themeWeights: [Int]

    init(_ file: ShopFile) {
        self.file = file
        districtWeights = file.districts.map(\.weight)
        themeWeights = file.themes.map(\.weight)
    }

    /// The contract of one customer.
    ///
    /// - Parameters:
    ///   - number: contract number.
    ///   - day: on which it was signed.
    func contract(_ number: String, day: LocalDay, random r: inout SeededRandom) -> Contract {
        var fields: [String: Value] = [:]
        fields["customer"] = .string(name(&r))
        fields["phone"] = .string(phone(&r))
        if r.chance(120) { fields["phone2"] = .string(phone(&r)) }
        let district = file.districts[r.weighted(districtWeights)]
        fields["district"] = .string(district.name)
        fields["address"] = .string(address(district, &r))
        fields["lat"] = .double(near(district.lat, 320, &r))
        fields["lon"] = .double(near(district.lon, 380, &r))
        fields["shop"] = Value(r.pick(file.shops))
        fields["brand"] = .string(file.brand)
        fields["guide"] = Value(r.pick(file.guides))
        if r.chance(550) { fields["designer"] = Value(r.pick(file.designers)) }
        fields["contractDate"] = .string(day.description)
        if r.chance(250) { fields["remark"] = Value(r.pick(file.remarks["order"] ?? [])) }
        let (lines, yuan) = goods(&r)
        fields["amount"] = .int(yuan * 100)
        let installs = lines.contains(where: \.install) && r.chance(820)
        return Contract(OrderDraft(number: number, fields: fields, lines: lines), installs: installs, random: r)
    }

    /// Somebody who calls for service without a contract that the shop still knows of.
    func caller(_ r: inout SeededRandom) -> [String: Value] {
        let district = file.districts[r.weighted(districtWeights)]
        return [
            "customer": .string(name(&r)), "phone": .string(phone(&r)), "address": .string(address(district, &r)), "district": .string(district.name),
        ]
    }

    /// Mostly everyday names; some with surnames of several readings, rare characters and characters beyond the BMP.
    private func name(_ r: inout SeededRandom) -> String {
        let surname = (r.chance(130) ? r.pick(file.polyphonicSurnames) : r.pick(file.surnames)) ?? ""
        let last = (r.chance(40) ? r.pick(file.rareGiven) : r.chance(15) ? r.pick(file.astralGiven) : r.pick(file.given)) ?? ""
        return r.chance(780) ? surname + (r.pick(file.given) ?? "") + last : surname + last
    }

    private func phone(_ r: inout SeededRandom) -> String {
        func digits(_ n: Int) -> String { (0..<n).map { _ in String(r.below(10)) }.joined() }
        if r.chance(30) { return "05718" + digits(7) }
        return "1" + String([3, 5, 7, 8, 9][r.below(5)]) + digits(9)
    }

    private func address(_ district: ShopFile.District, _ r: inout SeededRandom) -> String {
        let parts = [
            "district": district.name, "street": r.pick(district.streets) ?? "", "number": "\(r.within(1...688))", "estate": r.pick(file.estates) ?? "",
            "block": "\(r.within(1...32))", "unit": "\(r.within(1...3))", "room": "\(r.within(1...28))0\(r.within(1...4))",
        ]
        return parts.reduce(file.address) { text, part in text.replacing("{\(part.key)}", with: part.value) }
    }

    /// A place within some kilometres, in hundred-thousandths of a degree so that its text is short.
    private func near(_ centre: Double, _ spread: Int, _ r: inout SeededRandom) -> Double {
        (centre * 10_000).rounded() / 10_000 + Double(r.within(-spread...spread)) / 10_000
    }

    private func goods(_ r: inout SeededRandom) -> ([OrderLines.Line], yuan: Int) {
        let theme = file.themes[r.weighted(themeWeights)]
        let heart = r.below(min(2, theme.products.count))
        var chosen = [theme.products[heart]]
        for (i, product) in theme.products.enumerated() where i != heart && chosen.count < 6 && r.chance(theme.mix) { chosen.append(product) }
        var yuan = 0
        let lines = chosen.enumerated().map { i, p in
            let quantity = p.most.map { r.within(1...$0) } ?? 1
            yuan += p.yuan * quantity
            return OrderLines.Line(
                no: i + 1, sku: p.sku, product: p.name, quantity: quantity, litres: p.litres * quantity, grams: p.kilograms * quantity * 1000,
                pieces: p.packages, productClass: p.productClass, install: p.install ?? true)
        }
        return (lines, yuan)
    }
}
