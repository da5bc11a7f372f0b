import Grid
import Wording

/// A yes-or-no question. What is dangerous asks for Y or F2, so that a habitual Enter does not do it.
@MainActor
final class ConfirmDialog: Overlay {
    private let title: String
    private let message: String
    private let isDanger: Bool
    private unowned let context: any AppContext
    private let then: @MainActor () -> Void

    init(title: String, message: String, isDanger: Bool, context: any AppContext, then: @escaping @MainActor () -> Void) {
        self.title = title
        self.message = message
        self.isDanger = isDanger
        self.context = context
        self.then = then
    }

    func bindings() -> [Binding] {
        [
            Binding("dialog.yes", isDanger ? [.function(2), .text("y")] : [.enter, .text("y"), .function(2)]) { [self] in
                context.dismiss(self)
                then()
            },
            Binding("dialog.no", [.escape, .text("n")]) { [self] in context.dismiss(self) },
        ]
    }

    func draw(in region: Region) -> Position? {
        let dialog = Dialog(
            title: title, message: message, hints: bindings().hintLine(context), ink: isDanger ? .bad : .title, contentRows: 0)
        dialog.draw(in: region)
        return region.position(row: region.rows / 2, column: region.columns / 2)
    }
}

/// A text to read: a refusal, a reason, a list of results.
@MainActor
final class TextDialog: Overlay {
    private let title: String
    private let text: String
    private let ink: Ink
    private unowned let context: any AppContext
    private var top = 0

    init(title: String, text: String, ink: Ink, context: any AppContext) {
        self.title = title
        self.text = text
        self.ink = ink
        self.context = context
    }

    func bindings() -> [Binding] {
        [Binding("dialog.close", [.enter, .escape, .text("q"), .space]) { [self] in context.dismiss(self) }]
    }

    func draw(in region: Region) -> Position? {
        let width = min(72, region.columns)
        let lines = region.ruler.wrap(text, width - 4)
        let room = max(1, min(lines.count, region.rows - 4))
        top = max(0, min(top, lines.count - room))
        let inside = Dialog(
            title: title, message: "", hints: bindings().hintLine(context), ink: ink, contentRows: room, maximumWidth: width
        ).draw(in: region)
        for (row, line) in lines[top..<min(lines.count, top + room)].enumerated() { inside.put(line, row: row) }
        return inside.position(row: 0, column: 0)
    }

    func handle(_ input: Input) -> Bool {
        switch input {
        case .key(.up, []), .text("k"): top -= 1
        case .key(.down, []), .text("j"): top += 1
        case .key(.pageUp, []): top -= 10
        case .key(.pageDown, []): top += 10
        default: return false
        }
        return true
    }
}

/// A list to choose one of; what is impossible now stays in sight with its reason.
@MainActor
final class MenuDialog: Overlay {
    private let title: String
    private let items: [MenuItem]
    private unowned let context: any AppContext
    private let then: @MainActor (Int) -> Void
    private var list: ListState<Int>

    init(title: String, items: [MenuItem], start: Int? = nil, context: any AppContext, then: @escaping @MainActor (Int) -> Void) {
        self.title = title
        self.items = items
        self.context = context
        self.then = then
        list = ListState(Array(items.indices))
        list.select(index: start ?? items.firstIndex { $0.reason == nil } ?? 0)
    }

    func bindings() -> [Binding] {
        let selected = items.isEmpty ? nil : items[list.selectedIndex]
        return [
            Binding("menu.choose", [.enter, .key(.right)]) { [self] in
                if let reason = selected?.reason {
                    context.say(reason, .warn)
                } else if selected != nil {
                    context.dismiss(self)
                    then(list.selectedIndex)
                }
            },
            Binding("menu.cancel", [.escape, .key(.left), .text("q")]) { [self] in context.dismiss(self) },
        ]
    }

    func draw(in region: Region) -> Position? {
        let width = min(76, region.columns)
        let rows = min(items.count, region.rows - 5)
        let inside = Dialog(
            title: title, message: "", hints: bindings().hintLine(context), contentRows: rows, maximumWidth: width
        ).draw(in: region)
        list.setHeight(inside.rows)
        for index in list.visible {
            guard let row = list.line(of: index) else { continue }
            let item = items[index]
            let isSelected = index == list.selectedIndex
            let style: Style = isSelected ? .selected : item.reason == nil ? .normal : .dim
            inside.putFitted((isSelected ? "> " : "  ") + item.label, row: row, style: style)
            let detail = item.reason ?? item.detail
            let place = region.ruler.width(of: item.label) + 4
            inside.putFitted(detail, row: row, column: place, alignment: .right, style: isSelected ? style : .dim)
        }
        return inside.position(row: list.line(of: list.selectedIndex) ?? 0, column: 0)
    }

    func handle(_ input: Input) -> Bool {
        if case .text(let character) = input, let digit = CommandFold.fold(character).wholeNumberValue, digit > 0 {
            list.select(index: digit - 1)
            return true
        }
        return list.handleMoves(input)
    }
}

/// Long work: how far it is, and the key that stops it.
@MainActor
final class ProgressDialog: Overlay {
    private let title: String
    private let work: LongWork
    private unowned let context: any AppContext

    init(title: String, work: LongWork, context: any AppContext) {
        self.title = title
        self.work = work
        self.context = context
    }

    func bindings() -> [Binding] {
        [Binding("long.cancel", [.escape], reason: work.isCancelled ? "long.cancelling" : nil) { [self] in work.cancel() }]
    }

    func draw(in region: Region) -> Position? {
        let message = work.isCancelled ? context.text("long.cancelling") : work.text
        Dialog(title: title, message: message.isEmpty ? context.text("long.working") : message, hints: bindings().hintLine(context))
            .draw(in: region)
        return region.position(row: region.rows / 2, column: 0)
    }
}

extension [Binding] {
    @MainActor
    func hintLine(_ context: any AppContext) -> HintLine {
        HintLine(
            context.keys.applied(to: self).filter { $0.inHints && !$0.strokes.isEmpty }.map {
                .init(key: $0.strokes[0].name, label: context.text($0.labelKey), isEnabled: $0.isEnabled)
            })
    }
}
