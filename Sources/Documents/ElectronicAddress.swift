/// Where a party takes electronic documents in, as Peppol's directory knows it.
package struct ElectronicAddress: Sendable, Equatable {
    /// A code of the list EAS, as `0088` for a GLN.
    package let scheme: String
    /// The address there.
    package let value: String

    /// An address by a code of four digits, or by a usual word for one; nil where neither is known.
    package init?(scheme: String, value: String) {
        let word = scheme.uppercased()
        guard let code = Self.words[word] ?? (word.count == 4 && word.allSatisfy(\.isNumber) ? word : nil) else {
            return nil
        }
        (self.scheme, self.value) = (code, value)
    }

    /// The address that is made of a VAT number; nil where the list has none for its country.
    package init?(vatID: String) {
        guard let code = Self.vatSchemes[String(vatID.prefix(2)).uppercased()] else { return nil }
        (scheme, value) = (code, vatID)
    }

    /// An address as a setting has it: `0088:4012345000009`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        self.init(scheme: parts[0], value: parts[1])
    }

    private static let words = ["GLN": "0088", "DUNS": "0060"]

    /// Codes of the list EAS for VAT numbers, by the prefix of the number.
    private static let vatSchemes = [
        "HU": "9910", "AT": "9914", "ES": "9920", "AD": "9922", "AL": "9923", "BA": "9924", "BE": "9925", "BG": "9926",
        "CH": "9927", "CY": "9928", "CZ": "9929", "DE": "9930", "EE": "9931", "GB": "9932", "EL": "9933", "HR": "9934",
        "IE": "9935", "LI": "9936", "LT": "9937", "LU": "9938", "LV": "9939", "MC": "9940", "ME": "9941", "MK": "9942",
        "MT": "9943", "NL": "9944", "PL": "9945", "PT": "9946", "RO": "9947", "RS": "9948", "SI": "9949", "SK": "9950",
        "SM": "9951", "TR": "9952", "VA": "9953", "FR": "9957",
    ]
}
