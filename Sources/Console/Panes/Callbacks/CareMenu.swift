import Desk
import Dispatching
import Exchange
import Storage

/// 客户维系: takes customers in, deals them out, starts campaigns, and says how far each has come.
@MainActor
struct CareMenu {
    let context: any AppContext

    func open() {
        context.load("care", { desk in try desk.store.read { s in try s.campaigns().map { try s.coverage(of: $0) } } }) { campaigns in present(campaigns) }
    }

    private func present(_ campaigns: [Coverage]) {
        let right = context.notAllowed("care")
        var items = [
            MenuItem(label: context.text("care.collect"), detail: context.text("care.collect.detail")),
            MenuItem(label: context.text("care.deal"), detail: context.text("care.deal.detail"), reason: right),
            MenuItem(label: context.text("care.start"), detail: context.text("care.start.detail"), reason: right),
        ]
        items += campaigns.map { campaign in
            MenuItem(
                label: "\(campaign.campaign.number) \(campaign.campaign["title"].text)",
                detail: "\(context.text(context.manual.playbook.stateLabel(.campaign, campaign.campaign.state))) \(campaign.done)/\(campaign.members.count) \(share(campaign))")
        }
        context.choose(title: context.text("bind.callbacks.care"), items) { index in
            switch index {
            case 0: context.perform(.collectCustomers(limit: 1000))
            case 1: context.perform(.dealCustomers)
            case 2: start()
            default: show(campaigns[index - 3])
            }
        }
    }

    private func share(_ coverage: Coverage) -> String { coverage.permille.map { "\($0 / 10).\($0 % 10)%" } ?? "" }

    /// C2-05, C2-07: whom, under which name.
    private func start() {
        guard let form = context.manual.playbook.form(for: "campaignStarted") else { return }
        context.openForm(
            FormRequest(
                title: context.text("care.start"), questions: form.fields.map { Question($0, initial: $0.initial ?? .null) }, draftKey: "campaign",
                check: { answers in _ = try form.validate(answers) },
                save: { desk, answers in
                    let outcome = try desk.perform(.startCampaign(answers.values))
                    return FormRequest.Saved(phrase: outcome.phrase, record: outcome.record)
                }))
    }

    /// F-32: whom it misses; when it misses nobody, its report is next (C2-09).
    private func show(_ coverage: Coverage) {
        let campaign = coverage.campaign, isOpen = context.manual.playbook.machine(.campaign)?.final.contains(campaign.state) == false
        if isOpen, coverage.members.allSatisfy({ $0.state != "DUE" }) { return StampForm(context: context).open("campaignReported", on: [campaign.id]) }
        let head = context.text(
            "care.coverage", ["done": .int(coverage.done), "of": .int(coverage.members.count), "share": .string(share(coverage)), "missing": .int(coverage.missing.count)])
        let playbook = context.manual.playbook
        let lines = coverage.missing.map { m in
            [m.name, m.phone, m.keeper, context.text(playbook.stateLabel(.campaignCall, m.state)), m.tries == 0 ? "" : context.text("care.tries", ["n": .int(m.tries)])]
                .filter { !$0.isEmpty }.joined(separator: "  ")
        }
        let findings = campaign["findings"].string.map { [context.text("care.findings", ["text": .string($0)])] } ?? []
        context.tell(title: "\(campaign.number) \(campaign["title"].text)", ([head] + findings + lines).joined(separator: "\n"))
    }
}
