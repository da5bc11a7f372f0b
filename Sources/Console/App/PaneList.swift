import Dispatching

/// The panes that exist, in the order of their numbers.
@MainActor
enum PaneList {
    /// Of a shop whose manual speaks of parcels and of no runs, the board gives its place to them.
    static func make(_ context: any AppContext) -> [any Pane] {
        let playbook = context.manual.playbook
        let hasParcels = playbook.machine("problem") != nil, hasRuns = playbook.rules.contains { RunRule.kind(of: $0.id, playbook) != nil }
        var panes: [any Pane] = [TodayPane(context), OrdersPane(context)]
        if hasRuns || !hasParcels { panes.append(RosterPane(context)) }
        panes.append(TicketsPane(context))
        if hasParcels { panes.append(ParcelsPane(context)) }
        return panes + [CallbacksPane(context), OutboxPane(context), SupervisorPane(context), SetupPane(context)]
    }

    /// Those that this shop's manual does not ask for, for the list of all keys.
    static func others(_ context: any AppContext, than panes: [any Pane]) -> [any Pane] {
        ([RosterPane(context), ParcelsPane(context)] as [any Pane]).filter { pane in !panes.contains { $0.id == pane.id } }
    }
}
