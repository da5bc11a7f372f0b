import Desk
import Dispatching
import Exchange
import Grid
import Pinyin
import Storage

/// The last part of Parcels: what one monitor finds in the scans, and the day's tick that keeps it (C-59 to C-71, R-21).
@MainActor
final class FoundView {
    unowned let context: any AppContext
    private(set) lazy var list = makeList()
    private(set) var code: String?
    /// The day on which it is looked at; `nil`: today, whenever that is.
    private(set) var asked: LocalDay?
    private var day: CaseRecord?
    private let follow: @MainActor () -> Void

    /// A number is found once by a monitor.
    struct Line: Sendable, Identifiable {
        let row: MonitorRow
        let foundBy: FoundBy

        var id: String { row.number }

        init(_ row: MonitorRow) {
            self.row = row
            foundBy = FoundBy(name: row.customer, phone: "", [row.number, row.person])
        }
    }

    private struct Reading: Sendable {
        var rows: [MonitorRow]
        var day: CaseRecord?
    }

    /// - Parameter follow: the case beside the list shows another one.
    init(_ context: any AppContext, follow: @escaping @MainActor () -> Void) {
        self.context = context
        self.follow = follow
    }

    var monitors: [Monitor] { context.manual.playbook.monitors }
    var monitor: Monitor? { code.flatMap { code in monitors.first { $0.code == code } } ?? monitors.first }
    var date: LocalDay { asked ?? context.today }
    var selected: MonitorRow? { list.selected?.row }

    private func makeList() -> TableList<Line> {
        let list = TableList<Line>(
            context, columns: { [unowned self] in columns },
            look: { [unowned context] line in
                let isPast = line.row.expected.map { $0 < context.now } ?? false
                return .init(sign: isPast ? "!" : line.row.problem == nil ? " " : "+", style: isPast ? .bad : .normal)
            }, distance: { $0.foundBy.distance($1) })
        list.onMove = follow
        return list
    }

    private var columns: [TableList<Line>.Column] {
        let (wording, manual, date) = (context.wording, context.manual, date)
        return [
            .init("since", context, .fixed(11), by: { SortValue($0.row.since) }) { [unowned context] line in line.row.since.map { context.wording.time($0, context.zone) } ?? "" },
            .init("waybill", context, .fixed(13)) { $0.row.number },
            .init("why", context, .flexible(minimum: 20, weight: 5)) { wording.why($0.row, on: date, manual) },
            .init("person", context, .fixed(8)) { $0.row.person },
            .init("node", context, .fixed(8), priority: 1) { wording.node($0.row.node, manual) },
            .init("nextNode", context, .fixed(8), priority: 2) { wording.node($0.row.next, manual) },
            .init("customer", context, .fixed(8), priority: 3) { $0.row.customer },
            .init("problem", context, .fixed(15), priority: 4) { $0.row.problem ?? "" },
        ]
    }

    // MARK: Which monitor

    /// - Parameter day: `nil` for today.
    func open(_ code: String?, on day: LocalDay?) {
        self.code = code
        asked = day
        list.clearMarks()
    }

    func turn(by step: Int) {
        let all = monitors
        guard !all.isEmpty, let place = all.firstIndex(where: { $0.code == monitor?.code }) else { return }
        open(all[(place + step + all.count) % all.count].code, on: asked)
        reload()
    }

    /// The menu says how many each finds now.
    func choose() {
        let (manual, date, all) = (context.manual, date, monitors)
        context.load("parcels.counts", { desk in
            let now = desk.clock()
            return try desk.store.read { s in try all.map { try s.found($0, on: date, manual: manual, now: now).count } }
        }) { [weak self] (counts: [Int]) in
            guard let self else { return }
            let items = zip(all, counts).map { monitor, count in
                MenuItem(label: "\(monitor.rule) \(context.text(monitor.label))", detail: context.text("parcels.foundCount", ["n": .int(count)]))
            }
            context.choose(title: context.text("bind.parcels.monitors"), items) { [weak self] place in
                guard let self else { return }
                open(all[place].code, on: asked)
                reload()
            }
        }
    }

    func reload() {
        guard let monitor else { return }
        let (manual, date) = (context.manual, date)
        context.load("parcels.found", { desk in
            let now = desk.clock()
            return try desk.store.read { s in Reading(rows: try s.found(monitor, on: date, manual: manual, now: now), day: try s.record(kind: .day, number: date.description)) }
        }) { [weak self] (reading: Reading) in
            guard let self else { return }
            day = reading.day
            list.take(reading.rows.map { Line($0) })
            follow()
        }
    }

    // MARK: What is done about it

    /// The day's tick of this monitor, with the number that was found.
    func tick() {
        guard let monitor, let day else { return }
        StampForm(context: context).open(monitor.stamp, on: [day.id])
    }

    /// Why there is nothing to tick: a rest day, a day that has not begun, a monitor whose hour has not come.
    var whyNotTicked: String? { day == nil ? "parcels.noDay" : nil }

    /// A problem on the selected parcel.
    func register(then: @escaping @MainActor (CaseID) -> Void) {
        guard let row = selected, let root = row.rootID, let intake = context.manual.playbook.intakes[.problem] else { return }
        IntakeForm(context: context).open(intake, parent: root, then: then)
    }

    /// Only parcels bear problems.
    var whyNotRegistered: String? {
        guard let row = selected else { return "parcels.nothing" }
        let kind = monitor?.finds.first { $0.name == row.find }?.on
        return row.rootID != nil && kind.map { $0.isParcels } == true ? nil : "parcels.noParcel"
    }

    /// Of the selected monitor: which, of which day, how many, and who has looked when.
    var head: String {
        guard let monitor else { return context.text("parcels.noMonitors") }
        var words = ["< \(monitor.rule) \(context.text(monitor.label)) >", context.wording.dated(date), context.text("parcels.foundCount", ["n": .int(list.all.count)])]
        if let tick = day?.latest(monitor.stamp) {
            words.append(context.text("parcels.tickedAt", ["at": .string(context.wording.time(tick.at, context.zone)), "n": tick.answers["exceptions"] ?? 0]))
        }
        return words.joined(separator: "  ")
    }
}
