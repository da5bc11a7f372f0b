/// Something that is looked at every day, and in which scans (C-59 to C-71, F-27).
public struct Monitor: Hashable, Sendable {
    /// A stretch of time, told from the day on which the monitor is looked at.
    public struct Span: Hashable, Sendable {
        public struct End: Hashable, Sendable {
            /// Days from today; negative: before.
            let day: Int
            /// `nil`: the whole day.
            let time: TimeOfDay?
        }

        /// What has its time in it: `departed`, `sent`, `arrived`, `list`.
        public let of: String
        let from: End
        let to: End
        /// Each day looked at for itself (C-62).
        public let dayByDay: Bool
    }

    /// A stretch on a given day. Whole days end with the last second before midnight.
    public struct Window: Hashable, Sendable {
        public let of: String
        public let range: Range<Instant>
        /// First and last local day.
        public let days: ClosedRange<LocalDay>
        /// Begins and ends at midnight.
        public let isWholeDays: Bool
    }

    /// `entry`, `arrival`.
    public let code: String
    /// What ticks it on the working day: `<code>Watched`, unless the playbook names another.
    public let stamp: String
    /// What ticks a second look on the same day.
    public let again: String?
    /// The sentence that demands it, then those that give it to a post.
    public let rules: [String]
    public var rule: String { rules.first ?? "" }
    public let label: Label
    /// Posts of the company that own it, its first owner first.
    public let posts: [String]
    public let spans: [Span]
    /// What it takes for an exception; a number is found once, by the first that finds it.
    public let finds: [MonitorFind]

    /// F-27: where it looks on that day. A span that is looked at day by day gives a window for each.
    public func windows(on today: LocalDay, _ zone: Zone) -> [Window] {
        windows(on: today, zone, of: nil)
    }

    /// Those of one name.
    public func windows(on today: LocalDay, _ zone: Zone, of name: String?) -> [Window] {
        spans.filter { name == nil || $0.of == name }.flatMap { span -> [Window] in
            let first = today + span.from.day, last = today + span.to.day
            guard span.dayByDay else { return [span.window(first, last, zone)] }
            return (first.number...max(first.number, last.number)).map { span.window(first + ($0 - first.number), first + ($0 - first.number), zone) }
        }
    }
}

extension Monitor.Span {
    fileprivate func window(_ first: LocalDay, _ last: LocalDay, _ zone: Zone) -> Monitor.Window {
        let start = from.time.map { zone.instant(first, $0) } ?? zone.startOfDay(first)
        let end = to.time.map { zone.instant(last, $0) } ?? zone.startOfDay(last + 1)
        return .init(of: of, range: start..<max(start, end), days: first...max(first, last), isWholeDays: from.time == nil && to.time == nil)
    }
}

extension Monitor.Span.End {
    /// `-5`, `0`, `-1 12:00`.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 1 || parts.count == 2, let day = Int(parts[0]), abs(day) <= 366 else { return nil }
        let time = parts.count == 2 ? TimeOfDay(String(parts[1])) : nil
        guard parts.count == 1 || time != nil else { return nil }
        self.init(day: day, time: time)
    }
}

extension PlaybookReader {
    /// `- {code: entry, rule: C-60, zh: .., en: .., posts: [..], windows: [{of: departed, from: "-5", to: "0"}]}`
    mutating func monitors(_ v: Value) -> [Monitor] {
        var out: [Monitor] = []
        for (i, x) in list(v, "monitors").enumerated() {
            let path = "monitors[\(i)]"
            known(x, path, ["code", "rule", "zh", "en", "posts", "windows", "stamp", "again", "finds"])
            var spans: [Monitor.Span] = []
            for (j, w) in list(x["windows"], path + ".windows").enumerated() {
                let place = "\(path).windows[\(j)]"
                known(w, place, ["of", "from", "to", "daily"])
                guard let from = Monitor.Span.End(w["from"].text), let to = Monitor.Span.End(w["to"].text), from.day <= to.day else {
                    wrong(place, "badWindow", ["value": .string("\(w["from"].text) .. \(w["to"].text)")])
                    continue
                }
                spans.append(.init(of: text(w["of"], place + ".of"), from: from, to: to, dayByDay: w["daily"].bool ?? false))
            }
            let rules = names(x["rule"], path + ".rule")
            out.append(
                Monitor(
                    code: text(x["code"], path + ".code"), stamp: x["stamp"].string ?? x["code"].text + "Watched", again: x["again"].string, rules: rules, label: label(x, path),
                    posts: names(x["posts"], path + ".posts"), spans: spans, finds: finds(x["finds"], path + ".finds", rule: Array(rules.prefix(1)), windows: Set(spans.map(\.of)))))
        }
        return out
    }
}
