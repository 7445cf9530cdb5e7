import Catalog
import Foundation
import Testing

@testable import Labels

@Suite("Labels in ZPL")
struct LabelCommandTests {
    private func text(
        _ label: Label, _ layout: String, _ resolution: LabelCommands.Resolution = .dpi203, copies: Int = 1
    )
        throws -> String
    {
        try LabelCommands.text([(label, copies)], try #require(LabelLayout(layout)), resolution)
    }

    @Test("Numbers are printed by the printer's own commands, which add the check digit")
    func numbers() throws {
        let plain = try text(try LabelSamples.product("4012345000009"), "70x50", copies: 5)
        #expect(plain.hasPrefix("^XA\n^CI28\n^LH0,0\n^PW559\n^LL400\n") && plain.hasSuffix("^PQ5\n^XZ\n"))
        #expect(plain.contains("^BY3^BEN,") && plain.contains("^FD401234500000^FS"))
        #expect(plain.contains("^BQN,2,4^FH_^FDMA,https://id.gs1.org/01/04012345000009/10/L-2026%2F07^FS"))
        #expect(try text(try LabelSamples.product("036000241457"), "70x50").contains("^BUN,"))
        #expect(try text(try LabelSamples.product("036000241457"), "70x50").contains("^FD03600024145^FS"))
        #expect(try text(try LabelSamples.product("96385074"), "70x50").contains("^FD9638507^FS"))
        #expect(try text(try LabelSamples.product("18904000210034"), "90x50").contains("^B2N,"))
        #expect(try text(try LabelSamples.product("18904000210034"), "90x50").contains("^FD18904000210034^FS"))
        #expect(try text(try LabelSamples.product("4012345000009"), "70x50", .dpi300).contains("^BY4^BEN,"))
    }

    @Test("A carton's symbols begin with FNC1, and one ends the count and the lot before something else")
    func cartons() throws {
        let plain = try text(try LabelSamples.carton(), "100x150")
        #expect(plain.contains("^BCN,") && plain.contains("^FD>;>800340123450000000017^FS"))
        #expect(plain.contains("^FD>;>802040123450000093724^FS"))
        #expect(plain.contains("^FD>;>810>6L->52026>6/07^FS"))
        #expect(plain.contains("^FD(00)340123450000000017^FS") && plain.contains("^FD(10)L-2026/07^FS"))
        let fine = try text(try LabelSamples.carton(), "100x150", .dpi300)
        #expect(plain.contains("^BY4^BCN,") && fine.contains("^BY6^BCN,"))
    }

    @Test("The field of Code 128 says the message, whatever is in it")
    func messages() throws {
        for words in ["L1", "123456", "12345", "A1234B", "A123456", "1A", "x>y_z", "%&()*+,-./:;<=>?_", "99A00123B7"] {
            let lot = try #require(ElementString.Lot(words))
            let elements = ElementString([.lot(lot), .count(try #require(ElementString.Count(7)))])
            #expect(elements.message == "10\(words)\u{1D}377")
            #expect(Self.decoded(Code128Field.text(elements.message)) == elements.message, "\(words)")
        }
        #expect(ElementString.Lot("") == nil && ElementString.Lot("a b") == nil)
        #expect(ElementString.Lot(String(repeating: "a", count: 21)) == nil && ElementString.Lot("Ü") == nil)
        #expect(ElementString.Count(0) == nil && ElementString.Count(100_000_000) == nil)
    }

    /// What a printer makes of the field: pairs in subset C, characters in B, the codes of the guide; nil for what it has not.
    private static func decoded(_ field: String) -> String? {
        var rest = Substring(field)
        guard rest.hasPrefix(">;>8") else { return nil }
        rest.removeFirst(4)
        var isPairs = true
        var result = ""
        while let first = rest.first {
            if first == ">" {
                let code = rest.dropFirst().first
                rest.removeFirst(2)
                switch code {
                case "8": result += "\u{1D}"
                case "5": isPairs = true
                case "6": isPairs = false
                case "0" where !isPairs: result += ">"
                default: return nil
                }
            } else if isPairs {
                guard rest.prefix(2).count == 2, rest.prefix(2).allSatisfy(\.isNumber) else { return nil }
                result += rest.prefix(2)
                rest.removeFirst(2)
            } else if rest.hasPrefix("_5F") {
                result += "_"
                rest.removeFirst(3)
            } else {
                result.append(first)
                rest.removeFirst()
            }
        }
        return result
    }

    @Test("No text of others is a command")
    func texts() throws {
        let label = try text(
            try LabelSamples.product("4012345000009", name: "^XZ~JA_5E \\& Grün\nx", lot: nil), "70x50")
        #expect(label.components(separatedBy: "^XZ").count == 2 && !label.contains("~") && !label.contains("\\"))
        #expect(label.contains("_5EXZ_7EJA_5F5E _5C& Gr_C3_BCn"))
        #expect(label.contains("Made in China"))
    }
}
