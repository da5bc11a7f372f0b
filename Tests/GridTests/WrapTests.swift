import Grid
import Testing

@Suite("Line breaking")
struct WrapTests {
    let ruler = Ruler()

    @Test func chineseBreaksAnywhere() {
        #expect(ruler.wrap("客户要求周六上门", 8) == ["客户要求", "周六上门"])
        #expect(ruler.wrap("客户要求周六上门", 7) == ["客户要", "求周六", "上门"])
    }

    @Test func closingPunctuationNeverStartsALine() {
        #expect(ruler.wrap("客户要求，周六上门。", 8) == ["客户要", "求，周六", "上门。"])
        for line in ruler.wrap("他说：“好的。”（已确认），明天再打！再见……", 6).dropFirst() {
            #expect(!"，。！：”）…".contains(line.first ?? " "))
        }
    }

    @Test func openingPunctuationNeverEndsALine() {
        #expect(ruler.wrap("地址东门（侧门）", 10) == ["地址东门", "（侧门）"])
    }

    @Test func wordsAndNumbersStayWhole() {
        #expect(ruler.wrap("call the customer back", 10) == ["call the", "customer", "back"])
        #expect(ruler.wrap("电话13800001111请回", 12) == ["电话", "13800001111", "请回"])
        #expect(ruler.wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"])
    }

    @Test func lineEndsAreKept() {
        #expect(ruler.wrap("甲\n\n乙", 10) == ["甲", "", "乙"])
        #expect(ruler.wrap("", 10) == [""])
        #expect(ruler.wrap("派", 0) == [])
        // Too wide for the line: on its own rather than never.
        #expect(ruler.wrap("派单", 1) == ["派", "单"])
    }
}
