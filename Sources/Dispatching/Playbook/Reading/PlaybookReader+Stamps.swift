/// Stamps, what they need, and the forms in which cases are taken in.
extension PlaybookReader {
    mutating func stamp(_ name: String, _ v: Value, _ path: String) -> StampKind {
        known(v, path, ["zh", "en", "form", "on", "auto", "states", "rank", "needs", "by", "keeps", "rule", "moment"])
        if !v["moment"].isNull { known(v["moment"], path + ".moment", ["day", "time"]) }
        return StampKind(
            name: name, label: label(v, path), form: v["form"].string,
            on: Set(names(v["on"], path + ".on").map { CaseKind(rawValue: $0) }), automatic: v["auto"].bool ?? false,
            states: v["states"].isNull ? nil : Set(names(v["states"], path + ".states")), rank: v["rank"].int ?? 50,
            needs: requirements(v["needs"], path + ".needs"), by: Set(names(v["by"], path + ".by")),
            keeps: (v["keeps"].object ?? [:]).mapValues { FactPath($0.text) },
            moment: v["moment"].isNull ? nil : StampMoment(day: text(v["moment"]["day"], path + ".moment.day"), time: text(v["moment"]["time"], path + ".moment.time")))
    }

    mutating func requirements(_ v: Value, _ path: String) -> [Requirement] {
        var out: [Requirement] = []
        for (i, x) in list(v, path).enumerated() {
            let p = "\(path)[\(i)]"
            known(x, p, ["if", "else", "rule", "override"])
            out.append(
                Requirement(
                    condition: condition(x["if"], p + ".if"), refusal: text(x["else"], p + ".else"), rule: x["rule"].string,
                    overridable: x["override"].bool ?? false))
        }
        return out
    }

    mutating func intake(_ kind: String, _ v: Value, _ path: String) -> Intake {
        known(v, path, ["zh", "en", "stamp", "prefix", "needsOrder", "queued", "under", "number", "script"])
        return Intake(
            kind: CaseKind(rawValue: kind), label: label(v, path), stamp: text(v["stamp"], path + ".stamp"), prefix: text(v["prefix"], path + ".prefix"),
            needsOrder: v["needsOrder"].bool ?? false, isQueued: v["queued"].bool ?? true,
            under: Set(names(v["under"], path + ".under").map { CaseKind(rawValue: $0) }), numberedBy: v["number"].string, script: v["script"].string)
    }
}
