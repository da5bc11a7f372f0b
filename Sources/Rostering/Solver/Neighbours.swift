extension Instance {
    /// Ranks for every job the others by how much sense it makes to remove them together: the way there and back, as in the SISR paper,
    /// but jobs that few or no crews have in common cannot change places, so they count as farther.
    func fillNeighbours() {
        let words = (crews + 63) / 64
        var allowed = [UInt64](repeating: 0, count: jobs * words)
        var crewCount = [Int](repeating: 0, count: jobs)
        for job in 0..<jobs {
            for crew in 0..<crews where price[job * crews + crew] != Instance.never {
                allowed[job * words + crew >> 6] |= 1 << UInt64(crew & 63)
                crewCount[job] += 1
            }
        }
        var ranked: [(key: Double, job: Int32)] = []
        for job in 0..<jobs {
            ranked.removeAll(keepingCapacity: true)
            for other in 0..<jobs where other != job {
                var common = 0
                for word in 0..<words { common += (allowed[job * words + word] & allowed[other * words + word]).nonzeroBitCount }
                let share = Double(common) / Double(max(1, min(crewCount[job], crewCount[other])))
                let factor = common == 0 ? 20 : 2 - share
                ranked.append((factor * Double(travel[job * nodes + other] + travel[other * nodes + job]), Int32(other)))
            }
            ranked.sort { ($0.key, $0.job) < ($1.key, $1.job) }
            near[job * jobs] = Int32(job)
            for rank in ranked.indices { near[job * jobs + rank + 1] = ranked[rank].job }
        }
    }
}
