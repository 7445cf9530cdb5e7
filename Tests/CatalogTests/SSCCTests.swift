import Catalog
import Testing

@Suite("SSCC")
struct SSCCTests {
    @Test("A number is made of extension digit, prefix and serial, with its check digit")
    func made() throws {
        // GS1's own example: 0 0614141 123456789 has the check digit 0.
        #expect(SSCC(extensionDigit: 1, companyPrefix: "0614141", serial: 123_456_789)?.digits == "106141411234567897")
        #expect(SSCC(extensionDigit: 3, companyPrefix: "4012345", serial: 1)?.digits == "340123450000000017")
        #expect(SSCC(extensionDigit: 0, companyPrefix: "401234512345", serial: 9_999)?.digits.count == 18)
        #expect(SSCC(extensionDigit: 0, companyPrefix: "401234512345", serial: 10_000) == nil)
    }

    @Test("What is none is refused with its reason")
    func refused() throws {
        #expect(try SSCC("106141411234567897").digits == "106141411234567897")
        #expect(throws: SSCC.Refusal.badCheckDigit(found: 8, expected: 7)) { try SSCC("106141411234567898") }
        #expect(throws: SSCC.Refusal.wrongLength(17)) { try SSCC("10614141123456789") }
        #expect(throws: SSCC.Refusal.notDigits) { try SSCC("10614141123456789X") }
    }
}
