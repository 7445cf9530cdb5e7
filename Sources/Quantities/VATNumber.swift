/// VAT numbers by their form, for the countries that make theirs public.
///
/// Check digits are not looked at: their rules differ by country and kind of number, and some change.
public enum VATNumber {
    /// A number as it is kept, or what is the matter with it.
    public enum Reading: Equatable, Sendable {
        /// Without blanks, points and hyphens, in capital letters, where its country is known; else to the letter.
        case sound(String)
        /// What is wrong, as the end of a sentence.
        case faulty(String)
    }

    /// Reads a number of somebody in a country.
    ///
    /// He may be registered in another, so its first letters decide; without those of a country it is refused where his own
    /// has some, and kept to the letter elsewhere.
    public static func reading(_ text: String, of country: String) -> Reading {
        let number = String(text.filter { !" .-\u{A0}".contains($0) }.uppercased())
        if let forms = forms[String(number.prefix(2))] {
            let isOfForm = forms.contains { fits(number.dropFirst(2), $0) }
            return isOfForm
                ? .sound(number) : .faulty("one of \(number.prefix(2)) has the form \(words(number.prefix(2)))")
        }
        let prefix = country == "GR" ? "EL" : country
        guard forms[prefix] != nil else { return .sound(text) }
        return .faulty(
            "it does not begin with the letters of a country; one of \(prefix) has the form \(words(prefix[...]))")
    }

    /// The country whose letters a number begins with, by ISO 3166-1; nil where that is none of those known.
    public static func country(of number: String) -> String? {
        let prefix = String(number.prefix(2).uppercased())
        guard forms[prefix] != nil else { return nil }
        return prefix == "EL" ? "GR" : prefix
    }

    private static func words(_ prefix: Substring) -> String {
        (forms[String(prefix)] ?? []).map { prefix + $0 }.joined(separator: " or ")
    }

    /// `9` is a digit, `?` a letter or a digit, `@` a letter; all else is itself.
    private static func fits(_ number: Substring, _ form: String) -> Bool {
        number.utf8.count == form.utf8.count
            && zip(number.utf8, form.utf8).allSatisfy { byte, mark in
                let (isDigit, isLetter) = ((0x30...0x39).contains(byte), (0x41...0x5A).contains(byte))
                return switch mark {
                case UInt8(ascii: "9"): isDigit
                case UInt8(ascii: "?"): isDigit || isLetter
                case UInt8(ascii: "@"): isLetter
                default: byte == mark
                }
            }
    }

    /// What stands behind the two letters of a country.
    ///
    /// Source: VIES, the European Commission's list of structures; HMRC for GB; ESTV for CH; Brønnøysundregistrene for NO.
    private static let forms: [String: [String]] = Dictionary(
        uniqueKeysWithValues: """
            AT U99999999
            BE 0999999999 1999999999
            BG 999999999 9999999999
            CH E999999999 E999999999MWST E999999999TVA E999999999IVA
            CY 99999999@
            CZ 99999999 999999999 9999999999
            DE 999999999
            DK 99999999
            EE 999999999
            EL 999999999
            ES @9999999? 99999999@
            FI 99999999
            FR ??999999999
            GB 999999999 999999999999 GD999 HA999
            HR 99999999999
            HU 99999999
            IE 9999999@ 9999999@@ 9@99999@ 9+99999@ 9*99999@
            IT 99999999999
            LT 999999999 999999999999
            LU 99999999
            LV 99999999999
            MT 99999999
            NL 999999999B99
            NO 999999999 999999999MVA
            PL 9999999999
            PT 999999999
            RO 99 999 9999 99999 999999 9999999 99999999 999999999 9999999999
            SE 999999999999
            SI 99999999
            SK 9999999999
            XI 999999999 999999999999 GD999 HA999
            """.split(separator: "\n").map { line in
                let parts = line.split(separator: " ").map(String.init)
                return (parts[0], Array(parts.dropFirst()))
            })
}
