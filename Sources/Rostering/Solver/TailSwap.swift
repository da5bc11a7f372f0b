extension Engine {
    /// Two routes change what comes behind a pair of neighbours, where no rule forbids it: a step that strings are too short for.
    func swapTails(at job: Int) {
        if jobs < 2 { return }
        let other = Int(near[job &* jobs &+ 1 &+ state.pointee.random.below(min(jobs &- 1, tuning.tailReach))])
        let crew = Int(rows.crewOf[job])
        if crew < 0 { return }
        let row = rows.row(crew)
        var at = 1
        while Int(row[at].node) != job { at &+= 1 }
        if state.pointee.setsTailsApart && state.pointee.random.chance(tuning.tailApart) {
            let empty = state.pointee.random.below(crews)
            // Jobs put back one by one open a route only where a single one of them pays for it.
            if rows.heads[empty].count == 0 && at < Int(rows.heads[crew].count) { swapTails(crew, behind: at, empty, from: 1) }
            return
        }
        let otherCrew = Int(rows.crewOf[other])
        if otherCrew < 0 || crew == otherCrew { return }
        let otherRow = rows.row(otherCrew)
        var from = 1
        while Int(otherRow[from].node) != other { from &+= 1 }
        if rows.reaches(other, from: row[at], crew) { swapTails(crew, behind: at, otherCrew, from: from) }
    }

    /// What comes behind position `at` of one route against what begins at position `from` of the other, which may be empty.
    private func swapTails(_ crew: Int, behind at: Int, _ otherCrew: Int, from: Int) {
        let row = rows.row(crew), otherRow = rows.row(otherCrew)
        let head = rows.heads[crew], otherHead = rows.heads[otherCrew]
        // `at` stops stay on the first route and get the other's from `from` on.
        let tail = Int(head.count) &- at, otherTail = Int(otherHead.count) &- from &+ 1
        if at &+ otherTail > Int(rows.maxJobs[crew]) || from &- 1 &+ tail > Int(rows.maxJobs[otherCrew]) { return }
        // What the other route gets: load, service, and all that wishes change.
        var moved: Int32 = 0, service: Int32 = 0, change = 0
        for index in 0..<tail {
            let node = Int(row[at &+ 1 &+ index].node)
            let now = price[node &* crews &+ otherCrew]
            if now == Instance.never { return }
            moved &+= rows.load[node]
            service &+= rows.service[node]
            change &+= Int(now) &- Int(price[node &* crews &+ crew])
        }
        for index in 0..<otherTail {
            let node = Int(otherRow[from &+ index].node)
            let now = price[node &* crews &+ crew]
            if now == Instance.never { return }
            moved &-= rows.load[node]
            service &-= rows.service[node]
            change &+= Int(now) &- Int(price[node &* crews &+ otherCrew])
        }
        if head.load &- moved > rows.capacity[crew] || otherHead.load &+ moved > rows.capacity[otherCrew] { return }
        save(crew)
        save(otherCrew)
        let old = savedRows + crew &* rows.stride, otherOld = savedRows + otherCrew &* rows.stride
        for index in 0..<otherTail { row[at &+ 1 &+ index].node = otherOld[from &+ index].node }
        for index in 0..<tail { otherRow[from &+ index].node = old[at &+ 1 &+ index].node }
        row[at &+ otherTail &+ 1].node = old[Int(head.count) &+ 1].node
        otherRow[from &+ tail].node = otherOld[Int(otherHead.count) &+ 1].node
        rows.heads[crew].count = Int32(truncatingIfNeeded: at &+ otherTail)
        rows.heads[otherCrew].count = Int32(truncatingIfNeeded: from &- 1 &+ tail)
        rows.retime(crew)
        rows.retime(otherCrew)
        if !rows.isInTime(crew) || !rows.isInTime(otherCrew) {
            giveBack()
            return
        }
        rows.heads[crew].load &-= moved
        rows.heads[otherCrew].load &+= moved
        rows.heads[crew].service &-= service
        rows.heads[otherCrew].service &+= service
        for index in 0..<otherTail { rows.crewOf[Int(row[at &+ 1 &+ index].node)] = Int32(truncatingIfNeeded: crew) }
        for index in 0..<tail { rows.crewOf[Int(otherRow[from &+ index].node)] = Int32(truncatingIfNeeded: otherCrew) }
        rows.renew(crew)
        rows.renew(otherCrew)
        // The first route keeps at least the seed; the other one may have become part of it, or have been empty.
        state.pointee.usedRoutes &+= (rows.heads[otherCrew].count > 0 ? 1 : 0) &- (otherHead.count > 0 ? 1 : 0)
        state.pointee.cost &+= change &+ added(crew, since: head) &+ added(otherCrew, since: otherHead)
    }
}
