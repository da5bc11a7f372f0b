import Desk
import Dispatching
import Grid
import Pinyin
import Storage
import Wording

/// The last part of Setup: the shop's days, a month back and a year ahead. What a date is instead of its weekday is set here (A-65).
@MainActor
final class CalendarView {
    unowned let context: any AppContext
    private(set) lazy var list = makeList()
    private var hasChosen = false

    struct Day: Sendable, Identifiable {
        let date: LocalDay
        let hours: DayHours
        /// What makes it another day than its weekday; nil: nothing.
        let exception: DayOverride?
        /// Visits that stand on it, by kind.
        let booked: [CaseKind: Int]

        var id: LocalDay { date }
        /// Customers were told a day on which nobody works.
        var isConflict: Bool { hours.isClosed && !booked.isEmpty }
    }

    private static let back = 31
    private static let ahead = 366

    init(_ context: any AppContext) { self.context = context }

    private func makeList() -> TableList<Day> {
        TableList<Day>(
            context, columns: { [unowned self] in columns },
            look: { [unowned context] day in
                if day.isConflict { return .init(sign: "!", style: .bad) }
                let sign = day.date == context.today ? "=" : day.exception == nil ? " " : "*"
                return .init(sign: sign, style: day.hours.isClosed ? .dim : .normal)
            },
            distance: { [unowned self] day, query in
                FoundBy(name: day.exception?.label ?? "", phone: "", [day.date.description, weekday(day.date), hours(day)]).distance(query)
            })
    }

    private var columns: [TableList<Day>.Column] {
        let context = context
        func column(_ key: String, _ width: Columns.Column.Width, alignment: Alignment = .left, by order: (@MainActor (Day) -> SortValue)? = nil, _ text: @escaping @MainActor (Day) -> String) -> TableList<Day>.Column {
            .init(key, context.text("calendar." + key), width, alignment: alignment, order: order ?? { SortValue(text($0)) }) { .init(text($0)) }
        }
        func booked(_ kind: CaseKind) -> TableList<Day>.Column {
            column("booked.\(kind.rawValue)", .fixed(6), alignment: .right, by: { SortValue($0.booked[kind] ?? 0) }) { $0.booked[kind].map { "\($0)" } ?? "" }
        }
        return [
            column("date", .fixed(10)) { $0.date.description }, column("weekday", .fixed(4), by: { SortValue($0.date.weekday) }) { [unowned self] in weekday($0.date) },
            column("hours", .fixed(23)) { [unowned self] in hours($0) },
            column("occasion", .flexible(minimum: 10, weight: 1)) { $0.exception?.label ?? "" },
            booked(.deliveryVisit), booked(.installVisit), booked(.serviceVisit),
        ]
    }

    private func weekday(_ day: LocalDay) -> String { context.text("weekday.\(day.weekday)") }
    func hours(_ day: Day) -> String { day.hours.isClosed ? context.text("calendar.rest") : day.hours.description }

    func reload() {
        let today = context.today
        let days = (today - Self.back)...(today + Self.ahead)
        context.load("setup.calendar", { desk in
            let calendar = try desk.manual().calendar
            let booked = try desk.store.read { try $0.booked(days) }
            return (days.lowerBound.number...days.upperBound.number).map { number in
                let date = LocalDay(number: number)
                return Day(date: date, hours: calendar.hours(on: date), exception: calendar.overrides[date], booked: booked[date] ?? [:])
            }
        }) { [weak self] (read: [Day]) in
            guard let self else { return }
            list.take(read)
            if !hasChosen { list.select(today) }
            hasChosen = true
        }
    }

    /// Those that a change is for: the marked ones, else the selected one.
    private var chosen: [Day] {
        let marked = list.all.filter { list.marks.contains($0.id) }
        return marked.isEmpty ? [list.selected].compactMap(\.self) : marked
    }

    /// What the selected day is, for the strip below the list.
    var words: [String] {
        guard let day = list.selected else { return [] }
        var lines = ["\(day.date) \(weekday(day.date))  \(hours(day))  \(day.exception?.label ?? "")"]
        lines.append(context.text(day.exception == nil ? "calendar.byWeek" : "calendar.byDate"))
        if !day.booked.isEmpty { lines.append(Self.standing([day], context.wording)) }
        if day.isConflict { lines.append(context.text("calendar.conflict")) }
        return lines
    }

    private nonisolated static func standing(_ days: [Day], _ wording: Wording) -> String {
        func count(_ kind: CaseKind) -> Value { .int(days.reduce(0) { $0 + ($1.booked[kind] ?? 0) }) }
        return wording("calendar.booked", ["deliveries": count(.deliveryVisit), "installs": count(.installVisit), "services": count(.serviceVisit)])
    }

    // MARK: Changing

    func change() {
        let days = chosen
        guard let first = days.first, let last = days.last else { return }
        func label(_ key: String) -> Label { Label(zh: Wording(.zh)("calendar." + key), en: Wording(.en)("calendar." + key)) }
        let kind: Value =
            switch first.exception?.kind {
            case nil: "week"
            case .off: "rest"
            case .working: "work"
            case .hours: "hours"
            }
        let choices = ["rest", "work", "hours", "week"].map { Question.Choice(value: $0, label: label("kind." + $0)) }
        let hoursLabel = label("hours")
        let about = days.count == 1 ? "\(first.date) \(weekday(first.date))" : context.text("calendar.days", ["from": .string(first.date.description), "to": .string(last.date.description), "n": .int(days.count)])
        let (dates, wording) = (days.map(\.date), context.wording)
        context.openForm(
            FormRequest(
                title: context.text("bind.setup.day"), about: [about],
                questions: [
                    Question(name: "kind", label: label("kind"), kind: .choice(choices), required: true, initial: kind),
                    Question(name: "hours", label: hoursLabel, kind: .text, required: true, initial: .string(first.hours.isClosed ? "" : first.hours.description), onlyIf: [AskedIf(field: "kind", isAny: ["hours"])]),
                    Question(name: "label", label: label("occasion"), kind: .text, initial: Value(first.exception?.label), onlyIf: [AskedIf(field: "kind", isAny: ["rest", "work", "hours"])]),
                ],
                watch: FormRequest.Watch(fields: ["kind"]) { _, _, answers in
                    guard answers["kind"] == "rest", days.contains(where: { !$0.booked.isEmpty }) else { return nil }
                    return FormRequest.Notice(lines: [.init(text: Self.standing(days, wording) + "  " + wording("calendar.conflict"), style: .warn)])
                },
                check: { answers in
                    if let text = answers["hours"]?.string, answers["kind"] == "hours", DayHours(text) == nil { throw Refusal.badAnswer(form: "day", field: hoursLabel, value: text) }
                },
                save: { desk, answers in
                    let text = answers.values["label"]?.string
                    let override: DayOverride? =
                        switch answers.values["kind"]?.string {
                        case "rest": .off(text)
                        case "work": .working(text)
                        case "hours": answers.values["hours"]?.string.flatMap { DayHours($0) }.map { .hours($0, text) }
                        default: nil
                        }
                    return FormRequest.Saved(phrase: try desk.perform(.days(dates.reduce(into: [:]) { $0[$1] = .some(override) })).phrase)
                }, then: { [weak self] _ in self?.list.clearMarks() }))
    }

    /// Back to their weekdays.
    func reset() {
        let dates = chosen.filter { $0.exception != nil }.map(\.date)
        context.perform(.days(dates.reduce(into: [:]) { $0[$1] = .some(nil) })) { [weak self] _ in self?.list.clearMarks() }
    }

    var whyNotReset: String? { chosen.contains { $0.exception != nil } ? nil : "calendar.byWeek" }
}
