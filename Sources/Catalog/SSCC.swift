/// A Serial Shipping Container Code, GS1's number of one carton or pallet, whose check digit has been verified.
///
/// Source: GS1 General Specifications, AI (00): an extension digit, the company's prefix, a serial number, the check digit.
public struct SSCC: Hashable, Sendable {
    /// Why a text is no SSCC; the first reason that applies is given, in this order.
    public enum Refusal: Error, Hashable, Sendable {
        /// There is something else than digits.
        case notDigits
        /// The digits are not 18.
        case wrongLength(Int)
        /// The last digit is not the one that the others ask for.
        case badCheckDigit(found: Int, expected: Int)
    }

    /// The 18 digits.
    public let digits: String

    /// Reads a number as it is written, without blanks.
    public init(_ text: some StringProtocol) throws(Refusal) {
        let found = Array(text.utf8)
        guard found.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .notDigits }
        guard found.count == 18 else { throw .wrongLength(found.count) }
        let last = Int(found[17] - 0x30)
        let expected = GTIN.checkDigit(of: found.dropLast().map { $0 - 0x30 })
        guard last == expected else { throw .badCheckDigit(found: last, expected: expected) }
        digits = String(text)
    }

    /// The number of a serial, filled with zeros in front; nil where the serial has more digits than the prefix leaves it.
    ///
    /// The prefix has 4 to 12 digits, the extension one.
    public init?(extensionDigit: Int, companyPrefix: String, serial: Int64) {
        precondition((0...9).contains(extensionDigit) && serial >= 0)
        let room = 16 - companyPrefix.utf8.count
        let serial = String(serial)
        guard room >= serial.utf8.count else { return nil }
        let body =
            "\(extensionDigit)\(companyPrefix)" + String(repeating: "0", count: room - serial.utf8.count) + serial
        self.init(checked: body + String(GTIN.checkDigit(of: body.utf8.map { $0 - 0x30 })))
    }

    private init(checked digits: String) { self.digits = digits }
}
