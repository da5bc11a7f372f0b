/// The price of uneven days (`Prices.equalLoad`), in the form that the inner loop needs.
struct Levelling {
    let isOn: Bool
    /// Per crew: what one squared working second costs.
    let factor: UnsafeMutablePointer<Double>

    @inline(__always)
    func cost(_ crew: Int, _ head: RouteHead) -> Int { cost(crew, work: Int(head.travel) &+ Int(head.service)) }

    @inline(__always)
    func cost(_ crew: Int, work: Int) -> Int { Int(factor[crew] * Double(work &* work)) }

    @inline(__always)
    func added(_ crew: Int, _ head: RouteHead, _ seconds: Int) -> Int {
        let work = Int(head.travel) &+ Int(head.service)
        return cost(crew, work: work &+ seconds) &- cost(crew, work: work)
    }
}
