import Dispatching

@testable import CourierModel

/// What comes to a branch and leaves it in the days before Tuesday 8 December 2026 and on that day: 3,000 parcels with their scans, in the files in
/// which the courier system hands them out. The same seed gives the same branch.
struct BranchFile {
    struct Scan {
        let waybill: String, code: String, at: Instant, node: String
        var next = "", person = ""
    }

    struct Parcel {
        let waybill: String, customer: String, phone: String
        /// `nil` for what departs.
        let area: ParcelModel.Area?
        var cod = ""
    }

    /// A parcel of which the day has something to say: how its problem came about, and what was done about it before.
    struct Trouble {
        let waybill: String, kind: String
        /// How far it came: `wait`, `unsent`, `unclear`, `again`, ...
        let way: String
        let registered: Instant
        let text: String
        /// What one filters by at the console: how it is dealt with on the day.
        let group: String
    }

    static let day = LocalDay(year: 2026, month: 12, day: 8)!
    /// Thursday, Friday, Saturday, Monday; the Sunday between rests.
    static let before = [3, 4, 5, 7].map { LocalDay(year: 2026, month: 12, day: $0)! }
    static let nodes = ["XY2": "信阳二部", "XYHUB": "信阳分拨中心", "ZZHUB": "郑州中心"]
    private static let scanWords = ["scanCollect": "收件", "scanSend": "发件", "scanArrive": "到件", "scanDeliver": "派件", "scanSign": "签收"]

    let zone = Zone.shanghai
    private(set) var parcels: [Parcel] = []
    private(set) var scans: [Scan] = []
    private(set) var troubles: [Trouble] = []
    /// Waybills that were entered by hand before they came, with what the entry says besides.
    private(set) var entered: [(waybill: String, at: Instant, more: [String: Value])] = []
    private var dice: Dice
    private var count = 0

    init(seed: UInt64) {
        dice = Dice(state: seed)
        troublesome()
        handedOn()
        departures()
        while parcels.count < 3000 { ordinary() }
    }

    func at(_ day: LocalDay, _ hour: Int, _ minute: Int) -> Instant { zone.instant(day, seconds: hour * 3600 + minute * 60) }

    // MARK: Who writes to whom

    private mutating func parcel(_ area: ParcelModel.Area?, cod: String = "") -> Parcel {
        count += 1
        let number = String(518_000_000_000 + count * 137)
        let made = Parcel(waybill: number, customer: ["单雅芳", "仇大海", "尉迟恭", "曾晓", "解小东", "华敏", "任盈", "查良"][dice.roll(8)], phone: "139" + String(10_000_000 + count), area: area, cod: cod)
        parcels.append(made)
        return made
    }

    private mutating func scan(_ p: Parcel, _ code: String, _ at: Instant, _ node: String, to next: String = "", by person: String = "") {
        scans.append(Scan(waybill: p.waybill, code: code, at: at, node: node, next: next, person: person))
    }

    /// From the hub overnight, with us in the morning, with the courier before ten.
    private mutating func comes(_ p: Parcel, _ day: LocalDay) {
        scan(p, "scanSend", at(day, 5, 10 + dice.roll(40)), "XYHUB", to: "XY2")
        scan(p, "scanArrive", at(day, 7, dice.roll(58)), "XY2", by: "仓管")
    }

    private mutating func ordinary() {
        let day = (Self.before + [Self.day])[dice.roll(5)], p = parcel(dice.roll(12) == 0 ? .yangshan : .city, cod: dice.roll(20) == 0 ? "\(50 + dice.roll(900))" : "")
        let courier = "快递员" + ["甲", "乙", "丙"][dice.roll(3)]
        if dice.roll(60) == 0 {
            // Sent by the hub and lost out of sight.
            scan(p, "scanSend", at(day, 5, 10 + dice.roll(40)), "XYHUB", to: "XY2")
            return
        }
        comes(p, day)
        if dice.roll(50) == 0 { return }
        scan(p, "scanDeliver", at(day, 9, dice.roll(50)), "XY2", by: courier)
        if dice.roll(14) > 0 { scan(p, "scanSign", at(day, 11 + dice.roll(7), dice.roll(60)), "XY2", by: courier) }
    }

    /// Collected in the afternoon, at the hub in the night.
    private mutating func departures() {
        for day in [LocalDay(year: 2026, month: 12, day: 2)!] + Self.before + [Self.day] {
            for n in 0..<80 {
                let p = parcel(nil)
                // Half of them are entered on the day on which they leave.
                if n % 2 == 0, Self.before.contains(day) { entered.append((p.waybill, at(day, 4, 30), ["direction": "out"])) }
                scan(p, "scanCollect", at(day, 15, dice.roll(60)), "XY2", by: "柜台")
                scan(p, "scanSend", at(day, 18, 30 + dice.roll(29)), "XY2", to: "XYHUB")
                if dice.roll(15) == 0 { continue }
                scan(p, "scanArrive", at(day, 19, 10 + dice.roll(45)), "XYHUB")
                if dice.roll(15) == 0 { continue }
                scan(p, "scanSend", at(day + 1, 2, dice.roll(50)), "XYHUB", to: "ZZHUB")
            }
        }
    }

    // MARK: What is handed on

    private mutating func handedOn() {
        for day in Self.before + [Self.day] {
            for _ in 0..<6 {
                let p = parcel(.town)
                comes(p, day)
                scan(p, "scanDeliver", at(day, 9, dice.roll(30)), "XY2", by: "淮滨代派")
                // Most are signed before the agent's two days are over.
                if day < Self.day - 1, dice.roll(3) > 0 { scan(p, "scanSign", at(day + 1, 10, dice.roll(60)), "XY2", by: "淮滨代派") }
            }
            for area in [ParcelModel.Area.minggang, .minggang, .township, .node] { comes(parcel(area), day) }
        }
        // At two o'clock or later it is the next day's (C-11).
        for minute in [0, 1, 29] {
            let p = parcel(.minggang)
            scan(p, "scanSend", at(Self.day, 11, 0), "XYHUB", to: "XY2")
            scan(p, "scanArrive", at(Self.day, 14, minute), "XY2", by: "仓管")
        }
        let last = parcel(.minggang)
        scan(last, "scanSend", at(Self.day, 11, 0), "XYHUB", to: "XY2")
        scan(last, "scanArrive", at(Self.day, 13, 59), "XY2", by: "仓管")
    }

    // MARK: What goes wrong

    /// What one says of a problem, and the group by which it is worked: 甲 answered on the day, 乙 noted by two, 丙 noted in the afternoon only, 丁 by nobody.
    private static let texts = [
        "NOT_HOME": "客户不在家", "CONTACT": "电话停机", "DAMAGE": "外箱破损", "INCOMPLETE": "少一件", "OUT_OF_AREA": "超区", "OUT_OF_AREA_SERVICE": "超区代收", "NO_TRANSIT_NOTE": "面单写超区勿转",
        "MISSORT_HEADER": "大头笔写错", "MISSORT_ADDRESS": "地址写错", "UNSIGNED": "三天未签", "STUCK_AT_HUB": "滞留分拨", "UNKNOWN_GOODS": "内物不明",
    ]

    private mutating func troublesome() {
        let usual = ["NOT_HOME", "CONTACT", "DAMAGE", "INCOMPLETE", "UNSIGNED", "STUCK_AT_HUB", "UNKNOWN_GOODS"]
        let ways = ["wait", "wait", "unsent", "unclear", "asked", "replied", "hold", "again", "demand", "gone"]
        var n = 0
        for day in Self.before {
            for kind in usual {
                for way in kind == "NOT_HOME" ? ways : Array(ways.dropFirst(dice.roll(8)).prefix(2)) {
                    n += 1
                    let p = parcel(.city)
                    if kind == "STUCK_AT_HUB" {
                        scan(p, "scanArrive", at(day, 4, dice.roll(60)), "XYHUB")
                    } else {
                        comes(p, day)
                        scan(p, "scanDeliver", at(day, 9, dice.roll(50)), "XY2", by: "快递员甲")
                    }
                    add(p, kind, way, at(day, 14, n % 60))
                }
            }
            // Out of area with a service, or not to be handed on: a problem and no transit.
            for (kind, way) in [("OUT_OF_AREA_SERVICE", "wait"), ("OUT_OF_AREA_SERVICE", "agreed"), ("NO_TRANSIT_NOTE", "wait"), ("NO_TRANSIT_NOTE", "agreed"), ("OUT_OF_AREA", "replied")] {
                let p = parcel(kind == "OUT_OF_AREA" ? .city : .minggang, cod: kind == "OUT_OF_AREA_SERVICE" ? "860.50" : "")
                if kind == "NO_TRANSIT_NOTE" { entered.append((p.waybill, at(day, 4, 30), ["noTransit": true])) }
                comes(p, day)
                add(p, kind, way, at(day, 15, dice.roll(60)))
            }
            for kind in ["MISSORT_HEADER", "MISSORT_ADDRESS"] {
                let p = parcel(.city)
                comes(p, day)
                add(p, kind, day == Self.before.last ? "left" : "bus", at(day, 15, dice.roll(60)))
            }
        }
        // Envelopes that come back, and what is collected at the counter.
        for way in ["empty", "sealed", "signed"] {
            let p = parcel(.city), day = Self.before[3]
            entered.append((p.waybill, at(day, 4, 30), ["signBack": true, "signBackBarcode": .string("HD" + p.waybill)]))
            comes(p, day)
            if way != "empty" { scan(p, "scanDeliver", at(day, 9, 10), "XY2", by: "快递员乙") }
            // The scan comes in a file after the envelope was sealed.
            if way == "sealed" { scan(p, "scanSign", at(Self.day, 8, 30), "XY2", by: "快递员乙") }
            add(p, "SIGNBACK", way, at(day, 15, 10))
        }
        for _ in 0..<3 {
            let p = parcel(.city), day = Self.before[3]
            entered.append((p.waybill, at(day, 4, 30), ["pickup": true]))
            comes(p, day)
        }
    }

    private mutating func add(_ p: Parcel, _ kind: String, _ way: String, _ at: Instant) {
        let group = ["甲", "乙", "乙", "乙", "丙", "丁"][dice.roll(6)]
        troubles.append(Trouble(waybill: p.waybill, kind: kind, way: way, registered: at, text: Self.texts[kind, default: ""] + " " + group + "组", group: group))
        let day = zone.day(of: at)
        if way == "gone" { scan(p, "scanSign", self.at(Self.day, 12, dice.roll(50)), "XY2", by: "本人") }
        if way == "demand", day != Self.before.last, kind != "STUCK_AT_HUB", dice.roll(2) == 0 {
            // Labelled on Monday at 16:30, on its way that evening.
            scan(p, "scanArrive", self.at(Self.before[3], 19, 5), "XYHUB")
            scan(p, "scanSend", self.at(Self.before[3], 19, 40), "XYHUB", to: "ZZHUB")
        }
    }

    /// Goes to the hub and on at the end of the day: what was labelled in the afternoon.
    mutating func sendBack(_ waybill: String) {
        scans.append(Scan(waybill: waybill, code: "scanArrive", at: at(Self.day, 18, 50), node: "XYHUB"))
        scans.append(Scan(waybill: waybill, code: "scanSend", at: at(Self.day, 19, 30), node: "XYHUB", next: "ZZHUB"))
    }

    // MARK: The courier system's files

    /// What was scanned after the one moment and until the other, in the order in which an export has it: by nothing in particular.
    func export(after: Instant?, until: Instant) -> (text: String, scans: [Scan]) {
        let those = scans.filter { scan in scan.at <= until && (after.map { scan.at > $0 } ?? true) }
        let known = Dictionary(uniqueKeysWithValues: parcels.map { ($0.waybill, $0) })
        var text = "运单号,扫描类型,扫描时间,扫描网点,下一站,扫描人,收件人,电话,收件地址,代收货款\n"
        for scan in those {
            guard let p = known[scan.waybill] else { continue }
            let cells = [
                scan.waybill, Self.scanWords[scan.code, default: ""], "\(zone.day(of: scan.at)) \(zone.timeOfDay(of: scan.at)):00", Self.nodes[scan.node, default: scan.node], Self.nodes[scan.next, default: scan.next],
                scan.person, p.customer, p.phone, p.area?.address ?? "杭州市西湖区1号", p.cod,
            ]
            text += cells.joined(separator: ",") + "\n"
        }
        return (text, those.sorted { $0.at < $1.at })
    }
}
