import Dispatching

extension RosterPane {
    /// Opens the step that lets a kept-out visit in: the eve call, a new date, the goods. After saving it is among those that may go.
    func mend() {
        guard let visit = cursor.visit, let entry = day?.byNumber[visit], case .kept(_, _, let stamp?, let onOrder) = entry.verdict else { return }
        StampForm(context: context).open(stamp, on: [onOrder ? entry.order.id : entry.visit.id])
    }
}
