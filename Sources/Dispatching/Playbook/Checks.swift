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
        case .carrierServes: return carrierServes
        case .carrierFits: return carrierFits
        case .carrierInTime: return carrierInTime
        case .labelIdentical: return labelIsIdentical
        case .labelBeginsWithCity: return labelBeginsWithCity
        case .waybillNumber: return answers["waybill"]?.string.map { WaybillNumber(manual.playbook).allows($0) } ?? true
        case .photoNamed:
            // C-28, C-39, C-40: the photo is found by its name, which begins with the waybill.
            guard let photo = answers["photo"]?.string else { return true }
            return photo.split(whereSeparator: { "/\\".contains($0) }).last.map { $0.hasPrefix(family.root.number) } ?? false
        case .knownPiece:
            // C-29: one of the parcel's own pieces, where they are known.
            guard let piece = answers["piece"]?.string, case let known = Parcel(self).pieces, !known.isEmpty else { return true }
            return known.contains(piece)
        case .returnScanned:
            // C-105, RT-05: with its label on, it came to the hub and was sent on to the centre.
            guard let label = own.latest("returnLabelled"), let hub = manual.playbook.figures["hub"]?.string, let centre = manual.playbook.figures["centre"]?.string else { return false }
            let scans = Parcel(self).scans.filter { $0.at >= label.at }
            guard let arrived = scans.first(where: { $0.kind == .arrive && $0.node == hub }) else { return false }
            return scans.contains { $0.kind == .send && $0.node == hub && $0.next == centre && $0.at >= arrived.at }
        case .newestScan:
            // Scans come in files and not in their order: only the newest says where the parcel is (C-04).
            let at = Stamp.moment(answers, entered: now)
            return Parcel(self).last.map { $0.at <= at } ?? true
        case .pieceLimits: return try isWithinLimits()
        case .goodsAllowed: return goodsVerdict.verdict != .forbidden
        case .goodsCarried: return goodsVerdict.verdict != .notCarried
        case .goodsLight: return areGoodsLight
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
