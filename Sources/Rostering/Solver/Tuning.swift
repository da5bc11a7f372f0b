/// The figures of the search; defaults measured on the development instances.
struct Tuning: Sendable {
    /// Mean number of jobs removed by an iteration (paper: 10).
    var removals = 10.0
    /// Longest string (paper: 10).
    var longestString = 10.0
    /// Chance of a split string, of 2^32 (paper: one half).
    var splitChance: UInt64 = 1 << 31
    /// Chance to spare one more job inside a split string, of 2^32 (paper: 1 %).
    var spareMore: UInt64 = (1 << 32) / 100
    /// One position in so many is overlooked (paper: 100).
    var blinkEvery = 100.0
    /// Most absent jobs an iteration tries again, and among how many neighbours of its seed.
    var retries = 10
    var retryReach = 60
    /// Chance, of 2^32, that such a job is tried on all routes, not only on those that the iteration has changed.
    var retryEverywhere: UInt64 = (1 << 32) / 100
    /// Chance, of 2^32, that two routes swap their tails before an iteration, and among how many neighbours of the seed the other route is looked for.
    var tailChance: UInt64 = 1 << 31
    var tailReach = 20
    /// Chance, of 2^32, that it is a crew without work which gets the tail; only where plans are bred.
    var tailApart: UInt64 = (1 << 32) / 20
    /// Chance, of 2^32, that an iteration also puts jobs back that cost more than their prize.
    var graceChance: UInt64 = (1 << 32) / 10
    /// Temperatures as a share of the mean cost of a job on a route: at the start, at the share `bend` of the run, and at the end.
    var hot = 1.0
    var warm = 0.1
    var bend = 0.9
    var cold = 0.015
    /// At the start of a search from a given plan.
    var warmHot = 0.3
    /// From this share of the rounds on, a search that is behind goes on from the other's best.
    var shareFrom = 0.75

    /// Rounds of a run, at the least.
    var rounds = 200
    /// A plan is searched in parts, one for each search, when each part has at least so many routes and jobs.
    var partRoutes = 20
    var partJobs = 30

    /// Plans are bred when the greedy one has fewer routes than this, and a search has so many iterations; founders of each search, and their share of the run; iterations that a child is given, about.
    var breedRoutes = 20
    var breedFrom = 60_000
    var founders = 4
    var founderShare = 0.35
    var childLength = 7_500
    /// Heat of a child at the start, as above; most of the routes in use that it gets from its second parent.
    var childHot = 0.1
    var crossShare = 0.6
    /// Iterations a search is thought to make in a second, to count children by when there is no other limit than time.
    var pace = 150_000.0

    /// Share of the run from which on routes are pooled, and from which on plans are put together from the pool; how often the latter.
    var sampleFrom = 0.4
    var recombineFrom = 0.6
    var recombinations = 4
    /// Most routes in a pool, and what is left of them after a recombination.
    var poolSize = 4_000
    var poolKept = 2_500

    /// The orders in which absent jobs are put back, by weight (paper: random 4, load 4, far 2, close 1; windows and prize added).
    static let orders: [SortOrder] = [
        .random, .random, .random, .random, .load, .load, .load, .load, .far, .far, .close,
        .narrow, .narrow, .opening, .opening, .closing, .closing, .prize, .prize,
    ]
}

/// Keys by which absent jobs are sorted, smallest first.
enum SortOrder: Int, Sendable, CaseIterable {
    case random, load, far, close, narrow, opening, closing, prize
}

/// A solution by number: job numbers per crew.
struct Snapshot: Sendable {
    var cost: Int
    var routes: [[Int32]]
}
