import Testing

@testable import Workbooks

struct CellNumberTests {
    @Test(
        "A number keeps its digits, without an exponent and with the profile's mark",
        arguments: [
            ("8.4", "8,4"), ("12.50", "12,50"), ("0", "0"), ("-3", "-3"), ("007", "7"), ("0.05", "0,05"), (".5", "0,5"),
            ("9521505001008", "9521505001008"), ("1E3", "1000"), ("1.5E-3", "0,0015"), ("1.25e+1", "12,5"),
            ("1E-7", "0,0000001"), ("999999999999999", "999999999999999"),
        ])
    func digits(_ written: String, _ text: String) throws {
        #expect(try #require(CellNumber(written[...])).text(decimalMark: ",") == text)
    }

    @Test(
        "Of more than 15 digits the rest is what a binary fraction left, as Excel writes it",
        arguments: [
            ("1.1000000000000001", "1.1"), ("8.4000000000000004", "8.4"), ("3.3000000000000003", "3.3"),
            ("0.10000000000000001", "0.1"), ("19.949999999999999", "19.95"), ("99.999999999999986", "100"),
            ("1.0000000000000002E-2", "0.01"), ("1.23456789012345", "1.23456789012345"),
        ])
    func binary(_ written: String, _ text: String) throws {
        #expect(try #require(CellNumber(written[...])).text(decimalMark: ".") == text)
    }

    @Test(
        "What is no number is none", arguments: ["", "-", ".", "1,5", "1e", "1e999", "0x10", "NaN", "1.2.3", "٣", " 1"])
    func others(_ written: String) { #expect(CellNumber(written[...]) == nil) }

    @Test("Zeros in front are those of the format")
    func zeros() throws {
        #expect(try #require(CellNumber("42")).padded(to: 5) == "00042")
        #expect(try #require(CellNumber("123456")).padded(to: 5) == "123456")
        #expect(try #require(CellNumber("0")).padded(to: 3) == "000")
        #expect(try #require(CellNumber("4.5")).padded(to: 5) == nil)
        #expect(try #require(CellNumber("-4")).padded(to: 5) == nil)
    }

    @Test(
        "A day is told by the calendar of spreadsheets",
        arguments: [
            ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("25569", "1970-01-01"),
            ("46342", "2026-11-16"), ("45351", "2024-02-29"), ("46342.75", "2026-11-16T18:00:00"),
            ("46342.99999999999", "2026-11-17"), ("2958465", "9999-12-31"),
        ])
    func days(_ written: String, _ day: String) throws {
        #expect(CellDay().text(try #require(CellNumber(written[...]))) == day)
    }

    @Test("What is no day stays a number", arguments: ["0", "60", "-1", "2958466", "1E9"])
    func noDays(_ written: String) throws { #expect(CellDay().text(try #require(CellNumber(written[...]))) == nil) }

    @Test("A workbook may count from 1904")
    func from1904() throws {
        let days = CellDay(isFrom1904: true)
        #expect(days.text(try #require(CellNumber("0"))) == "1904-01-01")
        #expect(days.text(try #require(CellNumber("44880"))) == "2026-11-16")
    }

    @Test(
        "A format says whether a number is a day, or has zeros in front",
        arguments: [
            ("yyyy\\-mm\\-dd", CellStyles.Form.day), ("[$-407]D. MMMM YYYY;@", .day), ("dd/mm", .day),
            ("0000", .zeros(4)),
            ("0", .number), ("#,##0.00\\ \"dry\"", .number), ("General", .number), ("[Red]0.00", .number),
            ("h:mm", .number),
            ("0.00;[Red]\"d\"0", .number), ("@", .number),
        ])
    func forms(_ code: String, _ form: CellStyles.Form) { #expect(CellStyles.form(code: code) == form) }

    @Test("Characters that XML does not have are unescaped, and controls stay as they are written")
    func unescaped() {
        #expect(SheetRows.unescaped("a_x000A_b_x005F_x0041_") == "a\nb_x0041_")
        #expect(SheetRows.unescaped("_x0007_ _x00_ _xZZZZ_ _x000D") == "_x0007_ _x00_ _xZZZZ_ _x000D")
    }
}
