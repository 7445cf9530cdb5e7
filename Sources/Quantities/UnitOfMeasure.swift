/// A unit of UN/ECE Recommendation 20, packages as `X` with their code of Recommendation 21.
public struct UnitOfMeasure: Sendable, Hashable, CustomStringConvertible {
    /// The code: `H87`, `XBX`, `KGM`.
    public let code: String

    /// The code.
    public var description: String { code }

    /// The unit that a supplier's word or code means, or nil when it is not known; nothing is guessed.
    ///
    /// The words are those of real feeds in several languages. `ST` is read as piece: in Recommendation 20 it is a
    /// sheet, but the feeds that write it are German and mean Stück.
    public static func recognised(_ word: String) -> UnitOfMeasure? {
        if let code = codes[word] { return UnitOfMeasure(code: code) }
        let folded = word.lowercased().filter { $0 != "." }
        return codes[folded].map(UnitOfMeasure.init(code:))
    }

    /// Whether two codes, or words that are none, mean one unit: the several codes of a piece do.
    public static func isSame(_ one: String, _ other: String) -> Bool {
        one == other || (pieces.contains(one) && pieces.contains(other))
    }

    private static let pieces: Set<String> = ["C62", "EA", "H87", "NAR"]

    private static let codes: [String: String] = {
        var table: [String: String] = [:]
        for (code, words) in words {
            table[code] = code
            for word in words { table[word] = code }
        }
        return table
    }()

    private static let words: [(String, [String])] = [
        (
            "H87",
            [
                "pce", "pc", "pcs", "st", "stk", "stück", "stueck", "stuck", "szt", "sztuka", "ks", "kus", "piece",
                "pieces", "pièce", "pieza", "pezzo", "stuk", "шт", "件", "个", "h87",
            ]
        ),
        ("C62", ["1", "one", "unit", "units", "c62"]),
        ("EA", ["each", "ea"]),
        ("NAR", ["nar"]),
        ("XPK", ["pk", "nmp", "pack", "packung", "opakowanie", "xpk", "paket"]),
        ("XPA", ["pa", "packet", "päckchen", "xpa"]),
        ("XBX", ["bx", "box", "xbx", "schachtel", "盒"]),
        ("XCT", ["ct", "ctn", "carton", "karton", "kar", "xct", "箱"]),
        ("XCS", ["cs", "case", "xcs"]),
        ("XBG", ["bg", "bag", "beutel", "xbg"]),
        ("X44", ["polybag", "x44"]),
        ("XRO", ["ro", "roll", "rolle", "xro"]),
        ("XPX", ["pallet", "palette", "xpx"]),
        ("PR", ["pair", "npr", "paar", "pr", "paire", "par"]),
        ("SET", ["komplet", "set", "satz", "套"]),
        ("DZN", ["dozen", "dzn", "dutzend"]),
        ("DPC", ["dpc"]),
        ("TP", ["tp"]),
        ("KGM", ["kg", "kgm", "kilogram", "kilogramm", "kilo", "кг"]),
        ("GRM", ["g", "gr", "gram", "grams", "gramm", "gramme", "grm", "г", "克"]),
        ("MGM", ["mg", "mgm"]),
        ("LBR", ["lb", "lbs", "lbr", "pound", "pounds"]),
        ("ONZ", ["oz", "onz", "ounce", "ounces"]),
        ("CTM", ["ctm", "carat"]),
        ("MTR", ["m", "mtr", "metre", "meter"]),
        ("CMT", ["cm", "cmt", "centimetre", "centimeter", "см", "厘米"]),
        ("MMT", ["mm", "mmt", "millimetre", "millimeter", "мм", "毫米"]),
        ("INH", ["in", "inh", "inch", "inches", "zoll", "\""]),
        ("FOT", ["ft", "foot", "feet", "fot"]),
        ("4H", ["µm", "um"]),
        ("MTK", ["m²", "m2", "mtk"]),
        ("LTR", ["l", "ltr", "litre", "liter"]),
        ("MLT", ["ml", "mlt"]),
        ("P1", ["%", "percent", "p1"]),
        ("DAY", ["day", "days", "tag", "tage"]),
        ("WEE", ["wee", "week", "weeks", "woche", "wochen"]),
        ("HUR", ["hur", "hour", "hours", "h"]),
        ("MON", ["mon", "month", "months"]),
    ]
}
