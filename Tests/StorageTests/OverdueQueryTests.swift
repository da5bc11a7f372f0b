import Dispatching
import Foundation
import Testing

@testable import Storage

/// The overdue view is asked for on every change of the file: it must not go through all duties that ever were.
@Suite struct OverdueQueryTests {
    @Test("R-06: each state of the view starts from its index", arguments: [OverdueFilter.View.late, .open, .doneLate, .breached])
    func indexes(_ view: OverdueFilter.View) throws {
        var filter = OverdueFilter()
        filter.view = view
        filter.rule = "A-03"
        filter.role = "csSpecialist"
        filter.people = ["lin", "林晓"]
        filter.due = Instant(seconds: 1)..<Instant(seconds: 2)
        let source = OverdueQuery(filter, now: Instant(seconds: 3)).source
        let searches = source.components(separatedBy: "UNION ALL")
        for part in searches {
            // The partial indexes serve what names their condition word for word.
            #expect(part.contains("status = 'OPEN'") || part.contains("breached IS NOT NULL"))
            #expect(part.contains("rule = :rule") && part.contains("role = :role") && part.contains("person IN (:person0, :person1)"))
        }
    }

    @Test("R-06: totals keep what the menus need, so only day and state narrow them in the file")
    func groups() {
        var filter = OverdueFilter()
        filter.rule = "A-03"
        #expect(!OverdueQuery(filter, now: Instant(seconds: 3), forGroups: true).source.contains("rule = :rule"))
        #expect(filter.keeps(OverdueGroup(system: "s", role: "r", person: nil, rule: "A-03", count: 1, late: 1, worst: 1)))
        #expect(!filter.keeps(OverdueGroup(system: "s", role: "r", person: nil, rule: "A-05", count: 1, late: 1, worst: 1)))
    }
}
