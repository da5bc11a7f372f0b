/// Carriers of which the manual has more to say than that they take a parcel: how they are paid and what they measure.
public enum TransitCarrier: String, Hashable, Sendable, CaseIterable {
    /// The post signs day by day and is paid by its monthly bill (C-38, C-42, C-45).
    case post = "POST"
    /// STO is paid in cash, piece by piece (C-48).
    case sto = "STO"

    /// Settled by a bill; the others by what was paid.
    public var sendsBill: Bool { self == .post }
}
