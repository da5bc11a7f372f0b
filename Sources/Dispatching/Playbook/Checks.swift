extension Facts {
    /// The conditions that need arithmetic. Names stand in the playbook, the numbers among its figures.
    func holds(_ check: Condition.Check) throws(Refusal) -> Bool {
        switch check {
        case .bookingLead:
            // A-06, F-18: the booked installation is at least `bookingLead` working days after the call.
            guard let install = answerDay("installDate") else { return true }
            return install >= (try shifted(today, Span(amount: figure("bookingLead", 3), unit: .workdays)))
        case .promiseWindow:
            // A-16, F-18, Q-16: D <= I <= D + 2 working days.
            guard let delivery = answerDay("deliveryDate"), let install = answerDay("installDate") else { return true }
            return try withinPromise(delivery: delivery, install: install)
        case .promiseWindowMoved:
            // A-16 when one of the two visits is moved: the other one's date stands unless it is moved in the same breath.
            let delivery = own.kind == .deliveryVisit ? (answerDay("date") ?? own.date) : day(FactPath("delivery.date"))
            let install = own.kind == .installVisit ? answerDay("date") : (answerDay("installDate") ?? day(FactPath("install.date")))
            guard let delivery, let install else { return true }
            return try withinPromise(delivery: delivery, install: install)
        case .futureDate:
            for name in ["date", "deliveryDate", "installDate", "recallDate"] {
                if let d = answerDay(name), d < today { return false }
            }
            return true
        case .workingDate:
            for name in ["date", "deliveryDate", "installDate", "recallDate"] {
                if let d = answerDay(name), !manual.calendar.isWorkday(d) { return false }
            }
            return true
        case .runWindow:
            // not before 15:00 (services 16:00) on the working day before.
            guard let date = own.date, let from = manual.playbook.time(own.kind.work == "service" ? "serviceRunFrom" : "runFrom") else { return true }
            return now >= manual.zone.instant(try shifted(date, Span(amount: -1, unit: .workdays)), from)
        case .evePreceding:
            // A-14, DV-02: the eve call belongs to the working day before the delivery (rest days before it included, Q-01).
            guard let date = own.date else { return true }
            let eve = try shifted(date, Span(amount: -1, unit: .workdays))
            return today >= eve && today < date
        }
    }

    private func withinPromise(delivery: LocalDay, install: LocalDay) throws(Refusal) -> Bool {
        let last = try shifted(delivery, Span(amount: figure("installWithin", 2), unit: .workdays))
        return delivery <= install && install <= last
    }

    private func answerDay(_ name: String) -> LocalDay? { answers[name]?.string.flatMap { LocalDay($0) } }
    private func figure(_ name: String, _ standard: Int) -> Int { manual.playbook.figure(name) ?? standard }
}
