import Quantities
import Testing

struct UnitOfMeasureTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var code: String
        var words: String
        var testDescription: String { code }

        init(_ code: String, _ words: String) {
            self.code = code
            self.words = words
        }
    }

    /// The words that real feeds use, by the code they mean.
    static let known: [Row] = [
        Row("C62", "C62 1"), Row("H87", "H87 PCE PC St Stk Stück Stueck szt. ks pcs ST stück STK St. Stk."),
        Row("EA", "EA each"), Row("NAR", "NAR"),
        Row("XPK", "PK NMP XPK Packung opakowanie pack"), Row("XPA", "PA XPA"), Row("XBX", "BX BOX XBX box"),
        Row("XCT", "CT XCT KAR Karton ctn"), Row("XCS", "CS XCS"), Row("PR", "PR NPR Paar"),
        Row("SET", "SET komplet set"), Row("XRO", "RO XRO"), Row("KGM", "KGM kg KG Kg"), Row("GRM", "GRM g gram"),
        Row("LBR", "LBR lb lbs"), Row("ONZ", "ONZ oz"), Row("MTR", "MTR m"), Row("CMT", "CMT cm"),
        Row("MMT", "MMT mm"), Row("INH", "INH in"), Row("MTK", "MTK m²"), Row("LTR", "LTR l"), Row("MLT", "MLT ml"),
        Row("DAY", "DAY"), Row("WEE", "WEE"), Row("HUR", "HUR"),
    ]

    @Test("Each word of the feeds means its code", arguments: known)
    func recognises(_ row: Row) {
        for word in row.words.split(separator: " ") {
            #expect(UnitOfMeasure.recognised(String(word))?.code == row.code, "\(word)")
        }
    }

    @Test(
        "False friends and unknown words are not guessed",
        arguments: ["CA", "04", "PF", "KPO", "GEB", "CTNS", "drams", "stk stk", "", ".", "..", "k g", "mmm", "0"])
    func refuses(_ word: String) {
        #expect(UnitOfMeasure.recognised(word) == nil)
    }

    @Test("A code is its own word")
    func codes() throws {
        for code in ["H87", "XBX", "KGM", "4H", "DZN", "SET"] {
            let unit = try #require(UnitOfMeasure.recognised(code))
            #expect(unit.code == code)
            #expect(unit.description == code)
        }
    }
}

struct MeasureTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var text: String
        var unit: String?
        var dimension: Measure.Dimension
        var value: String?
        var comma = false
        var testDescription: String { "\(text) \(unit ?? "") as \(dimension)" }

        init(
            _ text: String, _ unit: String?, _ dimension: Measure.Dimension, _ value: String?, comma: Bool = false
        ) {
            self.text = text
            self.unit = unit
            self.dimension = dimension
            self.value = value
            self.comma = comma
        }
    }

    static let rows: [Row] = [
        Row("110", "MMT", .length, "110"), Row("110 mm", nil, .length, "110"), Row("11", "CMT", .length, "110"),
        Row("0.105", "MTR", .length, "105"), Row("12.6 in", nil, .length, "320.04"), Row("1 ft", nil, .length, "304.8"),
        Row("500", "µm", .length, "0.5"), Row("4\"", nil, .length, "101.6"), Row("11cm", "MMT", .length, "110"),
        Row("4,5", "CMT", .length, "45", comma: true), Row("0,17", "KGM", .mass, "170", comma: true),
        Row("0.402", "KGM", .mass, "402"), Row("78 g", nil, .mass, "78"), Row("1 lb", nil, .mass, "453.59237"),
        Row("1", "oz", .mass, "28.349523"), Row("5", "carat", .mass, "1"), Row("250", "mg", .mass, "0.25"),
        Row("11\u{A0}cm", nil, .length, "110"),
        Row("110", nil, .length, nil), Row("110", "KGM", .length, nil), Row("110", "MMT", .mass, nil),
        Row("ca. 12-13", "MMT", .length, nil), Row("12-13", "MMT", .length, nil), Row("palm sized", nil, .length, nil),
        Row("0", "MMT", .length, nil), Row("-5", "MMT", .length, nil), Row("20 drams", nil, .mass, nil),
        Row("20 drams", "GRM", .mass, nil), Row("4,5", "CMT", .length, nil), Row("", "MMT", .length, nil),
        Row("0.402", "KGM", .mass, nil, comma: true), Row("999999999999", "MTR", .length, nil),
        Row("10 mm x", nil, .length, nil),
    ]

    @Test("A measure becomes millimetres or grams, or is refused", arguments: rows)
    func reads(_ row: Row) {
        let notation = row.comma ? NumberNotation(decimalMark: ",", groupMark: ".") : .plain
        #expect(Measure.baseValue(row.text, unit: row.unit, of: row.dimension, notation: notation)?.text == row.value)
    }

    @Test("A word behind a number that is no unit is named")
    func unknownUnits() {
        #expect(Measure.unknownUnit(in: "20 drams") == "drams")
        #expect(Measure.unknownUnit(in: "20 g") == nil)
        #expect(Measure.unknownUnit(in: "20") == nil)
        #expect(Measure.unknownUnit(in: "palm sized") == nil)
        #expect(Measure.unknownUnit(in: "20 x 30") == nil)
    }
}

struct CurrencyTests {
    @Test(
        "A currency of ISO 4217 is known with its minor unit",
        arguments: [("EUR", 2), ("USD", 2), ("CNY", 2), ("GBP", 2), ("JPY", 0), ("VND", 0), ("KWD", 3), ("TND", 3)])
    func known(_ code: String, _ digits: Int) throws {
        let currency = try #require(Currency(code))
        #expect(currency.code == code)
        #expect(currency.minorUnitDigits == digits)
        #expect(currency.description == code)
    }

    @Test("Case does not matter, and the old rouble is the rouble")
    func forms() {
        #expect(Currency("eur")?.code == "EUR")
        #expect(Currency("RUR")?.code == "RUB")
    }

    @Test(
        "Other words are no currency",
        arguments: ["RMB", "UKP", "EURO", "€", "", "EU", " EUR", "XXX", "DEM", "123", "E\u{301}UR"])
    func unknown(_ word: String) {
        #expect(Currency(word) == nil)
    }

    @Test("The codes of a piece are one unit, any others only themselves")
    func same() {
        #expect(UnitOfMeasure.isSame("EA", "C62"))
        #expect(UnitOfMeasure.isSame("XBX", "XBX"))
        #expect(!UnitOfMeasure.isSame("XBX", "C62"))
        #expect(UnitOfMeasure.isSame("GEB", "GEB"))
    }
}
