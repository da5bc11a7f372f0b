/// What the scans of a parcel say: where it is, who has it, where it goes next (C-04 to C-06, C-08). Pure; nothing of it is stored.
public struct Parcel: Sendable {
    /// A moment at which somebody held the parcel to a scanner, in the courier's words.
    public struct Scan: Hashable, Sendable {
        public enum Kind: String, Sendable, CaseIterable {
            /// 收件, 发件, 到件, 派件, 签收.
            case collect = "scanCollect", send = "scanSend", arrive = "scanArrive", deliver = "scanDeliver", sign = "scanSign"
        }

        public let kind: Kind
        public let at: Instant
        public let node: String
        /// Of a send scan: where it was sent to.
        public let next: String?
        /// Courier, agent, or who signed.
        public let person: String?
        /// Ordinal of its stamp on the parcel.
        public let number: Int

        init?(_ stamp: Stamp) {
            guard let kind = Kind(rawValue: stamp.name), !stamp.withdrawn else { return nil }
            self.kind = kind
            at = stamp.at
            node = stamp.answers["node"]?.string ?? ""
            next = stamp.answers["next"]?.string
            person = stamp.answers["person"]?.string
            number = stamp.number
        }
    }

    public let record: CaseRecord
    /// In the order of time, whenever they were told.
    public let scans: [Scan]
    private let network: Network
    private let facts: Facts

    public init(_ facts: Facts) {
        record = facts.own.kind == .parcel ? facts.own : facts.family.root
        network = facts.manual.playbook.network
        self.facts = facts.own.id == record.id ? facts : Facts(own: record, family: facts.family, manual: facts.manual, now: facts.now)
        scans = record.stamps.compactMap { Scan($0) }.sorted { ($0.at, $0.number) < ($1.at, $1.number) }
    }

    public var last: Scan? { scans.last }

    public func last(_ kind: Scan.Kind, at node: String? = nil) -> Scan? { scans.last { $0.kind == kind && (node == nil || $0.node == node) } }

    /// The area that was named, else that of the address.
    public var area: Network.Area? { record["area"].string.flatMap { network.area($0) } ?? network.area(of: record["address"].string ?? "") }

    /// The node that makes arrival, delivery and sign scan (C-06).
    public var responsible: String? { area?.node }

    /// Codes of the nodes that it is expected to pass. Where a stop is not known, it is left out.
    public var route: [String] {
        guard let route = network.routes.first(where: { (try? facts.holds($0.when)) ?? false }) else { return [] }
        var out: [String] = []
        for stop in route.stops {
            let code = network.node(stop)?.code ?? (stop == "responsible" ? responsible : record[stop].string.map { network.node($0)?.code ?? $0 })
            if let code, out.last != code { out.append(code) }
        }
        return out
    }

    /// Where it is expected next; `nil` when it has come to its end or nothing is known.
    public var next: String? {
        guard let last else { return route.first }
        if last.kind == .sign || last.kind == .deliver { return nil }
        if last.kind == .send, let next = last.next { return network.node(next)?.code ?? next }
        let route = route
        if let i = route.lastIndex(of: network.node(last.node)?.code ?? last.node) { return i + 1 < route.count ? route[i + 1] : nil }
        if let known = network.node(last.node) {
            // One of ours that is not on its way: from here straight to whoever is responsible, if that node works; from elsewhere back to the hub.
            if known.isHere { return responsible.flatMap { network.node($0) }.flatMap { $0.isPaused || $0.kind == .hub ? nil : $0.code } }
            return route.last { network.node($0)?.kind == .hub }
        }
        // A strange place: on to the first node of ours that has not seen it yet.
        return route.first { stop in network.node(stop) != nil && !scans.contains { (network.node($0.node)?.code ?? $0.node) == stop } }
    }

    /// When it came to our own place last.
    public var arrivedHere: Instant? { network.here.flatMap { here in scans.last { $0.kind == .arrive && network.node($0.node)?.code == here.code }?.at } }

    /// The day on which it is to be handed on: arrived before the cut-off the same day, at the cut-off or later the next (C-11, F-25, Q-18).
    public func dueDay(cutOff: TimeOfDay) -> LocalDay? {
        let zone = facts.manual.zone
        // What the sending branch had to agree to first begins with its consent.
        let from = [arrivedHere, record.latest("transitAgreed")?.at].compactMap { $0 }.max()
        return from.map { zone.timeOfDay(of: $0) < cutOff ? zone.day(of: $0) : zone.day(of: $0) + 1 }
    }

    /// Numbers of the pieces, where there are several.
    public var pieces: [String] { (record["childNumbers"].string ?? "").split(whereSeparator: { " ,，、;；".contains($0) }).map(String.init) }
}

extension Facts {
    /// Facts that follow from a parcel and its scans.
    func ofParcel(_ name: String, _ record: CaseRecord) -> Value {
        var parcel: Parcel { Parcel(self) }
        func iso(_ at: Instant?) -> Value { Value(at.map { manual.zone.iso($0) }) }
        switch name {
        case "place": return Value(parcel.last?.node)
        case "lastScan": return iso(parcel.last?.at)
        case "lastKind": return Value(parcel.last?.kind.rawValue)
        case "next": return Value(parcel.next)
        case "responsible": return Value(parcel.responsible)
        case "area": return Value(parcel.area?.code)
        case "areaDelivery": return Value(parcel.area?.delivery.rawValue)
        case "areaActual": return .bool(parcel.area?.isActual ?? false)
        case "areaTarget": return .bool(parcel.area?.isTarget ?? false)
        case "areaPaused": return .bool(parcel.responsible.flatMap { manual.playbook.network.node($0)?.isPaused } ?? false)
        case "areaHere": return .bool(parcel.responsible != nil && parcel.responsible == manual.playbook.network.here?.code)
        case "arrivedHere": return iso(parcel.arrivedHere)
        case "transitDay": return Value(manual.playbook.time("transitCutoff").flatMap { parcel.dueDay(cutOff: $0) }?.description)
        case "returnGround": return Value(ReturnGround(self)?.rawValue)
        case "sameAddress": return .bool(record["registeredAddress"].string.map { $0 == parcel.record["address"].string } ?? true)
        case "registeredLate": return .bool(registeredLate(record))
        case "toCollect":
            // What its receiver pays at the door: freight and the sender's price (C-110).
            let sum = ["freightCollect", "cod"].compactMap { Decimal.hundredths(parcel.record[$0].text) }.reduce(0, +)
            return sum > 0 ? .string(Money(units: sum).description) : .null
        case "special":
            // Services that nobody performs out of area (C-13).
            let root = parcel.record
            return .bool(["freightCollect", "cod"].contains { Decimal.hundredths(root[$0].text) ?? 0 > 0 } || root["signBack"] == true)
        default: return .null
        }
    }
}
