/// Routes that searches have driven, each set of jobs once a kind of crew, in the cheapest order seen.
struct RoutePool {
    /// Column c visits jobs[first[c]..<first[c + 1]] in this order.
    private(set) var jobs: [Int32] = []
    private(set) var first: [Int32] = [0]
    private(set) var cost: [Int32] = []
    /// Twin class of the crew.
    private(set) var twin: [Int32] = []
    private var keys: [UInt64] = []
    /// Open addressing by key; column + 1, 0 = free.
    private var table: [Int32]
    private let capacity: Int

    var count: Int { cost.count }

    init(capacity: Int) {
        self.capacity = capacity
        var size = 16
        while size < capacity * 2 { size *= 2 }
        table = Array(repeating: 0, count: size)
    }

    /// A number for a set of jobs that does not depend on their order.
    static func key(_ job: Int32) -> UInt64 {
        var z = UInt64(truncatingIfNeeded: job) &* 0x9E37_79B9_7F4A_7C15 &+ 0x2545_F491_4F6C_DD1D
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A full pool takes nothing more; `prune` makes room.
    mutating func add(_ route: UnsafeBufferPointer<Int32>, twin: Int32, cost: Int32) {
        var key = UInt64(truncatingIfNeeded: twin) &* 0xA076_1D64_78BD_642F
        for job in route { key &+= RoutePool.key(job) }
        var slot = Int(truncatingIfNeeded: key) & (table.count - 1)
        while table[slot] != 0 {
            let column = Int(table[slot]) - 1
            if keys[column] == key && Int(first[column + 1] - first[column]) == route.count {
                if cost < self.cost[column] {
                    self.cost[column] = cost
                    for (index, job) in route.enumerated() { jobs[Int(first[column]) + index] = job }
                }
                return
            }
            slot = (slot + 1) & (table.count - 1)
        }
        if count >= capacity { return }
        jobs.append(contentsOf: route)
        first.append(Int32(jobs.count))
        self.cost.append(cost)
        self.twin.append(twin)
        keys.append(key)
        table[slot] = Int32(count)
    }

    /// All columns of another pool.
    mutating func add(_ other: RoutePool) {
        other.jobs.withUnsafeBufferPointer { jobs in
            for column in 0..<other.count {
                add(UnsafeBufferPointer(rebasing: jobs[Int(other.first[column])..<Int(other.first[column + 1])]), twin: other.twin[column], cost: other.cost[column])
            }
        }
    }

    func route(_ column: Int) -> ArraySlice<Int32> { jobs[Int(first[column])..<Int(first[column + 1])] }

    mutating func clear() {
        jobs.removeAll(keepingCapacity: true)
        first.removeAll(keepingCapacity: true)
        first.append(0)
        cost.removeAll(keepingCapacity: true)
        twin.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        for index in table.indices { table[index] = 0 }
    }

    /// Keeps the columns with the lowest keys of `value`, `most` of them.
    mutating func prune(to most: Int, by value: [Double]) {
        if count <= most { return }
        let order = (0..<count).sorted { (value[$0], $0) < (value[$1], $1) }.prefix(most).sorted()
        let old = self
        clear()
        old.jobs.withUnsafeBufferPointer { jobs in
            for column in order {
                add(UnsafeBufferPointer(rebasing: jobs[Int(old.first[column])..<Int(old.first[column + 1])]), twin: old.twin[column], cost: old.cost[column])
            }
        }
    }
}
