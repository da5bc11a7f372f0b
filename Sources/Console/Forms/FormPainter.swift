import Dispatching
import Grid
import Wording

/// Draws a sheet: about whom, then question by question, each with its error below it.
@MainActor
struct FormPainter {
    let view: FormView
    let overrideFocused: Bool

    private var context: any AppContext { view.context }

    /// Rows that one question takes, and how it is drawn there.
    private struct Block {
        var rows: Int
        var hasFocus: Bool
        var draw: (Region) -> Position?
    }

    /// From here on a sheet leaves the right half free: there stands the case that it is about.
    private static let wide = 120

    /// - Parameter rows: of the sheet so far; it grows with its errors and never shrinks under the hand.
    func draw(in region: Region, firstShown: inout Int, rows sofar: inout Int) -> Position? {
        let columns = region.columns >= Self.wide ? region.columns / 2 : min(region.columns, 100)
        let width = columns - 4
        let about = view.request.about.flatMap { region.ruler.wrap($0, width) }.prefix(6)
        let banner = view.banner.map { (lines: region.ruler.wrap(($0.ink == .bad ? "! " : "") + $0.text, width).prefix(4), ink: $0.ink) }
        let blocks = blocks(width: width, ruler: region.ruler)
        let head = about.count + (about.isEmpty ? 0 : 1) + (banner?.lines.count ?? 0)
        let needed = head + blocks.reduce(0) { $0 + $1.rows } + (view.request.watch?.rows ?? 0) + 2
        sofar = min(region.rows, max(sofar, needed))
        let left = region.columns >= Self.wide ? 0 : (region.columns - columns) / 2
        let area = region.part(Rect(row: (region.rows - sofar) / 3, column: left, rows: sofar, columns: columns))
        area.fill()
        let inside = area.box().inset(rows: 0, columns: 1)
        area.put(" \(view.request.title) ", row: 0, column: 2, style: Style(.title, .bold))
        var row = 0
        for line in about {
            inside.put(line, row: row, style: row == 0 ? Style(.normal, .bold) : .normal)
            row += 1
        }
        if row > 0 {
            inside.horizontalLine(row: row)
            row += 1
        }
        if let banner {
            for line in banner.lines {
                inside.put(line, row: row, style: Style(banner.ink, .bold))
                row += 1
            }
        }
        var rows = max(1, inside.rows - row)
        if let watch = view.request.watch {
            // Where there is no room for both, more than half of the sheet belongs to the fields.
            let kept = min(watch.rows, max(rows / 2, rows - blocks.reduce(0) { $0 + $1.rows }))
            rows -= kept
            drawNotice(in: inside.rows(from: row + rows, count: kept))
        }
        return draw(blocks, in: inside.rows(from: row, count: rows), firstShown: &firstShown)
    }

    private func drawNotice(in region: Region) {
        for (row, line) in (view.notice?.lines ?? []).prefix(region.rows).enumerated() {
            region.putFitted(line.text, row: row, column: 0, style: line.style)
        }
    }

    private func draw(_ blocks: [Block], in region: Region, firstShown: inout Int) -> Position? {
        var tops: [Int] = []
        var total = 0
        for block in blocks {
            tops.append(total)
            total += block.rows
        }
        if let focus = blocks.firstIndex(where: \.hasFocus) {
            firstShown = min(firstShown, tops[focus])
            firstShown = max(firstShown, tops[focus] + blocks[focus].rows - region.rows)
        }
        firstShown = max(0, min(firstShown, total - region.rows))
        var caret: Position?
        for (block, top) in zip(blocks, tops) where top + block.rows > firstShown && top < firstShown + region.rows {
            // A block cut at the upper edge shows its lower rows: draw it whole only when it fits.
            guard top >= firstShown else { continue }
            let place = block.draw(region.rows(from: top - firstShown, count: block.rows))
            if block.hasFocus { caret = place }
        }
        return caret
    }

    private func blocks(width: Int, ruler: Ruler) -> [Block] {
        let asked = view.state.asked
        let labelWidth = min(24, asked.filter { !isTick($0) }.map { ruler.width(of: label($0)) }.max() ?? 10) + 1
        var blocks = asked.map { question in
            let hasFocus = !overrideFocused && view.state.focused?.name == question.name
            return block(question, hasFocus: hasFocus, labelWidth: labelWidth, width: width, ruler: ruler)
        }
        if let override = view.override {
            let label = context.text("form.override")
            blocks.append(
                Block(rows: 1, hasFocus: overrideFocused) { region in
                    region.put((overrideFocused ? "> " : "  ") + label, row: 0, style: Style(.warn, .bold))
                    let used = region.ruler.width(of: label) + 3
                    return override.draw(in: region.columns(from: used))
                })
        }
        return blocks
    }

    private func block(_ question: Question, hasFocus: Bool, labelWidth: Int, width: Int, ruler: Ruler) -> Block {
        let error = view.state.errors[question.name]
        var block: Block
        switch question.kind {
        case .tick: block = tick(question, hasFocus: hasFocus)
        case .choice(let choices): block = choice(question, choices, hasFocus: hasFocus, labelWidth: labelWidth, width: width, ruler: ruler)
        default: block = text(question, hasFocus: hasFocus, labelWidth: labelWidth)
        }
        if let error {
            let inner = block
            block.rows += 1
            block.draw = { region in
                region.put("  ! " + error, row: inner.rows, style: .bad)
                return inner.draw(region.rows(from: 0, count: inner.rows))
            }
        }
        return block
    }

    private func isTick(_ question: Question) -> Bool {
        if case .tick = question.kind { return true }
        return false
    }

    /// The star marks what must be filled in.
    private func label(_ question: Question) -> String {
        let rule = question.rule.map { " " + $0 } ?? ""
        return context.text(question.label) + (question.required ? "*" : "") + rule
    }

    private func lead(_ hasFocus: Bool) -> String { hasFocus ? "> " : "  " }

    private func tick(_ question: Question, hasFocus: Bool) -> Block {
        let isOn = view.state.picked[question.name]?.bool == true
        return Block(rows: 1, hasFocus: hasFocus) { region in
            let style: Style = hasFocus ? .selected : .normal
            if hasFocus { region.fill(Rect(rows: 1, columns: region.columns), style: style) }
            region.put(lead(hasFocus) + (isOn ? "[x] " : "[ ] ") + label(question), row: 0, style: style)
            return region.position(row: 0, column: 3)
        }
    }

    private func choice(
        _ question: Question, _ choices: [Question.Choice], hasFocus: Bool, labelWidth: Int, width: Int, ruler: Ruler
    ) -> Block {
        let words = choices.enumerated().map { index, choice in
            let isOn = view.state.picked[question.name] == .string(choice.value)
            return (text: "\(isOn ? "(*)" : "( )")\(index + 1) \(context.text(choice.label))", isOn: isOn)
        }
        let start = labelWidth + 3
        var lines: [[(text: String, isOn: Bool, column: Int)]] = [[]]
        var column = start
        for word in words {
            let needed = ruler.width(of: word.text) + 2
            if column + needed > width, lines[lines.count - 1].isEmpty == false {
                lines.append([])
                column = start
            }
            lines[lines.count - 1].append((word.text, word.isOn, column))
            column += needed
        }
        return Block(rows: lines.count, hasFocus: hasFocus) { region in
            region.put(lead(hasFocus) + label(question), row: 0, style: hasFocus ? Style(.accent, .bold) : .normal, width: labelWidth + 2)
            var focus = region.position(row: 0, column: start)
            for (row, line) in lines.enumerated() {
                for word in line {
                    let style: Style = word.isOn ? (hasFocus ? .selected : Style(.normal, .bold)) : .normal
                    region.put(word.text, row: row, column: word.column, style: style)
                    if word.isOn { focus = region.position(row: row, column: word.column + 1) }
                }
            }
            return focus
        }
    }

    private func text(_ question: Question, hasFocus: Bool, labelWidth: Int) -> Block {
        Block(rows: 1, hasFocus: hasFocus) { region in
            region.put(lead(hasFocus) + label(question), row: 0, style: hasFocus ? Style(.accent, .bold) : .normal, width: labelWidth + 2)
            let field = view.state.typed[question.name] ?? TextField()
            let echo = echo(question, field.text)
            let echoWidth = echo.map { region.ruler.width(of: $0.text) + 1 } ?? 0
            let start = labelWidth + 3
            let width = max(8, min(fieldWidth(question), region.columns - start - echoWidth))
            let placeholder = hasFocus ? placeholder(question) : ""
            let place = region.columns(from: start, count: width)
            let caret = field.draw(in: place, placeholder: placeholder)
            if hasFocus, let offer = view.offer { draw(offer, after: field.text, in: place) }
            if let echo { region.put(echo.text, row: 0, column: start + width + 1, style: echo.style) }
            return caret
        }
    }

    /// The rest of a text that Right would accept, or all of it where its reading was typed.
    private func draw(_ offer: String, after typed: String, in region: Region) {
        let column = region.ruler.width(of: typed)
        guard column < region.columns - 2 else { return }
        let rest = offer.hasPrefix(typed) ? String(offer.dropFirst(typed.count)) : " > " + offer
        region.put(rest, row: 0, column: column, style: Style(.dim, .underline))
    }

    private func fieldWidth(_ question: Question) -> Int {
        switch question.kind {
        case .date, .time, .number: 14
        case .phone: 20
        default: 60
        }
    }

    private func placeholder(_ question: Question) -> String {
        switch question.kind {
        case .date: context.text("form.dateHint")
        case .time: context.text("form.timeHint")
        default: ""
        }
    }

    /// Beside the field: how the program understands what is being typed.
    private func echo(_ question: Question, _ text: String) -> (text: String, style: Style)? {
        if let warning = view.note(question) { return ("! " + warning, .warn) }
        if case .text = question.kind { return nil }
        let note: (String, Style)? = question.note.isEmpty ? nil : (question.note, .dim)
        guard !text.isEmpty else { return note }
        guard let value = Reading.value(text, question.kind, today: context.today, opening: context.opening) else {
            if view.state.partner(of: question) != nil, let moment = Reading.moment(text, today: context.today, opening: context.opening) {
                return (context.wording.dated(moment.day) + " \(moment.time)", .dim)
            }
            return ("! " + context.unreadable(question.kind), .bad)
        }
        if case .time = question.kind, let time = value.string, time != text {
            // What was supposed is said: it was not typed.
            let isSupposed = ClerkTime.time(text).map(\.description) != time
            return (isSupposed ? context.text("form.afternoon", ["time": .string(time)]) : time, isSupposed ? .accent : .dim)
        }
        guard let day = value.string.flatMap({ LocalDay($0) }) else { return note }
        let isWorkday = context.manual.calendar.isWorkday(day)
        return (context.wording.dated(day) + (isWorkday ? "" : " ! " + context.text("form.restDay")), isWorkday ? .dim : .warn)
    }
}

extension AppContext {
    /// When the shop opens: bare hours before it are meant in the afternoon.
    var opening: TimeOfDay? { manual.calendar.opening(of: today) ?? manual.calendar.normalHours.opening }

    /// That a text cannot be read, with what it should look like.
    func unreadable(_ kind: Question.Kind) -> String {
        let key = switch kind {
        case .phone: "form.unreadable.phone"
        case .date: "form.unreadable.date"
        case .time: "form.unreadable.time"
        default: "form.unreadable"
        }
        return text(key)
    }
}
