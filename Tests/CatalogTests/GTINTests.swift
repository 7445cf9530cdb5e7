import Catalog
import Testing

struct GTINTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        var written: String
        var canonical: String
        var display: String
        var form: GTIN.Form
        var testDescription: String { written }
    }

    static let vectors: [Vector] = [
        .init(written: "8904000210037", canonical: "08904000210037", display: "8904000210037", form: .gtin13),
        .init(written: "036000241457", canonical: "00036000241457", display: "036000241457", form: .gtin12),
        .init(written: "18904000210034", canonical: "18904000210034", display: "18904000210034", form: .gtin14),
        .init(written: "08904000210037", canonical: "08904000210037", display: "8904000210037", form: .gtin13),
        .init(written: "96385074", canonical: "00000096385074", display: "96385074", form: .gtin8),
        .init(written: " 8-904000-210037 ", canonical: "08904000210037", display: "8904000210037", form: .gtin13),
        .init(written: "4 006381\u{A0}333931", canonical: "04006381333931", display: "4006381333931", form: .gtin13),
    ]

    @Test("A number is read in each of its forms", arguments: vectors)
    func reads(_ vector: Vector) throws {
        let gtin = try GTIN(vector.written)
        #expect(gtin.canonical14 == vector.canonical)
        #expect(gtin.display == vector.display)
        #expect(gtin.form == vector.form)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var written: String
        var refusal: GTIN.Refusal
        var testDescription: String { written }
    }

    static let refused: [Refused] = [
        .init(written: "does not apply", refusal: .notDigits),
        .init(written: "8904000210037X", refusal: .notDigits),
        .init(written: "８９０４０００２１００３７", refusal: .notDigits),
        .init(written: "4,00638E+12", refusal: .notDigits),
        .init(written: "", refusal: .wrongLength(0)),
        .init(written: "--", refusal: .wrongLength(0)),
        .init(written: "890400021003", refusal: .badCheckDigit(found: 3, expected: 8)),
        .init(written: "12345", refusal: .wrongLength(5)),
        .init(written: "123456789012345", refusal: .wrongLength(15)),
        .init(written: "8904000210038", refusal: .badCheckDigit(found: 8, expected: 7)),
        .init(written: "18904000210037", refusal: .badCheckDigit(found: 7, expected: 4)),
        .init(written: "0000000000000", refusal: .allZeros),
    ]

    @Test("What is no number is refused by name", arguments: refused)
    func refuses(_ case: Refused) {
        #expect(throws: `case`.refusal) { try GTIN(`case`.written) }
    }

    struct Check: Sendable {
        var digits: [UInt8]
        var check: Int
    }

    @Test(
        "The check digits of the reference vectors come out",
        arguments: [
            Check(digits: [8, 9, 0, 4, 0, 0, 0, 2, 1, 0, 0, 3], check: 7),
            Check(digits: [0, 3, 6, 0, 0, 0, 2, 4, 1, 4, 5], check: 7),
            Check(digits: [1, 8, 9, 0, 4, 0, 0, 0, 2, 1, 0, 0, 3], check: 4),
        ])
    func checkDigit(_ vector: Check) {
        #expect(GTIN.checkDigit(of: vector.digits) == vector.check)
    }

    @Test("Every wrong last digit is refused, and every digit that is changed")
    func everySingleErrorIsFound() throws {
        let right: [UInt8] = [8, 9, 0, 4, 0, 0, 0, 2, 1, 0, 0, 3, 7]
        for place in right.indices {
            for digit in UInt8(0)...9 where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                let text = wrong.map(String.init).joined()
                #expect(throws: GTIN.Refusal.self, "\(text)") { try GTIN(text) }
            }
        }
    }

    @Test("One number is the same however it is written")
    func equality() throws {
        let upc = try GTIN("036000241457")
        let ean = try GTIN("0036000241457")
        #expect(upc == ean)
        #expect(Set([upc, ean]).count == 1)
        #expect(upc.display != ean.display)
    }

    @Test(
        "Prefixes for internal use are told",
        arguments: [
            ("2000000000008", true), ("2999999999991", true), ("0200000000004", true), ("200000000004", true),
            ("020000000008", false),
            ("0400000000008", true), ("8904000210037", false), ("0300000000001", false), ("12000000000005", true),
            ("96385074", false), ("20000004", true),
        ])
    func restricted(_ written: String, _ isRestricted: Bool) throws {
        #expect(try GTIN(written).hasRestrictedPrefix == isRestricted)
    }
}
