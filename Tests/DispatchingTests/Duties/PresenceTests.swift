import Dispatching
import Testing

/// who does whose work on which day. Pure.
@Suite struct PresenceTests {
    private func day(_ text: String) -> LocalDay { LocalDay("2026-11-" + text)! }

    private func leave(_ person: String, _ from: String, _ to: String, _ deputy: String? = nil) -> Leave {
        Leave(number: "\(person)/\(from)", person: person, deputy: deputy, days: day(from)...day(to))
    }

    private func member(_ name: String, _ roles: Set<String>) -> Presence.Member { .init(login: name, name: name, roles: roles) }

    @Test("A-66: the deputy from the first day to the last, the owner before and after")
    func bounds() {
        let presence = Presence(leaves: [leave("wang", "18", "19", "li")], members: [])
        let owners = ["17", "18", "19", "20"].map { presence.owner("wang", role: "post", on: day($0)) }
        #expect(owners == ["wang", "li", "li", "wang"])
        #expect(presence.owner("zhao", role: "post", on: day("18")) == "zhao")
    }

    @Test("A-66: a deputy who is away himself hands on; a circle or a dead end leaves the duty with its owner")
    func chains() {
        let presence = Presence(
            leaves: [leave("wang", "18", "20", "li"), leave("li", "19", "20", "zhao"), leave("zhao", "20", "20", "wang")], members: [])
        #expect(presence.standIn(for: "wang", on: day("18")) == "li")
        #expect(presence.standIn(for: "wang", on: day("19")) == "zhao")
        #expect(presence.standIn(for: "wang", on: day("20")) == nil)
        #expect(presence.owner("wang", role: "post", on: day("20")) == "wang")
        #expect(presence.firstGap(of: "wang", day("18")...day("20")) == day("20"))
        #expect(presence.standIn(by: "zhao", on: day("19")).people == ["wang", "li"])
        let alone = Presence(leaves: [leave("wang", "18", "18")], members: [])
        #expect(alone.owner("wang", role: "post", on: day("18")) == "wang")
    }

    @Test("A-66: a post's duties go to a deputy only when everybody who holds it is away")
    func posts() {
        let members = [member("wang", ["post"]), member("li", ["post", "other"]), member("zhao", ["third"])]
        let one = Presence(leaves: [leave("wang", "18", "18", "zhao")], members: members)
        #expect(one.owner(nil, role: "post", on: day("18")) == nil)
        let both = Presence(leaves: [leave("wang", "18", "18", "zhao"), leave("li", "18", "18", "zhao")], members: members)
        #expect(both.owner(nil, role: "post", on: day("18")) == "zhao")
        #expect(both.owner(nil, role: "post", on: day("19")) == nil)
        #expect(both.standIn(by: "zhao", on: day("18")).roles == ["post", "other"])
        #expect(both.bared(by: "li", day("18")...day("18")) == ["post", "other"])
        #expect(one.bared(by: "li", day("19")...day("19")) == ["other"])
        // Nobody holds it at all: that is no leave.
        #expect(both.owner(nil, role: "unknown", on: day("18")) == nil)
    }

    @Test("A-66: logins and names are one person")
    func names() {
        let members = [Presence.Member(login: "w", name: "王芳", roles: ["post"]), .init(login: "l", name: "李明", roles: [])]
        let presence = Presence(leaves: [leave("w", "18", "18", "l")], members: members)
        #expect(presence.owner("王芳", role: "post", on: day("18")) == "李明")
    }
}
