import Dispatching
import Grid
import Storage

extension SupervisorPane {
    func bindings() -> [Binding] {
        let empty = table?.rows.isEmpty ?? true ? "supervisor.nothing" : nil
        var list = switch view {
        case .overdue: overdueBindings(empty)
        case .risk, .monitors: [Binding("supervisor.open", [.enter], reason: empty) { [unowned self] in openCase() }]
        default: monthBindings(empty, of: view)
        }
        list.append(Binding("supervisor.export", [.text("x"), .control("x")], reason: table == nil ? "supervisor.nothing" : nil) { [unowned self] in
            guard let table else { return }
            let bytes = table.csv(context.wording)
            ListExport(context: context).ask(name: table.name, count: table.rows.count) { _ in bytes }
        })
        list += [self.list.sortBinding, views.binding]
        list.append(Binding("supervisor.next", [.tab]) { [unowned self] in turn(by: 1) })
        list.append(Binding("supervisor.previous", [.key(.tab, .shift)], inHints: false) { [unowned self] in turn(by: -1) })
        for (place, other) in SupervisorView.all(context.manual.playbook).enumerated() { list.append(viewBinding(other, place: place)) }
        return list
    }

    private func viewBinding(_ other: SupervisorView, place: Int) -> Binding {
        let digit: [Stroke] = place < 10 ? [.key(.character(Character(String((place + 1) % 10))), .alt)] : []
        return Binding("supervisor.\(other.rawValue)", [.text(other.letter)] + digit, inHints: false) { [unowned self] in open(other) }
    }

    /// Those of the views that are not open, and what Esc does.
    func occasionalBindings() -> [Binding] {
        let others = overdueBindings(nil) + SupervisorView.allCases.filter(\.isMonthly).flatMap { monthBindings(nil, of: $0) }
        let hidden = SupervisorView.allCases.filter { !SupervisorView.all(context.manual.playbook).contains($0) }
        return others + hidden.map { viewBinding($0, place: SupervisorView.allCases.count) } + [Binding("supervisor.clear", [.escape], inHints: false) { [unowned self] in clear() }]
    }

    private func overdueBindings(_ empty: String?) -> [Binding] {
        let sheets = OverdueSheets(context: context)
        let filters = OverdueFilters(pane: self)
        let closed = empty ?? (targets.contains { $0.row.duty.status != .open } ? "supervisor.closed" : nil)
        let done: @MainActor () -> Void = { [weak self] in self?.list.clearMarks() }
        var list = [
            Binding("supervisor.open", [.enter], reason: empty) { [unowned self] in openCase() },
            Binding("supervisor.escalate", [.text("e"), .function(6)], reason: closed) { [unowned self] in sheets.escalate(targets, then: done) },
            Binding("supervisor.waive", [.text("w"), .function(8)], isDanger: true, reason: closed) { [unowned self] in sheets.waive(targets, then: done) },
            Binding("supervisor.handOver", [.text("h"), .function(9)], reason: closed) { [unowned self] in sheets.handOver(targets, then: done) },
            Binding("supervisor.state", [.text("v"), .function(7)]) { [unowned self] in nextState() },
            Binding("supervisor.filter", [.text("/"), .function(3)]) { filters.sheet() },
            Binding("supervisor.role", [.text("R"), .key(.character("r"), .alt)], inHints: false) { filters.chooseRole() },
            Binding("supervisor.person", [.text("P"), .key(.character("p"), .alt)], inHints: false) { filters.choosePerson() },
            Binding("supervisor.rule", [.text("L"), .key(.character("l"), .alt)], inHints: false) { filters.chooseRule() },
            Binding("supervisor.day", [.text("D"), .key(.character("d"), .alt)], inHints: false) { filters.chooseDay() },
            Binding("supervisor.system", [.text("S"), .key(.character("s"), .alt)], inHints: false) { filters.chooseSystem() },
        ]
        list += self.list.markBindings(reason: empty)
        if isFiltered || !self.list.marks.isEmpty {
            list.append(Binding("supervisor.clear", [.escape], inHints: false) { [unowned self] in clear() })
        }
        return list
    }

    private func monthBindings(_ empty: String?, of view: SupervisorView) -> [Binding] {
        var list = [
            Binding("supervisor.before", [.text("<"), .key(.left)]) { [unowned self] in turnMonth(by: -1) },
            Binding("supervisor.after", [.text(">"), .key(.right)]) { [unowned self] in turnMonth(by: 1) },
        ]
        switch view {
        case .satisfaction, .agents:
            list.append(Binding("supervisor.freeze", [.text("f"), .function(9)], reason: whyNotFrozen) { [unowned self] in freeze() })
        case .services, .messages:
            list.append(Binding("supervisor.open", [.enter], reason: empty) { [unowned self] in openCase() })
        case .overdue, .crews, .limits, .causes, .customers, .risk, .monitors, .liability: break
        }
        return list
    }

    private func openCase() {
        // A monitor's line leads to what it finds.
        if view == .monitors {
            if let line = list.selected, case .line(let place) = line.id, let codes = reading?.monitors, codes.indices.contains(place) { context.goTo(.parcels, .monitor(codes[place], context.today)) }
            return
        }
        if let row = selectedDuty?.row, row.kind == .day || row.kind.isRun { TakeUp(context: context)([row]) } else if let selectedCase { context.show(selectedCase) }
    }

    // MARK: Freezing

    /// A-40, B-52: on the first working day of the month after, and once.
    private var whyNotFrozen: String? {
        guard let reading, let table = view.frozenTable else { return "supervisor.nothing" }
        if context.manual.playbook.rule(freezing: table) == nil { return "supervisor.notOwed" }
        if reading.frozen != nil { return "supervisor.frozenAlready" }
        guard let day = context.manual.freezeDay(of: month) else { return "supervisor.tooEarlyToFreeze" }
        return context.today >= day ? nil : "supervisor.tooEarlyToFreeze"
    }

    private func freeze() {
        guard let table = view.frozenTable, let day = context.manual.freezeDay(of: month) else { return }
        let message = context.text("supervisor.freezeConfirm.\(table.rawValue)", ["month": .string(month.description)])
        context.confirm(title: context.text("bind.supervisor.freeze"), message: message, isDanger: false) { [context] in
            context.perform(.freeze(table, day))
        }
    }

    // MARK: Filter

    var isFiltered: Bool {
        filter.role != nil || !filter.people.isEmpty || filter.rule != nil || filter.due != nil || filter.system != nil || filter.view != .late
    }

    /// What the screen goes round in.
    static let states: [OverdueFilter.View] = [.late, .open, .doneLate, .breached, .done]

    private func nextState() {
        let place = Self.states.firstIndex(of: filter.view) ?? 0
        filter.view = Self.states[(place + 1) % Self.states.count]
        refilter()
    }

    /// Esc takes back the marks first, then the filter.
    private func clear() {
        if !list.marks.isEmpty {
            list.clearMarks()
            return
        }
        filter = OverdueFilter()
        filter.limit = SupervisorReading.limit
        day = nil
        refilter()
    }
}
