/// How long it takes from place to place: coordinates where both are known, else a table between districts with a default.
public struct TravelTable: Hashable, Sendable {
    public struct Place: Hashable, Sendable {
        public let district: String
        /// Degrees, WGS-84 or GCJ-02; only differences matter.
        public let latitude: Double?
        public let longitude: Double?

        public init(district: String, latitude: Double? = nil, longitude: Double? = nil) {
            self.district = district
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    public let warehouse: Place
    /// Minutes between two districts that the table does not name, and within one district.
    public let between: Int
    public let within: Int
    /// Minutes by `A|B`, A and B in either order.
    public let pairs: [String: Int]
    /// Centre of a district, for addresses without coordinates of their own.
    public let centres: [String: Place]

    /// - Parameter record: the `travel` case; without one the defaults hold.
    public init(_ record: CaseRecord?) { self.init(.object(record?.fields ?? [:])) }

    /// What `value(for:)` wrote, or the fields of a `travel` case.
    public init(_ value: Value) {
        let home = value["warehouse"]
        warehouse = Place(district: home["district"].string ?? "", latitude: home["lat"].double, longitude: home["lon"].double)
        between = value["between"].int ?? 35
        within = value["within"].int ?? 15
        pairs = (value["pairs"].object ?? [:]).compactMapValues(\.int)
        centres = Dictionary(
            (value["centres"].object ?? [:]).map { ($0.key, Place(district: $0.key, latitude: $0.value["lat"].double, longitude: $0.value["lon"].double)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// As much of the table as a day in these districts needs, so that it can be reckoned again.
    public func value(for districts: Set<String>) -> Value {
        let wanted = districts.union([warehouse.district])
        func place(_ p: Place) -> Value { Value.object(["lat": p.latitude.map { .double($0) } ?? .null, "lon": p.longitude.map { .double($0) } ?? .null].filter { !$0.value.isNull }) }
        var home = place(warehouse).object ?? [:]
        home["district"] = .string(warehouse.district)
        let near = pairs.filter { entry in entry.key.split(separator: "|", omittingEmptySubsequences: false).allSatisfy { wanted.contains(String($0)) } }
        return [
            "warehouse": .object(home), "between": .int(between), "within": .int(within), "pairs": .object(near.mapValues { .int($0) }),
            "centres": .object(centres.filter { wanted.contains($0.key) }.mapValues(place)),
        ]
    }

    /// Seconds on the road.
    public func seconds(from a: Place, to b: Place) -> Int {
        if let d = TravelTable.metres(located(a), located(b)) {
            // Straight line to road 1.32, 27 km/h in town, 150 s to stop and ring (figures of a furniture day).
            return d < 1 ? 0 : Int(d * 1.32 / 7.5) + 150
        }
        if let minutes = pairs["\(a.district)|\(b.district)"] ?? pairs["\(b.district)|\(a.district)"] { return minutes * 60 }
        return (a.district == b.district ? within : between) * 60
    }

    /// The place itself or, without coordinates of its own, the centre of its district.
    public func located(_ p: Place) -> Place { p.latitude == nil ? centres[p.district].map { $0.latitude == nil ? p : $0 } ?? p : p }

    /// Metres by the equirectangular approximation, exact enough within one city.
    private static func metres(_ a: Place, _ b: Place) -> Double? {
        guard let la = a.latitude, let lb = b.latitude, let oa = a.longitude, let ob = b.longitude else { return nil }
        // cos(latitude) near 30 degrees by its Taylor terms, so that the core needs no maths library.
        let phi = (la + lb) / 2 * 0.017453292519943295
        let cosine = 1 - phi * phi / 2 + phi * phi * phi * phi / 24 - phi * phi * phi * phi * phi * phi / 720
        let x = (oa - ob) * 111_320 * cosine
        let y = (la - lb) * 110_540
        let d = (x * x + y * y).squareRoot()
        // Two visits in one district without coordinates share its centre: there is still a street between them.
        return d < 1 && a.district == b.district && a == b ? nil : d
    }
}
