import Dispatching

/// What is going to happen in the shop, earliest first; of two at one moment the one that was entered first.
struct Agenda {
    struct Item {
        let at: Instant
        fileprivate let order: Int
        /// Done on the committed file before the transaction of `act` begins (the solver of a run works outside of transactions).
        let prepare: (() throws -> Void)?
        let act: (Door) throws -> Void
    }

    private var heap: [Item] = []
    private var entered = 0

    var next: Item? { heap.first }

    mutating func add(_ at: Instant, prepare: (() throws -> Void)? = nil, _ act: @escaping (Door) throws -> Void) {
        entered += 1
        heap.append(Item(at: at, order: entered, prepare: prepare, act: act))
        var i = heap.count - 1
        while i > 0, precedes(i, (i - 1) / 2) {
            heap.swapAt(i, (i - 1) / 2)
            i = (i - 1) / 2
        }
    }

    mutating func removeFirst() {
        guard heap.count > 1 else {
            heap.removeAll()
            return
        }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var i = 0
        while true {
            var least = i
            for child in [2 * i + 1, 2 * i + 2] where child < heap.count && precedes(child, least) { least = child }
            if least == i { return }
            heap.swapAt(i, least)
            i = least
        }
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool { (heap[a].at, heap[a].order) < (heap[b].at, heap[b].order) }
}
