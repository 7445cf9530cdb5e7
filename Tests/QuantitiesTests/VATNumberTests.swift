import Quantities
import Testing

struct VATNumberTests {
    @Test(
        "A number has the form of the country whose letters it begins with, and is kept without what people put between",
        arguments: [
            ("DE123456789", "DE", "DE123456789"), ("de 123 456 789", "DE", "DE123456789"),
            ("ATU13585627", "AT", "ATU13585627"), ("EL123456789", "GR", "EL123456789"),
            ("FR40303265045", "FR", "FR40303265045"), ("DE123456789", "FR", "DE123456789"),
            ("ESX1234567L", "ES", "ESX1234567L"), ("IE1234567FA", "IE", "IE1234567FA"),
            ("IE1+23456F", "IE", "IE1+23456F"),
            ("NL123456789B01", "NL", "NL123456789B01"), ("XI123456789", "XI", "XI123456789"),
            ("GB GD001", "GB", "GBGD001"), ("CHE-123.456.789 MWST", "CH", "CHE123456789MWST"),
            ("NO 999 999 999 MVA", "NO", "NO999999999MVA"), ("RO12", "RO", "RO12"),
            ("DE12345678", "DE", nil), ("DE1234567890", "DE", nil), ("GR123456789", "GR", nil),
            ("123456789", "DE", nil), ("AT13585627", "AT", nil), ("NL123456789A01", "NL", nil),
            ("BE2123456789", "BE", nil),
            // Nothing is known of others.
            ("12-345 a", "US", "12-345 a"),
        ] as [(String, String, String?)])
    func form(_ text: String, _ country: String, _ kept: String?) {
        switch VATNumber.reading(text, of: country) {
        case .sound(let number): #expect(number == kept)
        case .faulty(let words): #expect(kept == nil && words.contains("has the form"), "\(words)")
        }
    }

    @Test("The letters tell the country")
    func country() {
        #expect(VATNumber.country(of: "EL123456789") == "GR" && VATNumber.country(of: "de123") == "DE")
        #expect(VATNumber.country(of: "US1") == nil)
    }
}
