import Desk
import Dispatching
import Exchange
import Rostering

/// A line of the detail panel.
struct DetailLine: Hashable, Sendable {
    enum Tone: Hashable, Sendable { case heading, plain, quiet, bad }

    let text: String
    let tone: Tone
}

extension BoardLayout {
    /// Everything about one visit, most needed first: on a low screen the rest is cut.
    func detail(visit number: String) -> [DetailLine] {
        if let part = parts.first(where: { $0.day.byNumber[number] != nil }) { return part.detail(visit: number) }
        guard let entry = day.byNumber[number] else { return [] }
        var lines = [DetailLine(text: who(entry), tone: .heading)]
        if let item = pool.first(where: { $0.visit == number }) {
            if item.isKept {
                let key = item.mend == nil ? "kept" : "kept.mend"
                lines.append(
                    DetailLine(text: words(key, ["reason": .string(item.why), "rule": .string(item.rule), "mend": .string(item.mend ?? "")]), tone: .bad))
            } else {
                lines.append(DetailLine(text: item.why, tone: .plain))
            }
        } else if let planned = planned(number) {
            lines.append(DetailLine(text: planned, tone: .plain))
        }
        let marks = broken(number)
        // One line, so that none of them is what a low screen cuts.
        if !marks.isEmpty { lines.insert(DetailLine(text: "! " + marks.joined(separator: words.stop), tone: .bad), at: 1) }
        let allowed = allowed(number)
        if !allowed.isEmpty { lines.insert(DetailLine(text: "^ " + allowed.joined(separator: words.stop), tone: .quiet), at: min(2, lines.count)) }
        lines.append(DetailLine(text: goods(entry), tone: .quiet))
        if let remark = entry.order["remark"].string { lines.append(DetailLine(text: words("remark", ["text": .string(remark)]), tone: .quiet)) }
        return lines
    }

    func detail(crew name: String) -> [DetailLine] {
        if let part = parts.first(where: { $0.crews.contains { $0.crew == name } }) { return part.detail(crew: name) }
        guard let record = day.crews.first(where: { $0.name == name }), let row = crews.first(where: { $0.crew == name }) else { return [] }
        var lines = [DetailLine(text: "\(name)  \(record.leader) \(record.phone)", tone: .heading)]
        if let absent = row.absent { lines.append(DetailLine(text: words("crewAbsent", ["reason": .string(absent)]), tone: .bad)) }
        var parts = [words("shift", ["hours": .string(record.shift.description)]), row.loadText]
        if let litres = record.capacityLitres { parts.append(words("capacity", ["n": .int(litres)])) }
        if let zone = record.zone { parts.append(zone) }
        if !record.skills.isEmpty { parts.append(words("does", ["skills": .string(words.skills(record.skills))])) }
        lines.append(DetailLine(text: parts.joined(separator: "  "), tone: .plain))
        lines += row.broken.map { DetailLine(text: "! " + $0, tone: .bad) }
        lines += row.allowed.map { DetailLine(text: "^ " + $0, tone: .quiet) }
        return lines
    }

    /// Every broken rule, crew by crew, for the list of marks.
    var brokenList: [String] { day.marks.map { ($0.isAllowed ? "^ " : "! ") + words.mark($0) } }

    private func broken(_ number: String) -> [String] {
        let row = crew(of: number)
        return (row?.stops.first { $0.visit == number }?.broken ?? []) + (row?.broken ?? [])
    }

    private func allowed(_ number: String) -> [String] {
        let row = crew(of: number)
        return (row?.stops.first { $0.visit == number }?.allowed ?? []) + (row?.allowed ?? [])
    }

    private func who(_ entry: GateEntry) -> String {
        let o = entry.order
        return [entry.visit.number, o["customer"].string, o["phone"].string, o["district"].string, o["address"].string].compactMap { $0 }
            .joined(separator: "  ")
    }

    private func planned(_ number: String) -> String? {
        guard let row = crew(of: number), let index = row.index(of: number) else { return nil }
        let stop = row.stops[index]
        var parts = [
            words("planned", ["crew": .string(row.crew), "stop": .int(index + 1), "time": .string(RosterWords.clock(stop.start)),
                "end": .string(RosterWords.clock(stop.end))]),
            words.half(stop.isMorning ? "AM" : "PM"), words("drive", ["n": .int(RosterWords.minutes(stop.arrival - stop.leaves))]),
        ]
        if stop.start > stop.arrival { parts.append(words("waits", ["n": .int(RosterWords.minutes(stop.start - stop.arrival))])) }
        if let half = day.board?.table.halves[number] { parts.append(words("fixedHalf", ["half": .string(words.half(half))])) }
        if let told = day.view.input.told[number] { parts.append(words("told", ["half": .string(words.half(told))])) }
        if stop.isPinned { parts.append(words("pinned")) }
        return parts.joined(separator: "  ")
    }

    private func goods(_ entry: GateEntry) -> String {
        let lines = OrderLines(entry.order)
        // Not `OrderLines.summary`: its multiplication sign is two columns wide on many Chinese terminals.
        let names = lines.all.map { $0.quantity == 1 ? $0.product : "\($0.product)x\($0.quantity)" }.joined(separator: " ")
        var parts = [names, words("pieces", ["n": .int(lines.pieces)])]
        if lines.litres > 0 { parts.append(words("litres", ["n": .int(lines.litres)])) }
        if let job = day.board?.input.problem.jobs.first(where: { $0.id == entry.visit.number }) {
            parts.append(words("service", ["n": .int(RosterWords.minutes(job.service))]))
            if let window = job.windows.first { parts.append("\(RosterWords.clock(window.from))-\(RosterWords.clock(window.to))") }
            if !job.skills.isEmpty { parts.append(words("needs", ["skills": .string(words.skills(job.skills))])) }
        }
        return parts.joined(separator: "  ")
    }
}
