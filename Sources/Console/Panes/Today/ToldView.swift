import Desk
import Dispatching
import Grid
import Storage

/// Today's last scope: what I was told by the manual, newest first. Looking at it is what marks it as read.
@MainActor
final class ToldView {
    unowned let context: any AppContext
    private(set) lazy var list = makeList()
    /// As it was when the list was opened: what is new stays marked as new while it is read.
    private var readUntil: Instant?
    private(set) var isOpen = false
    private let follow: @MainActor () -> Void

    /// - Parameter follow: the case beside the list shows another one.
    init(_ context: any AppContext, follow: @escaping @MainActor () -> Void) {
        self.context = context
        self.follow = follow
    }

    private func makeList() -> TableList<ToldRow> {
        let list = TableList<ToldRow>(
            context, columns: { [unowned context] in Self.columns(context) },
            look: { [unowned self] row in
                let isNew = isNew(row)
                return .init(sign: isNew ? "*" : " ", style: row.what == .late ? .bad : isNew ? Style(.normal, .bold) : .normal)
            },
            distance: { row, query in
                FoundBy(name: row.row.customer, phone: row.row.phone, [row.row.number, row.row.duty.key.rule, row.byName]).distance(query)
            })
        list.onMove = follow
        return list
    }

    private static func columns(_ context: any AppContext) -> [TableList<ToldRow>.Column] {
        let words = ToldWords(context: context)
        return [
            .init("at", context.text("told.at"), .fixed(11), order: { SortValue($0.at) }) { row in
                .init(context.wording.moment(row.at, now: context.now, zone: context.zone))
            },
            .init("kind", context.text("told.kind"), .fixed(4), order: { SortValue(words.kind($0)) }) { .init(words.kind($0)) },
            .init("rule", context, .fixed(5)) { $0.row.duty.key.rule },
            .init("what", context, .flexible(minimum: 18, weight: 4)) { DutyLook($0.row, context: context).what },
            .init("customer", context, .fixed(8)) { $0.row.customer },
            .init("who", context.text("told.who"), .fixed(10), order: { SortValue(words.who($0)) }) { .init(words.who($0)) },
            .init("number", context, .fixed(13), priority: 1) { DutyLook($0.row, context: context).number },
        ]
    }

    func reload() {
        context.load("told", { try $0.told() }) { [weak self] told in self?.take(told) }
    }

    func close() { isOpen = false }

    private func take(_ told: ToldList) {
        let isFirst = !isOpen
        if isFirst { readUntil = told.readUntil }
        isOpen = true
        list.take(told.rows)
        if isFirst { list.selectFirst() }
        // Written only when there is something newer than what was read: no desk is woken for nothing.
        if let newest = told.rows.first?.at, told.readUntil.map({ $0 < newest }) ?? true {
            context.attempt({ try $0.readTold(until: newest) }) { [context] result in
                if case .failure(let error) = result { context.say(context.wording.sentence(error, zone: context.zone), .warn) }
            }
        }
        follow()
    }

    private func isNew(_ row: ToldRow) -> Bool { row.by != context.person.login && readUntil.map { row.at > $0 } ?? true }
}
