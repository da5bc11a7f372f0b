import Dispatching
import Testing

@testable import Console

/// The case beside a list reads as its forms do.
@MainActor
struct CaseLinesTests {
    @Test func chosenAnswersReadInTheWordsOfTheirForms() throws {
        let shop = try TestShop("2026-11-19T09:00")
        let answers: [String: Value] = ["customer": "赵倩", "phone": "13500005555", "address": "金融街1号", "group": "furniture", "problem": "铰链松动"]
        let id = try #require(try shop.desk(.console).perform(.intake(.serviceVisit, parent: nil, answers)).record?.id)
        try shop.stamp(id, "serviceAssigned", ["handle": "today", "technician": "马师傅"])
        let screen = try Screen(shop, as: "wang", rows: 45, columns: 140)
        screen.app.goTo(.orders, .record(id))
        screen.settle()
        #expect(screen.has("品类 家具") && screen.has("哪天处理 今天"))
        #expect(!screen.has("furniture") && !screen.has("today"))
    }
}
