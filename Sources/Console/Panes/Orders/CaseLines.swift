import Dispatching
import Exchange
import Grid
import Storage
import Wording

/// A case file as lines of text, top to bottom: facts, goods, visits, duties, messages, history.
@MainActor
struct CaseLines {
    struct Line {
        var text: String
        var style = Style.normal
        /// Columns of continuation lines.
        var indent = 0
    }

    let file: CaseFile
    let context: any AppContext
    private(set) var lines: [Line] = []

    private var playbook: Playbook { context.manual.playbook }

    init(_ file: CaseFile, context: any AppContext) {
        self.file = file
        self.context = context
        head()
        facts()
        goods()
        visits()
        duties()
        customer()
        messages()
        history()
    }

    private mutating func section(_ key: String) {
        if !lines.isEmpty { lines.append(Line(text: "")) }
        lines.append(Line(text: context.text(key), style: Style(.title, .bold)))
    }

    private func state(_ record: CaseRecord) -> String { context.text(playbook.stateLabel(record.kind, record.state)) }

    private mutating func head() {
        let root = file.root
        let who = [root["customer"].string, root["phone"].string, root["phone2"].string].compactMap { $0 }.joined(separator: "  ")
        lines.append(Line(text: "\(root.number)  \(state(root))", style: Style(.accent, .bold)))
        if !who.isEmpty { lines.append(Line(text: who, style: Style(.normal, .bold))) }
        if let address = root["address"].string { lines.append(Line(text: address)) }
    }

    /// Fields that have a place of their own above or below.
    private static let shownElsewhere: Set<String> = ["customer", "phone", "phone2", "address", "lines"]

    private mutating func facts() {
        let root = file.root
        let names = root.fields.keys.filter { !Self.shownElsewhere.contains($0) && playbook.fields[$0] != nil }.sorted()
        let words = names.compactMap { name -> String? in
            let value = fieldText(name, of: root)
            guard !value.isEmpty, let label = playbook.fields[name] else { return nil }
            return "\(context.text(label)) \(value)"
        }
        if !words.isEmpty { lines.append(Line(text: words.joined(separator: "  "), style: .dim)) }
    }

    private func fieldText(_ name: String, of record: CaseRecord) -> String {
        let value = record[name]
        if value.isNull || value.array != nil || value.object != nil { return "" }
        return context.journalWords().value(name, of: record)
    }

    private mutating func goods() {
        let goods = OrderLines(file.root).all
        guard !goods.isEmpty else { return }
        section("case.goods")
        for line in goods {
            lines.append(Line(text: "\(line.no) \(line.product) x\(line.quantity)  \(context.text("line." + line.state))", indent: 2))
        }
    }

    private mutating func visits() {
        guard !file.family.children.isEmpty else { return }
        section("case.visits")
        for visit in file.family.children {
            var words = [context.text("kind." + visit.kind.rawValue), visit.date.map { context.wording.dated($0) } ?? "", state(visit)]
            words += ["half", "arrivalTime", "crew", "leader", "leaderPhone"].map { fieldText($0, of: visit) }
            let isOver = playbook.machine(visit.kind)?.final.contains(visit.state) ?? false
            lines.append(Line(text: words.filter { !$0.isEmpty }.joined(separator: " "), style: isOver ? .dim : .normal, indent: 2))
        }
    }

    private mutating func duties() {
        guard !file.duties.isEmpty else { return }
        section("case.duties")
        for row in file.duties {
            let look = DutyLook(row, context: context)
            lines.append(Line(text: "\(look.sign) \(look.due)  \(row.duty.key.rule) \(look.what)  \(look.role)", style: look.style, indent: 2))
        }
    }

    /// So many of the newest answers, and of the customer's other cases.
    private static let mostOfCustomer = 6

    /// D-22: who keeps the customer, what else there is, and how satisfied the customer was each time.
    private mutating func customer() {
        guard let customer = file.customer else { return }
        let others = customer.cases.filter { $0.id != file.root.id }
        guard customer.customer != nil || !customer.scores.isEmpty || !others.isEmpty else { return }
        let words = CustomerWords(customer, context.wording, context.manual, now: context.now)
        section("case.customer")
        lines.append(Line(text: words.head, indent: 2))
        for other in others.prefix(Self.mostOfCustomer) {
            let state = context.text(playbook.stateLabel(other.kind, other.state))
            lines.append(Line(text: "\(context.text("kind." + other.kind.rawValue)) \(other.number) \(state) \(context.wording.dated(context.zone.day(of: other.opened)))", indent: 2))
        }
        for score in customer.scores.suffix(Self.mostOfCustomer).reversed() { lines.append(Line(text: words.cells(score).joined(separator: "  "), indent: 2)) }
    }

    private mutating func messages() {
        let sent = ([file.root] + file.family.children).flatMap(\.stamps).filter { !$0.withdrawn && $0.answers["template"] != nil }
            .sorted { $0.at > $1.at }
        guard !sent.isEmpty else { return }
        section("case.messages")
        for stamp in sent {
            let name = stamp.answers["template"]?.string.flatMap { playbook.messages[$0]?.label }.map { context.text($0) } ?? ""
            let to = stamp.answers["to"]?.string ?? ""
            lines.append(Line(text: "\(context.wording.time(stamp.at, context.zone)) \(name) \(to)", style: .normal, indent: 2))
            if let text = stamp.answers["text"]?.string { lines.append(Line(text: "  " + text, style: .dim, indent: 2)) }
        }
    }

    private mutating func history() {
        let history = HistoryWords(file: file, context: context).lines
        guard !history.isEmpty else { return }
        section("case.history")
        for line in history {
            lines.append(Line(text: "\(context.wording.time(line.at, context.zone)) \(line.who)  \(line.sentence)", indent: 2))
        }
    }
}
