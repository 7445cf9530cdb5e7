import Quantities
import Testing

struct DecimalReadingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var notation: String
        var value: String
        var testDescription: String { "\(text.prefix(40)) as \(notation)" }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var text: String
        var notation: String
        var refusal: DecimalRefusal
        var testDescription: String { "\(text.prefix(40)) as \(notation)" }
    }

    static let notations: [String: NumberNotation] = [
        "1.2": .plain,
        "1,234.5": NumberNotation(decimalMark: ".", groupMark: ","),
        "1.234,5": NumberNotation(decimalMark: ",", groupMark: "."),
        "1 234,5": NumberNotation(decimalMark: ",", groupMark: " "),
        "1,2": NumberNotation(decimalMark: ","),
        "either": NumberNotation(decimalMark: ".", groupMark: " ", otherMark: ","),
    ]

    static let accepted: [Case] = [
        Case(text: "0", notation: "1.2", value: "0"), Case(text: "12.50", notation: "1.2", value: "12.5"),
        Case(text: "1234567.891", notation: "1.2", value: "1234567.891"),
        Case(text: "-3", notation: "1.2", value: "-3"), Case(text: "+3", notation: "1.2", value: "3"),
        Case(text: ".8", notation: "1.2", value: "0.8"), Case(text: "8.", notation: "1.2", value: "8"),
        Case(text: "-.5", notation: "1.2", value: "-0.5"), Case(text: "0007", notation: "1.2", value: "7"),
        Case(text: "-0", notation: "1.2", value: "0"),
        Case(text: "0.105", notation: "1.2", value: "0.105"),
        Case(text: "0.000001", notation: "1.2", value: "0.000001"),
        Case(text: "1.1000000000", notation: "1.2", value: "1.1"),
        Case(text: "999999999999.999999", notation: "1.2", value: "999999999999.999999"),
        Case(text: "-999999999999.999999", notation: "1.2", value: "-999999999999.999999"),
        Case(text: "000000000000000000001", notation: "1.2", value: "1"),
        Case(text: String(repeating: "0", count: 5000) + "1", notation: "1.2", value: "1"),
        Case(text: "24.90", notation: "either", value: "24.9"), Case(text: "24,9", notation: "either", value: "24.9"),
        Case(text: "1 234,567", notation: "either", value: "1234.567"),
        Case(text: "1234.567", notation: "either", value: "1234.567"),
        Case(text: "0.125", notation: "either", value: "0.125"),
        Case(text: "12.3456", notation: "either", value: "12.3456"),
        Case(text: "12,80", notation: "1,2", value: "12.8"), Case(text: ",8", notation: "1,2", value: "0.8"),
        Case(text: "1.234,50", notation: "1.234,5", value: "1234.5"),
        Case(text: "1.234.567,89", notation: "1.234,5", value: "1234567.89"),
        Case(text: "1.234", notation: "1.234,5", value: "1234"),
        Case(text: "12.345", notation: "1.234,5", value: "12345"),
        Case(text: "12,80", notation: "1.234,5", value: "12.8"),
        Case(text: "100.000,5", notation: "1.234,5", value: "100000.5"),
        Case(text: "-1.234,5", notation: "1.234,5", value: "-1234.5"),
        Case(text: "1,234.50", notation: "1,234.5", value: "1234.5"),
        Case(text: "1 234,50", notation: "1 234,5", value: "1234.5"),
        Case(text: "1\u{A0}234,50", notation: "1 234,5", value: "1234.5"),
        Case(text: "1\u{202F}234 567,5", notation: "1 234,5", value: "1234567.5"),
    ]

    static let refused: [Refused] = [
        Refused(text: "1.234", notation: "either", refusal: .notDecimal),
        Refused(text: "-12,345", notation: "either", refusal: .notDecimal),
        Refused(text: "1.234,50", notation: "either", refusal: .notDecimal),
        Refused(text: "", notation: "1.2", refusal: .notDecimal),
        Refused(text: ".", notation: "1.2", refusal: .notDecimal),
        Refused(text: "-", notation: "1.2", refusal: .notDecimal),
        Refused(text: "+", notation: "1.2", refusal: .notDecimal),
        Refused(text: "-.", notation: "1.2", refusal: .notDecimal),
        Refused(text: "--1", notation: "1.2", refusal: .notDecimal),
        Refused(text: "1-", notation: "1.2", refusal: .notDecimal),
        Refused(text: "+-1", notation: "1.2", refusal: .notDecimal),
        Refused(text: "1.2.3", notation: "1.2", refusal: .notDecimal),
        Refused(text: "1,5", notation: "1.2", refusal: .notDecimal),
        Refused(text: "12abc", notation: "1.2", refusal: .notDecimal),
        Refused(text: "0x10", notation: "1.2", refusal: .notDecimal),
        Refused(text: "1e5", notation: "1.2", refusal: .notDecimal),
        Refused(text: "NaN", notation: "1.2", refusal: .notDecimal),
        Refused(text: "inf", notation: "1.2", refusal: .notDecimal),
        Refused(text: " 1", notation: "1.2", refusal: .notDecimal),
        Refused(text: "1 ", notation: "1.2", refusal: .notDecimal),
        Refused(text: "1 000", notation: "1.2", refusal: .notDecimal),
        Refused(text: "12.5O", notation: "1.2", refusal: .notDecimal),
        Refused(text: "١٢", notation: "1.2", refusal: .notDecimal),
        Refused(text: "１２", notation: "1.2", refusal: .notDecimal),
        Refused(text: "1\u{0}", notation: "1.2", refusal: .notDecimal),
        Refused(text: "−1", notation: "1.2", refusal: .notDecimal),
        Refused(text: "1'000", notation: "1.2", refusal: .notDecimal),
        Refused(text: "1.\u{301}5", notation: "1.2", refusal: .notDecimal),
        Refused(text: "½", notation: "1.2", refusal: .notDecimal),
        Refused(text: "0.0000001", notation: "1.2", refusal: .tooPrecise),
        Refused(text: "1.3333333", notation: "1.2", refusal: .tooPrecise),
        Refused(text: "1000000000000", notation: "1.2", refusal: .tooPrecise),
        Refused(text: String(repeating: "9", count: 40), notation: "1.2", refusal: .tooPrecise),
        Refused(text: String(repeating: "9", count: 100_000), notation: "1.2", refusal: .tooPrecise),
        Refused(text: "4.95", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "1.23,4", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "1.2345", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "1234.567", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "1.234.56", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: ".234", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "1..234", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "1,234.5", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "1.234,5.6", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "-.234", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "1,5", notation: "1,234.5", refusal: .notDecimal),
        Refused(text: "1,23", notation: "1,234.5", refusal: .notDecimal),
        Refused(text: "1,234,5", notation: "1,2", refusal: .notDecimal),
        Refused(text: "1 23,5", notation: "1 234,5", refusal: .notDecimal),
        Refused(text: "1  234", notation: "1 234,5", refusal: .notDecimal),
        // No thousands begin with a zero: this is the other notation, and reading it would be a thousandfold mistake.
        Refused(text: "0.402", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "0,125", notation: "1,234.5", refusal: .notDecimal),
        Refused(text: "-0.402", notation: "1.234,5", refusal: .notDecimal),
        Refused(text: "000.402", notation: "1.234,5", refusal: .notDecimal),
    ]

    @Test("A number is read in the notation that is told", arguments: accepted)
    func reads(_ number: Case) throws {
        let notation = try #require(Self.notations[number.notation])
        #expect(try Decimal(number.text, notation: notation).text == number.value)
    }

    @Test("What is no number of the notation is refused with its reason", arguments: refused)
    func refuses(_ number: Refused) throws {
        let notation = try #require(Self.notations[number.notation])
        #expect(throws: number.refusal) { try Decimal(number.text, notation: notation) }
    }

    @Test("Every number that is written is read back as the same", arguments: 0..<20)
    func roundTrip(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<500 {
            let bound = Int64.random(in: 1...999_999_999_999_999_999, using: &random)
            let value = Decimal(millionths: Int64.random(in: -bound...bound, using: &random))
            #expect(try Decimal(value.text) == value, "seed \(seed)")
            #expect(try Decimal(value.text(minimumFractionDigits: 4)) == value, "seed \(seed)")
        }
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
