import Catalog
import Foundation
import Labels
import Testing

@Suite("Labels on sheets", .timeLimit(.minutes(5)))
struct LabelPageTests {
    /// A GTIN with what a scanner makes of it.
    struct Number: Sendable, CustomTestStringConvertible {
        let gtin: String, read: String
        var testDescription: String { gtin }
    }

    @Test(
        "Scanners read each kind of number, and the link with GTIN and lot, at 203 and 300 dpi",
        arguments: [
            Number(gtin: "4012345000009", read: "EAN-13:4012345000009"),
            Number(gtin: "036000241457", read: "UPC-A:036000241457"),
            Number(gtin: "96385074", read: "EAN-8:96385074"),
            Number(gtin: "18904000210034", read: "I2/5:18904000210034"),
        ])
    func numbers(number: Number) throws {
        let gtin = try GTIN(number.gtin)
        for (name, hasLink) in [("L7160", gtin.form != .gtin14), ("L7163", true), ("70x50", gtin.form != .gtin14)] {
            let layout = try #require(LabelLayout(name))
            let page = try LabelPage.text([try LabelSamples.product(number.gtin)], layout)
            for dpi in [203, 300] {
                let found = try Scanner.read(page, dpi: dpi)
                var wanted: Set = [number.read]
                if hasLink { wanted.insert("QR-Code:https://id.gs1.org/01/\(gtin.canonical14)/10/L-2026%2F07") }
                #expect(found == wanted, "\(name) at \(dpi) dpi")
            }
        }
    }

    @Test("Every label of a full sheet is read", arguments: ["L7160", "L7159", "L7173", "5160", "5163"])
    func fullSheets(name: String) throws {
        let layout = try #require(LabelLayout(name))
        let labels = try (0..<layout.count).map { try LabelSamples.product(Self.gtin($0), lot: nil) }
        let wanted = (0..<layout.count).map { "EAN-13:" + Self.gtin($0) }
        for dpi in [203, 300] {
            let found = try Scanner.read(try LabelPage.text(labels, layout), dpi: dpi)
            #expect(Set(wanted).subtracting(found) == [], "at \(dpi) dpi")
        }
    }

    /// The GTIN-13 of a number.
    private static func gtin(_ number: Int) -> String {
        let body = "401234500" + String(1000 + number).dropFirst()
        return body + String(GTIN.checkDigit(of: body.utf8.map { $0 - 0x30 }))
    }

    @Test(
        "A carton's label has its SSCC, and what is inside with count and lot",
        arguments: ["A6", "100x150", "L7168", "5126"])
    func cartons(name: String) throws {
        let layout = try #require(LabelLayout(name))
        let page = try LabelPage.text([try LabelSamples.carton()], layout)
        let sscc = try LabelSamples.sscc(1).digits
        #expect(sscc == "340123450000000017")
        for dpi in [203, 300] {
            #expect(
                try Scanner.read(page, dpi: dpi) == [
                    "CODE-128:00\(sscc)", "CODE-128:02040123450000093724", "CODE-128:10L-2026/07",
                ], "\(name) at \(dpi) dpi")
        }
        let mixed = try LabelPage.text([try LabelSamples.carton(contents: false)], layout)
        #expect(try Scanner.read(mixed, dpi: 203) == ["CODE-128:00\(sscc)"])
        #expect(mixed.contains("Several products"))
    }

    @Test("Copies fill sheets from a place on, and the same labels give the same page")
    func places() throws {
        let layout = try #require(LabelLayout("L7160"))
        let label = try LabelSamples.product("4012345000009")
        let page = try LabelPage.text(Array(repeating: label, count: 21), layout, first: 3)
        #expect(page.components(separatedBy: "<section").count == 3)
        #expect(page.components(separatedBy: "<article").count == 22)
        #expect(page.contains("left:139.25mm;top:15.15mm;width:63.5mm;height:38.1mm"))
        #expect(page == (try LabelPage.text(Array(repeating: label, count: 21), layout, first: 3)))
    }

    @Test("What must be said stands on the label, and no text of others is obeyed")
    func texts() throws {
        let layout = try #require(LabelLayout("L7160"))
        let page = try LabelPage.text(
            [try LabelSamples.product("4012345000009", name: "<b>Stein</b> & \u{202E}\"mehr\"")], layout)
        for words in ["HANSE-10130 · serpentine", "waxed surface", "Made in China · Lot L-2026/07"] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(page.contains("&lt;b&gt;Stein&lt;/b&gt; &amp;") && !page.contains("<b>") && !page.contains("\u{202E}"))
        let long = try LabelPage.text(
            [try LabelSamples.product("4012345000009", name: String(repeating: "very long name ", count: 30))], layout)
        #expect(long.contains("…") && long.contains("waxed surface") && long.contains("Made in China"))
    }

    @Test(
        "Long names give way to street, city and country, which are never cut",
        arguments: ["A6", "100x150", "97x135", "L7168"])
    func addresses(name: String) throws {
        let layout = try #require(LabelLayout(name))
        let long = "Gesundheitszentrum und Praxisgemeinschaft für Physiotherapie am Alten Botanischen Garten"
        let address = [
            "Professor-Doktor-Hermann-Müller-Straße 117a", "Hinterhaus", "17219 Waren an der Müritz", "Germany",
        ]
        let party = CartonLabel.Party(names: [long + " mbH & Co. KG", "Wareneingang " + long], address: address)
        let page = try LabelPage.text([try LabelSamples.carton(to: party)], layout)
        let words = page.components(separatedBy: "<p").map { $0.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" } }
        let text = words.joined(separator: " ")
        for part in address.flatMap({ $0.split(separator: " ") }) where !part.contains("-") {
            #expect(text.contains(part), "\(part) on \(name): \(text)")
        }
        #expect(text.contains("Gesundheits"))
        let found = try Scanner.read(page, dpi: 203)
        #expect(found.count == 3, "\(found)")
    }

    @Test("An address that has no room is refused, with a size that has")
    func addressTooLong() throws {
        let party = CartonLabel.Party(
            names: ["Praxis"], address: (1...14).map { "Line \($0) of an address that is long and has no end" })
        let label = try LabelSamples.carton(to: party)
        let layout = try #require(LabelLayout("A6"))
        do {
            _ = try LabelPage.text([label], layout)
            Issue.record("it fits")
        } catch LabelFault.tooSmall(let width, let height) {
            let larger = try #require(LabelLayout("\((width + 999) / 1000)x\((height + 999) / 1000)"))
            let page = try LabelPage.text([label], larger)
            for line in 1...14 { #expect(page.contains("Line \(line) "), "\(line)") }
        }
    }

    @Test("A label that is too small is refused with what it needs")
    func tooSmall() throws {
        let product = try LabelSamples.product("4012345000009")
        for name in ["25x40", "60x20"] {
            let layout = try #require(LabelLayout(name))
            #expect(throws: LabelFault.self) { try LabelPage.text([product], layout) }
        }
        let sheet = try #require(LabelLayout("L7160"))
        #expect(throws: LabelFault.tooSmall(width: 97_000, height: 135_000)) {
            try LabelPage.text([try LabelSamples.carton()], sheet)
        }
        #expect(LabelLayout("10x10") == nil && LabelLayout("L9999") == nil && LabelLayout("50") == nil)
    }
}
