import Desk
import Dispatching
import Exchange
import Rostering
import Testing
import Wording

@testable import Console

/// Every answer of the solver and the gate has its words, in both languages.
struct RosterWordsTests {
    static let reasons: [Reason] = [
        .absent, .forbidden, .lockedToOther(crew: "送2组"), .lacksSkill(missing: ["slab"]), .outsideShift(late: 600), .tooManyJobs(limit: 5),
        .full(over: 300), .noTime(after: "HT-1/D1", free: 52_200, late: 700), .noTime(after: nil, free: 30_600, late: 20), .notWorth(by: 900), .possible(saving: 900),
    ]
    static let violations: [Violation] = [
        .lacksSkill(job: "HT-1/D1", crew: "送1组", missing: ["slab"]), .outsideWindow(job: "HT-1/D1", crew: "送1组", lateBy: 100),
        .afterShift(crew: "送1组", by: 600), .overCapacity(crew: "送1组", by: 250), .tooManyJobs(crew: "送1组", by: 1),
        .crewAbsent(crew: "送1组", job: "HT-1/D1"), .forbidden(job: "HT-1/D1", crew: "送1组"),
        .lockedToOther(job: "HT-1/D1", crew: "送1组", locked: "送2组"), .leftOut(job: "HT-1/D1"), .unknownCrew("送9组"),
        .unknownJob("HT-9/D1", crew: "送1组"), .jobTwice("HT-1/D1"),
    ]
    static let answers: [Answer] = [.unknown, .there(position: 0), .fits(position: 1, added: 720, change: -300), .broken([.absent], position: 0)]
    static let changes: [PlanChange] = [
        .added(job: "HT-1/D1", crew: "送1组"), .removed(job: "HT-1/D1", crew: "送1组"), .changedCrew(job: "HT-1/D1", from: "送1组", to: "送2组"),
        .changedOrder(job: "HT-1/D1", crew: "送1组"), .changedTime(job: "HT-1/D1", from: 32_400, to: 36_000),
    ]

    func words(_ language: Language) throws -> RosterWords {
        var words = RosterWords(wording: Wording(language), playbook: try PlaybookFile.builtIn().playbook)
        words.names = ["HT-1/D1": "张伟"]
        return words
    }

    /// A sentence without a hole: no key shown for want of words, no place left unfilled.
    private func expectWhole(_ text: String, _ language: Language) {
        #expect(!text.isEmpty)
        #expect(!text.contains("board."), "\(text)")
        #expect(!text.contains("{") && !text.contains("}"), "\(text)")
        if language == .en { #expect(!text.unicodeScalars.contains { (0x3000...0x303F).contains($0.value) || (0xFF00...0xFFEF).contains($0.value) }, "\(text)") }
    }

    @Test(arguments: Language.allCases)
    func everyReason(_ language: Language) throws {
        let words = try words(language)
        for reason in Self.reasons {
            expectWhole(words.reason(reason), language)
            expectWhole(words.group(ReasonGroup(reason: reason, nearestCrew: "送1组", crews: ["送1组", "送2组"])), language)
        }
        #expect(Set(Self.reasons.map(\.code)).count == 10)
    }

    @Test(arguments: Language.allCases)
    func everyViolation(_ language: Language) throws {
        let words = try words(language)
        for violation in Self.violations { expectWhole(words.violation(violation), language) }
        #expect(Set(Self.violations.map(\.code)).count == 12)
    }

    @Test(arguments: Language.allCases)
    func everyAnswerAndChange(_ language: Language) throws {
        let words = try words(language)
        for answer in Self.answers { expectWhole(words.answer(answer), language) }
        for change in Self.changes { expectWhole(words.change(change), language) }
        let one = RunChange.Place(crew: "送1组", leader: "王强", phone: "139", half: "AM"), two = RunChange.Place(crew: "送2组", leader: "李刚", half: "PM")
        let leader = RunChange.Place(crew: "送1组", leader: "周明", phone: "137", half: "AM")
        for (before, after) in [(nil, one), (one, nil), (one, two), (one, leader)] as [(RunChange.Place?, RunChange.Place?)] {
            for told in [false, true] { expectWhole(words.change(RunChange(visit: "HT-1/D1", before: before, after: after, wasTold: told)), language) }
        }
    }

    @Test(arguments: Language.allCases)
    func everySuppositionNewsGroupAndRoom(_ language: Language) throws {
        let words = try words(language)
        for what: WhatIf in [.without(crew: "送1组"), .another(like: "送1组", named: "送1组+1"), .shift(crew: "送1组", Interval(28_800, 68_400))] {
            expectWhole(words.whatIf(what), language)
        }
        for news: RunNews in [
            .newVisit("HT-1/D1"), .goneVisit("HT-1/D1"), .changedVisit("HT-1/D1"), .crewAway("送1组"), .crewBack("送1组"), .crewNew("送1组"), .crewGone("送1组"),
            .crewChanged("送1组"),
        ] { expectWhole(words.news(news), language) }
        for reason in Self.reasons {
            for crews in [["送1组"], ["送1组", "送2组"]] { expectWhole(words.group(CrewGroup(reasons: [reason], nearestCrew: "送1组", crews: crews)), language) }
        }
        expectWhole(words.room(Room(crew: "送1组", position: 0, moving: "HT-1/D1", to: "送2组", toPosition: 1, change: -600)), language)
    }

    @Test(arguments: Language.allCases)
    func everyVerdictOfTheGate(_ language: Language) throws {
        let words = try words(language)
        for reason in ["goodsIncomplete", "promiseWindow", "receiverNotConfirmed", "deliveryNotBefore", "dateNotConfirmed"] {
            let gate = words.gate(.kept(reason: reason, rule: "A-05", mend: "goodsComplete", onOrder: true))
            expectWhole(gate.reason, language)
            #expect(!gate.reason.contains("gate."))
            #expect(gate.mend?.isEmpty == false)
        }
    }

    @Test func summaryCountsWhoCanWhoIsBusyWhoIsAway() throws {
        let words = try words(.zh)
        let all = [
            CrewReasons(crew: "送1组", reasons: [.noTime(after: "HT-1/D1", free: 52_200, late: 1200)]), CrewReasons(crew: "送2组", reasons: [.full(over: 300)]),
            CrewReasons(crew: "送3组", reasons: [.absent]), CrewReasons(crew: "送4组", reasons: [.lacksSkill(missing: ["slab"])]),
        ]
        let groups = [
            ReasonGroup(reason: .full(over: 300), nearestCrew: "送2组", crews: ["送2组"]),
            ReasonGroup(reason: .noTime(after: "HT-1/D1", free: 52_200, late: 1200), nearestCrew: "送1组", crews: ["送1组"]),
        ]
        #expect(words.summary(groups, of: all) == "3组会做，1组装不下，送2组差300升，1组没空，送1组14:30后差20分，1组请假")
        #expect(words.summary([ReasonGroup(reason: .lacksSkill(missing: ["slab"]), nearestCrew: "送4组", crews: ["送4组"])], of: [all[3]]) == "没有组会做，1组缺岩板")
    }

    /// Terminals disagree about the width of these; our own words do without.
    @Test func noWordOfAmbiguousWidth() {
        for language in Language.allCases {
            let wording = Wording(language)
            for key in wording.keys where key.hasPrefix("board.") || key.hasPrefix("bind.roster.") {
                #expect(!wording(key).contains { "…—“”·①→■××※‘’".contains($0) }, "\(key)")
            }
        }
    }
}
