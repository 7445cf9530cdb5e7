import Quantities
import Testing

@Suite("Numbers of accounts and banks")
struct AccountNumberTests {
    @Test(
        "What looks like an IBAN has to be one; other numbers are kept to the letter",
        arguments: [
            ("DE02120300000000202051", AccountNumber.Reading.sound("DE02120300000000202051")),
            ("de02 1203 0000 0000 2020 51", .sound("DE02120300000000202051")),
            // Examples of the registry, with letters among the digits.
            ("GB29 NWBK 6016 1331 9268 19", .sound("GB29NWBK60161331926819")),
            ("MT84 MALT 0110 0001 2345 MTLC AST0 01S", .sound("MT84MALT011000012345MTLCAST001S")),
            ("NO93 8601 1117 947", .sound("NO9386011117947")),
            ("DE00", .faulty("an IBAN of DE has 22 characters, not 4")),
            ("DE02 1203 0000 0000 2020 52", .faulty("its check digits are not right")),
            // Two digits changed places.
            ("DE02 1230 0000 0000 2020 51", .faulty("its check digits are not right")),
            ("NL91 ABNA 0417 1643 0", .faulty("an IBAN of NL has 18 characters, not 17")),
            ("DE02-1203-0000-0000-2020-51", .faulty("an IBAN has letters and digits only")),
            ("ZZ12", .faulty("an IBAN has 15 to 34 characters")),
            ("ZZ68539007547034", .faulty("its check digits are not right")),
            ("", .sound("")), ("6217 0000 1000 1234 567", .sound("6217 0000 1000 1234 567")),
            ("021000021 / 1234567", .sound("021000021 / 1234567")), ("Acct 77", .sound("Acct 77")),
        ])
    func accounts(text: String, reading: AccountNumber.Reading) {
        #expect(AccountNumber.account(text) == reading)
    }

    @Test(
        "A BIC has the form of ISO 9362",
        arguments: [
            ("BYLADEM1001", AccountNumber.Reading.sound("BYLADEM1001")), ("byla de m1", .sound("BYLADEM1")),
            ("DEUTDEFF", .sound("DEUTDEFF")), ("DEUTDEF", .faulty("a BIC has 8 or 11 letters and digits")),
            ("DEUTDEFF5", .faulty("a BIC has 8 or 11 letters and digits")),
            ("DEUT-DEFF", .faulty("a BIC has 8 or 11 letters and digits")),
            ("DEUTXXFF", .faulty("its fifth and sixth letters, XX, are no country")),
        ])
    func banks(text: String, reading: AccountNumber.Reading) {
        #expect(AccountNumber.bank(text) == reading)
    }
}
