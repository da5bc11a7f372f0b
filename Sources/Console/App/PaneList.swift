/// The panes that exist, in the order of their numbers.
@MainActor
enum PaneList {
    static func make(_ context: any AppContext) -> [any Pane] {
        [TodayPane(context), OrdersPane(context), RosterPane(context), TicketsPane(context), CallbacksPane(context), OutboxPane(context), SupervisorPane(context), SetupPane(context)]
    }
}
