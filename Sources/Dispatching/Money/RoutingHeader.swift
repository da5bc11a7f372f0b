/// How the routing header (大头笔) on the right side of a waybill is written (C-78 to C-81).
public struct HeaderRule: Hashable, Sendable {
    public enum Form: String, Hashable, Sendable {
        /// The branch that really serves: both ends lie in the region (C-80).
        case branch
        /// District and branch: special services into another province (C-81).
        case districtBranch
        /// The sign of the region and the district (C-79).
        case signDistrict
        /// Province and city, or province and county-level city (C-78).
        case provinceCity
    }

    public let form: Form
    public let rule: String
    /// Short names of provinces; empty: all.
    public let region: Set<String>
    public let sign: String
}

/// Where a shipment goes, as the counter has written it down.
public struct Destination: Hashable, Sendable {
    public let province: String
    public let city: String
    public let district: String
    public let branch: String
    /// Several pieces, COD, freight-collect, into a warehouse.
    public let isSpecial: Bool

    /// `上海市` is 上海, `河南省` is 河南, `广西壮族自治区` is 广西.
    static func short(_ name: String) -> String {
        var name = name.trimmed
        for long in ["特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"] where name.hasSuffix(long) && name.count > long.count {
            name.removeLast(long.count)
            break
        }
        return name
    }

    /// `徐汇区` is 徐汇, `浦东新区` is 浦东.
    static func shortDistrict(_ name: String) -> String {
        var name = name.trimmed
        for long in ["新区", "区", "县"] where name.hasSuffix(long) && name.count > long.count + 1 {
            name.removeLast(long.count)
            break
        }
        return name
    }

    /// The header by the first rule that fits; `nil` while what it needs is not known.
    ///
    /// - Parameter origin: short name of the province where the branch lies.
    public func header(_ rules: [HeaderRule], origin: String) -> (text: String, rule: String)? {
        let to = Destination.short(province), city = Destination.short(city), district = Destination.shortDistrict(district), branch = branch.trimmed
        for rule in rules {
            func known(_ parts: [String], _ separator: String) -> (text: String, rule: String)? {
                parts.allSatisfy { !$0.isEmpty } ? (parts.joined(separator: separator), rule.rule) : nil
            }
            switch rule.form {
            case .branch: if rule.region.contains(to), rule.region.contains(origin) { return known([branch], "") }
            case .districtBranch: if isSpecial, to != origin { return known([district, branch], "-") }
            case .signDistrict: if rule.region.contains(to) { return known([rule.sign, district], "-") }
            case .provinceCity: return known([to, city], "")
            }
        }
        return nil
    }
}

extension PlaybookReader {
    /// `- {form: signDistrict, rule: C-79, region: [上海], sign: 沪}`
    mutating func headers(_ v: Value) -> [HeaderRule] {
        var out: [HeaderRule] = []
        for (i, x) in list(v, "headers").enumerated() {
            let path = "headers[\(i)]"
            known(x, path, ["form", "rule", "region", "sign"])
            guard let form = HeaderRule.Form(rawValue: x["form"].text) else {
                wrong(path + ".form", "unknownHeader", ["value": .string(x["form"].text)])
                continue
            }
            out.append(HeaderRule(form: form, rule: text(x["rule"], path + ".rule"), region: Set(names(x["region"], path + ".region")), sign: x["sign"].string ?? ""))
        }
        return out
    }
}
