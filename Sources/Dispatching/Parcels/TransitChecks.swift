/// What a transit-out must keep (4.7): who goes there, what the post takes, what stands on the label.
extension Facts {
    private var parcel: CaseRecord { family.root }

    /// C-09, C-31, C-32: one of the carriers of the row that decides.
    var carrierServes: Bool {
        guard let carrier = answers["carrier"] else { return true }
        guard let known = decided("transitOut.carriers", of: parcel).array else { return false }
        return known.contains(carrier)
    }

    private var isPost: Bool { answers["carrier"]?.text == TransitCarrier.post.rawValue }

    /// C-38, Q-28: the post takes less than 20.00 kg and at most 1.00 m; what has not been measured does not go by post.
    var carrierFits: Bool {
        guard isPost else { return true }
        func told(_ name: String) -> String { answers[name]?.text ?? "" }
        func figure(_ name: String) -> String { manual.playbook.figures[name]?.text ?? "" }
        guard let weight = Weight(told("weight")), let size = PieceSize(told("size")), let below = Weight(figure("postBelow")), let longest = Length(figure("postLongest")) else { return false }
        return weight < below && size.longest <= longest
    }

    /// C-42, Q-25: the post comes at the cut-off of the day on which it is due.
    var carrierInTime: Bool {
        guard isPost, let day = own["dueDate"].string.flatMap({ LocalDay($0) }), let cutOff = manual.playbook.time("transitCutoff") else { return true }
        return now < manual.zone.instant(day, cutOff)
    }

    /// C-43: number, receiver, phone and address as on the original; only the city may be set before the address.
    var labelIsIdentical: Bool {
        guard answers["way"] == "NEW" else { return true }
        let phone = parcel["phone"].string.flatMap { PhoneNumber($0)?.digits }
        return answers["ownNumber"]?.string == parcel.number && answers["receiver"] == parcel["customer"] && answers["receiverPhone"]?.string == phone
            && (answers["labelAddress"]?.string ?? "").hasSuffix(parcel["address"].string ?? "-")
    }

    /// C-43: begins with the city of destination, never with a street or a firm.
    var labelBeginsWithCity: Bool {
        guard answers["way"] == "NEW", let cities = manual.playbook.figures["labelCities"]?.array?.compactMap(\.string) else { return true }
        return cities.contains { (answers["labelAddress"]?.string ?? "").hasPrefix($0) }
    }

    /// C-37, TO-11: registered after the closing of the day on which it was labelled.
    func registeredLate(_ transit: CaseRecord) -> Bool {
        guard let labelled = transit.latest("transitLabelled"), let registered = transit.latest("transitRegistered") else { return false }
        let day = manual.zone.day(of: labelled.at)
        guard let closing = manual.time(.closing, on: day).map({ manual.zone.instant(day, $0) }) else { return false }
        // What is labelled after closing has the evening.
        return labelled.at <= closing ? registered.at > closing : manual.zone.day(of: registered.at) > day
    }
}
