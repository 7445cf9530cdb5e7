import Quantities
import Testing

struct DecimalValueTests {
    struct Quotient: Sendable, CustomTestStringConvertible {
        var amount: String
        var factor: String
        var divisor: String
        var result: String?
        var testDescription: String { "\(amount) x \(factor) / \(divisor)" }

        init(_ amount: String, _ factor: String, _ divisor: String, _ result: String?) {
            self.amount = amount
            self.factor = factor
            self.divisor = divisor
            self.result = result
        }
    }

    static let quotients: [Quotient] = [
        Quotient("24.50", "1", "10", "2.45"), Quotient("145", "1", "100", "1.45"),
        Quotient("26.00", "0.95", "1", "24.7"), Quotient("1", "1", "3", "0.333333"),
        Quotient("2", "1", "3", "0.666667"), Quotient("-2", "1", "3", "-0.666667"),
        // Exactly half of the sixth digit goes to the even neighbour, on either side of zero.
        Quotient("0.000001", "1", "2", "0"), Quotient("0.000003", "1", "2", "0.000002"),
        Quotient("0.000005", "1", "2", "0.000002"), Quotient("0.000007", "1", "2", "0.000004"),
        Quotient("-0.000001", "1", "2", "0"), Quotient("-0.000003", "1", "2", "-0.000002"),
        Quotient("0.000003", "1", "-2", "-0.000002"), Quotient("-0.000003", "1", "-2", "0.000002"),
        Quotient("0.000003", "0.5", "1", "0.000002"), Quotient("0.000001", "0.500001", "1", "0.000001"),
        Quotient("999999999999.999999", "1", "1", "999999999999.999999"),
        Quotient("999999999999.999999", "2", "2", "999999999999.999999"),
        Quotient("999999999999.999999", "1.000001", "1", nil), Quotient("1", "1", "0", nil),
        Quotient("1000000", "1", "0.000001", nil),
        Quotient("0", "1", "7", "0"),
    ]

    @Test("A quotient is exact or rounded half to even at the sixth digit", arguments: quotients)
    func divides(_ quotient: Quotient) throws {
        let result = Decimal.quotient(
            try Decimal(quotient.amount), times: try Decimal(quotient.factor), by: try Decimal(quotient.divisor))
        #expect(result?.text == quotient.result)
    }

    @Test("Scaling by a ratio rounds half to even and refuses what does not fit")
    func scales() throws {
        #expect(try Decimal("1").scaled(by: 254, over: 10)?.text == "25.4")
        #expect(try Decimal("12.6").scaled(by: 254, over: 10)?.text == "320.04")
        #expect(try Decimal("0.000001").scaled(by: 1, over: 2)?.text == "0")
        #expect(try Decimal("0.000003").scaled(by: 1, over: 2)?.text == "0.000002")
        #expect(try Decimal("999999999999").scaled(by: 1000, over: 1) == nil)
        #expect(try Decimal("1").scaled(by: 1, over: 0) == nil)
    }

    struct Form: Sendable {
        var millionths: Int64
        var shortest: String
        var twoDigits: String
    }

    static let forms: [Form] = [
        Form(millionths: 0, shortest: "0", twoDigits: "0.00"),
        Form(millionths: 12_500_000, shortest: "12.5", twoDigits: "12.50"),
        Form(millionths: 1, shortest: "0.000001", twoDigits: "0.000001"),
        Form(millionths: -1, shortest: "-0.000001", twoDigits: "-0.000001"),
        Form(millionths: -500_000, shortest: "-0.5", twoDigits: "-0.50"),
        Form(millionths: 105_000, shortest: "0.105", twoDigits: "0.105"),
        Form(millionths: 1_010_000, shortest: "1.01", twoDigits: "1.01"),
        Form(millionths: 100_000_000, shortest: "100", twoDigits: "100.00"),
        Form(
            millionths: 999_999_999_999_999_999, shortest: "999999999999.999999", twoDigits: "999999999999.999999"),
    ]

    @Test("A number is written with no more digits than needed or wanted", arguments: forms)
    func writes(_ form: Form) {
        let value = Decimal(millionths: form.millionths)
        #expect(value.text == form.shortest)
        #expect(value.description == form.shortest)
        #expect(value.text(minimumFractionDigits: 2) == form.twoDigits)
    }

    static let roundedUp = [
        Quotient("4.10", "100", "60", "6.84"), Quotient("6", "1", "3", "2"), Quotient("0.000001", "1", "3", "0.01"),
        Quotient("6.83", "100", "100", "6.83"), Quotient("4.098", "100", "59.9999", "6.84"),
        Quotient("-1", "1", "3", "-0.33"), Quotient("1", "1", "-3", "-0.33"), Quotient("-1", "1", "-3", "0.34"),
        Quotient("0", "5", "3", "0"), Quotient("1", "1", "0", nil), Quotient("999999999999", "10", "1", nil),
    ]

    @Test("A quotient that is rounded up is never below the exact one", arguments: roundedUp)
    func roundsUp(_ row: Quotient) throws {
        let value = Decimal.quotient(
            try Decimal(row.amount), times: try Decimal(row.factor), by: try Decimal(row.divisor),
            roundedUpToFractionDigits: 2)
        #expect(value?.text == row.result)
    }

    @Test("Whole numbers are told from fractions, and order is by value")
    func wholesAndOrder() throws {
        #expect(Decimal(12).whole == 12)
        #expect(try Decimal("12.000001").whole == nil)
        #expect(try Decimal("-3.0").whole == -3)
        #expect(try Decimal("12.000001").isWhole == false)
        #expect(try Decimal("-2") < Decimal("-1.999999"))
        #expect(try Decimal("9") < Decimal("10"))
        #expect(Decimal.zero == Decimal(0))
    }
}
