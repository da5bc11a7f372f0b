import Exchange
import Testing

@Suite struct MaskingTests {
    @Test("B-40 B-62: telephone numbers lose their middle, order numbers and amounts stay", arguments: [
        ("单雅芳,13911112222,HT20261116001", "单雅芳,139****2222,HT20261116001"), ("057188886666 / 13700001111。", "057*****6666 / 137****1111。"),
        ("金额 1234567,SN139111122223", "金额 1234567,SN139111122223"), ("", ""), ("2026-11-16 10:00", "2026-11-16 10:00"),
    ])
    func masks(text: String, masked: String) { #expect(Masking.phones(in: text) == masked) }

    @Test("B-40 B-63: whole numbers are for those whom the playbook gives the right; where it says nothing, for anybody")
    func right() throws {
        let decoration = try PlaybookFile.builtIn("decoration").playbook, shop = try PlaybookFile.builtIn().playbook
        #expect(!decoration.mayTakePhones(["csSpecialist"]) && decoration.mayTakePhones(["csSpecialist", "csSupervisor"]))
        #expect(shop.mayTakePhones(["csSpecialist"]))
    }
}
