import Desk
import Dispatching
import Storage
import Testing

@testable import Exchange

/// Scan exports of the courier system: UTF-8 and GB18030, in any order and overlapping.
@Suite struct CourierImportTests {
    private static let rows = """
        运单号,扫描类型,扫描时间,扫描网点,下一站,扫描人,收件人,电话,收件地址,代收货款
        518012345678,到件,2026-11-17 13:59:30,信阳二部,,仓管,单雅芳,13911112222,信阳市明港镇新建路3号,860.50
        518012345678,发件扫描,2026-11-17 06:10:00,信阳分拨中心,信阳二部,老李,,,,
        518012345679,签收,2026-11-17 16:20:00,信阳二部,,本人,,,,

        """

    private func shop() throws -> Shop {
        let shop = try Shop(trade: "courier")
        try shop.at("2026-11-17 18:00") { _ in }
        return shop
    }

    private func job(_ bytes: [UInt8], _ s: Shop) throws -> ScanImport {
        try ScanImport(bytes: bytes, file: "scans.csv", numbers: WaybillNumber(s.manual.playbook))
    }

    @Test("each scan stands at its own time, whatever the order of the rows; known by its scans, a parcel may be entered later", arguments: [false, true])
    func history(chinese: Bool) throws {
        let shop = try shop()
        let plain = Array(Self.rows.utf8), bytes = chinese ? try TextEncodingGuess.encode(plain, as: .gb18030) : plain
        let report = try job(bytes, shop).run(at: shop.desk("inbound"))
        #expect(report.parcels == 2 && report.scans == 3 && report.known == 0 && report.refused.isEmpty)
        let parcel = try shop.record("518012345678")
        #expect(parcel.stamps.filter { $0.name.hasPrefix("scan") }.map { "\($0.name) \(shop.text($0.at)) \($0.answers["node"]?.text ?? "")" } == ["scanSend 2026-11-17 06:10 XYHUB", "scanArrive 2026-11-17 13:59 XY2"])
        #expect(parcel["customer"] == "单雅芳" && parcel["cod"] == "860.50" && parcel.state == "ARRIVED" && !parcel.has("parcelEntered"))
        // What a service out of area demands counts from the scan, not from the file.
        #expect(try shop.due("C-13", "518012345678") == "2026-11-17 17:30" && shop.standing("C-13", "518012345678") == .overdue)
        #expect(try shop.state("518012345679") == "SIGNED")
        // The same file again tells nothing new.
        let again = try job(bytes, shop).run(at: shop.desk("inbound"))
        #expect(again.parcels == 0 && again.scans == 0 && again.known == 3)
        try shop.stamps("outbound", "518012345678", "parcelEntered", ["waybill": "518012345678", "customer": "单雅芳", "address": "信阳市明港镇新建路3号"], kind: .parcel)
        #expect(refusal { try shop.stamps("outbound", "518012345678", "parcelEntered", ["waybill": "518012345678", "customer": "单雅芳", "address": "明港"], kind: .parcel) } != nil)
        #expect(try shop.isSound())
    }

    @Test("bad lines are told by line and column, and nothing is taken in half")
    func badLines() throws {
        let shop = try shop()
        let rows = """
            运单号,扫描类型,扫描时间,扫描网点
            518012345678,到件,2026-11-17 09:00,信阳二部
            5180123,到件,2026-11-17 09:00,信阳二部
            518012345679,入库,2026-11-17 09:00,信阳二部
            518012345680,到件,2026-11-17,信阳二部
            518012345681,到件,2026-11-18 09:00,信阳二部

            """
        let job = try job(Array(rows.utf8), shop)
        #expect(job.table.badLines.map { "\($0.line):\($0.column) \($0.reason)" } == ["3:1 notAWaybill", "4:14 unknownValue(known: [\"收件\", \"发件\", \"到件\", \"派件\", \"签收\"])", "5:17 noSuchTime"])
        #expect(throws: Refusal.self) { try job.run(at: shop.desk("inbound")) }
        #expect(try shop.store.read { try $0.cases(kind: .parcel) }.isEmpty, "the last one is in the future, and takes the others with it")
        let report = try job.run(at: shop.desk("inbound"), skipBad: true)
        #expect(report.scans == 1 && report.refused.map(\.line) == [6])
        let dry = try job.run(at: shop.desk("inbound"), dryRun: true)
        #expect(dry.known == 1 && dry.refused.count == 1)
    }

    @Test("check digits, where a shop's carrier has them")
    func checkDigits() {
        let seven = WaybillNumber(digits: 12...12, scheme: .mod7), ten = WaybillNumber(digits: 13...13, scheme: .mod10), plain = WaybillNumber(digits: 10...15, scheme: .none)
        // 12345678901 = 7 * 1763668414 + 3; 400638133393 is a published article number ending in 1.
        #expect(seven.allows("123456789013") && !seven.allows("123456789014"))
        #expect(ten.allows("4006381333931") && !ten.allows("4006381333932"))
        #expect(plain.allows("518012345678") && !plain.allows("518") && !plain.allows("51801234567x"))
    }
}
