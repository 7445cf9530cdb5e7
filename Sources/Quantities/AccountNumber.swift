/// Numbers of accounts, ISO 13616, and of banks, ISO 9362, by their form.
public enum AccountNumber {
    /// A number as it is kept, or what is the matter with it.
    public enum Reading: Equatable, Sendable {
        /// Without spaces, in capital letters where it is an IBAN.
        case sound(String)
        /// What is wrong, as the end of a sentence.
        case faulty(String)
    }

    /// Reads an account: what begins with two letters and two digits has to be a whole IBAN, with the length of its country where
    /// that is known and the remainder 1 when divided by 97; any other number is kept to the letter.
    ///
    /// Source: ISO 13616-1, 6; the lengths are those of the registry of IBANs that SWIFT keeps.
    public static func account(_ text: String) -> Reading {
        let iban = compact(text)
        let head = Array(iban.utf8.prefix(4))
        guard head.count == 4, head.prefix(2).allSatisfy(isLetter), head.suffix(2).allSatisfy(isDigit) else {
            return .sound(text)
        }
        guard iban.utf8.allSatisfy({ isLetter($0) || isDigit($0) }) else {
            return .faulty("an IBAN has letters and digits only")
        }
        let country = String(iban.prefix(2))
        if let length = lengths[country], iban.utf8.count != length {
            return .faulty("an IBAN of \(country) has \(length) characters, not \(iban.utf8.count)")
        }
        guard (15...34).contains(iban.utf8.count) else { return .faulty("an IBAN has 15 to 34 characters") }
        return remainder(iban) == 1 ? .sound(iban) : .faulty("its check digits are not right")
    }

    /// Reads a BIC: four letters or digits, a country, two letters or digits, and for a branch three more.
    ///
    /// Source: ISO 9362:2022, 5.
    public static func bank(_ text: String) -> Reading {
        let bic = compact(text)
        guard bic.utf8.allSatisfy({ isLetter($0) || isDigit($0) }), [8, 11].contains(bic.utf8.count) else {
            return .faulty("a BIC has 8 or 11 letters and digits")
        }
        let country = String(bic.dropFirst(4).prefix(2))
        return CountryCode.isKnown(country)
            ? .sound(bic) : .faulty("its fifth and sixth letters, \(country), are no country")
    }

    private static func compact(_ text: String) -> String { text.filter { $0 != " " }.uppercased() }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// That of the number whose first four characters stand last and whose letters are 10 to 35, by 97.
    private static func remainder(_ iban: String) -> Int {
        let bytes = Array(iban.utf8.dropFirst(4)) + Array(iban.utf8.prefix(4))
        return bytes.reduce(0) { (rest: Int, byte: UInt8) -> Int in
            let (value, base) = isDigit(byte) ? (Int(byte) - 0x30, 10) : (Int(byte) - 0x37, 100)
            return (rest * base + value) % 97
        }
    }

    private static let lengths = Dictionary(
        uniqueKeysWithValues: """
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 \
            ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 \
            LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 \
            PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 \
            YE30
            """.split(separator: " ").map { (String($0.prefix(2)), Int($0.dropFirst(2)) ?? 0) })
}
