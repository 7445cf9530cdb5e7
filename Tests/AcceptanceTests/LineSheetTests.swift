import Foundation
import TestSupport
import Testing

@Suite("Line sheets", .timeLimit(.minutes(5)))
struct LineSheetTests {
    /// The smallest PNG.
    private static let picture =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
        ?? Data()

    private func text(_ arguments: [String]) throws -> String {
        let outcome = try Shop.current.start(["document", "line-sheet"] + arguments).finish()
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    @Test("A product's picture is kept by its bytes, replaced and taken away", .database(Shop.open))
    func pictures() throws {
        let shop = Shop.current
        try inFolder { folder throws in
            let file = folder + "a.png"
            try Self.picture.write(to: URL(fileURLWithPath: file))
            try Data("<svg/>".utf8).write(to: URL(fileURLWithPath: folder + "a.svg"))
            try Data("text".utf8).write(to: URL(fileURLWithPath: folder + "a.txt"))
            try Data(count: 1 << 20 + 1).write(to: URL(fileURLWithPath: folder + "large"))
            let command = ["product", "picture", Shop.a]
            #expect(try shop.done(command)["sha256"] is NSNull)
            #expect(try shop.done(command + [file, "--dry-run"])["media_type"] as? String == "image/png")
            #expect(try shop.done(command)["sha256"] is NSNull)
            let given = try shop.done(command + [file])
            #expect(given["bytes"] as? Int == Self.picture.count && given["media_type"] as? String == "image/png")
            try FileManager.default.removeItem(atPath: file)
            #expect(try shop.done(command)["sha256"] as? String == given["sha256"] as? String)
            for name in ["a.svg", "a.txt", "large", "none"] {
                #expect(try shop.refused(command + [folder + name])["code"] == "picture_unreadable", "\(name)")
            }
            // The head of a PNG of 60,000 pixels each way, one that breaks off, the first bytes of each kind alone, a folder.
            let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0, 0, 0, 0]
            let large: [UInt8] = [
                0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0,
            ]
            try Data(head + large + [0, 0, 0, 0] + end).write(to: URL(fileURLWithPath: folder + "wide.png"))
            try Self.picture.dropLast(8).write(to: URL(fileURLWithPath: folder + "part.png"))
            try Data(head).write(to: URL(fileURLWithPath: folder + "head.png"))
            let frame: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0]
            let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0x3F, 0, 0x55]
            try Data(frame + scan).write(to: URL(fileURLWithPath: folder + "part.jpg"))
            try Data(frame + scan + [0xFF, 0xD9]).write(to: URL(fileURLWithPath: folder + "a.jpg"))
            for (name, words) in [
                ("wide.png", "60000 x 60000 pixels"), ("part.png", "no whole PNG"), ("head.png", "no whole PNG"),
                ("part.jpg", "no whole JPEG"), ("", "it is a folder"), ("a.svg", "it is an SVG"),
                ("a.txt", "no PNG, JPEG or SVG"),
            ] {
                let refused = try shop.refused(command + [folder + name])
                #expect(refused["message"]?.contains(words) == true, "\(name): \(refused)")
            }
            #expect(try shop.done(command + [folder + "a.jpg"])["media_type"] as? String == "image/jpeg")
            #expect(try shop.done(command + ["--remove"])["sha256"] is NSNull)
            #expect(try shop.refused(command + ["--remove"])["code"] == "picture_missing")
            #expect(try shop.refused(["product", "picture", "NONE"])["code"] == "product_unknown")
            _ = try shop.refused(command + [file, "--remove"], status: 64)
            #expect(
                try shop.fault(of: "INSERT INTO product_picture SELECT id, 'image/png', 'x', 'x' FROM product LIMIT 1")
                    == "product_picture_is_its_digest")
        }
    }

    @Test("What chooses goods of a line sheet is refused for other documents", .database(Shop.open))
    func otherKinds() throws {
        for option in [["--by", "shape"], ["--by", "material"], ["--only", "agate"]] {
            let outcome = try Shop.current.start(["document", "invoice", "INV-2026-000001"] + option).finish()
            #expect(outcome.status == 64 && outcome.errors.contains("are for line sheets"), "\(outcome.errors)")
        }
    }

    @Test("A line sheet shows what a customer can buy, by names that may stand, with every price", .database(Shop.open))
    func sheet() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        try shop.done(["settings", "set", "company_name=Jade Handel GmbH", "company_city=Hamburg"])
        for sku in ["LOTUS-LJ-1007", "LOTUS-LJ-1009"] { try shop.done(["price-list", "set", "WH", sku, "7.50"]) }
        try shop.done(["price-list", "set", "WH", Shop.b, "9.99", "--to", "2099-12-31"])
        try shop.done(["price-list", "set", "WH", Shop.c, "--minimum", "20", "--multiple", "10"])
        try shop.done(["product", "measure", Shop.a, "thickness_min_mm=1"])
        try inFolder { folder throws in
            try Self.picture.write(to: URL(fileURLWithPath: folder + "a.png"))
            try shop.done(["product", "picture", Shop.a, folder + "a.png"])
        }
        let page = try text(["NORD"])
        // A costs 4.00, and 3.50 from 10 on; the pen is sold from 20 on, at 0.333.
        for words in [
            "<h1>Line sheet</h1>", "LOTUS-LB-3001", ">4.00<", ">3.50<", "Valid until 31 December 2099",
            "Minimum 20", "in steps of 10", ">0.333<", "Praxis Nord", "Bian stone (limestone)",
            "data:image/png;base64,iVBOR", "Net prices in EUR, without tax", "not assessed", ">China<",
        ] { #expect(page.contains(words), "\(words)") }
        // Marble is not named jade, and what was done to jadeite is said.
        #expect(!page.contains("Afghan Jade") && page.contains("Calcite (marble) massage tool"))
        #expect(page.contains(">Treatment<") && page.contains("bleaching, dye, polymer impregnation"))
        #expect(!page.contains(Shop.unpriced))
        let german = try text(["NORD", "--language", "de", "--by", "shape", "--paper", "Letter"])
        for words in [
            "Sortimentsliste", ">3,50<", "gebleicht, gefärbt", "size: Letter", ">Stab<", "Gültig bis 31.12.2099",
            ">Bian-Stein (Kalkstein)<", ">Calcit (Marmor)<", ">Nicht erfüllt<", ">Dicke<", "ungeeignet",
        ] {
            #expect(german.contains(words), "\(words)")
        }
        let jadeite = try text(["NORD", "--only", "jadeite"])
        #expect(jadeite.contains("LOTUS-LJ-1007") && !jadeite.contains(Shop.a))
        #expect(try text(["NORD", "--only", "jadeite"]) == jadeite)
        #expect(try shop.rows(["document", "list", "NORD of jadeite"]).count == 1)
        #expect(
            try shop.rows(["document", "list", "NORD"]).compactMap { $0["number"] as? String } == [
                "NORD of jadeite", "NORD by shape", "NORD",
            ])
        let only = try shop.refused(["document", "line-sheet", "NORD", "--only", "cheese"], status: 64)
        #expect(only["code"] == "code_unknown")
        #expect(try shop.refused(["document", "line-sheet", "NOBODY"])["code"] == "customer_unknown")
        try shop.done(["customer", "add", "FREE", "--currency", "EUR", "--country", "DE"])
        #expect(try shop.refused(["document", "line-sheet", "FREE"])["code"] == "price_list_missing")
        // What would show no goods is not issued.
        try shop.done(["price-list", "add", "NONE", "--name", "Empty", "--currency", "EUR"])
        try shop.done(["customer", "set", "FREE", "--price-list", "NONE"])
        for (number, only, words) in [
            ("FREE", [], "nothing on the list of FREE"),
            ("NORD", ["--only", "howlite"], "nothing of howlite on the list"),
        ] {
            let refused = try shop.refused(["document", "line-sheet", number] + only)
            #expect(refused["code"] == "nothing_to_list" && refused["message"]?.contains(words) == true, "\(refused)")
            #expect(refused["remedy"]?.contains("nephrite price-list show") == true)
        }
        #expect(try shop.rows(["document", "list", "FREE"]).isEmpty)
        #expect(try shop.rows(["document", "list", "NORD of howlite"]).isEmpty)
        #expect(
            try shop.refused(["document", "line-sheet", "NORD", "--format", "ubl"], status: 64)["code"]
                == "document_format")
    }

    @Test(
        "On paper no product is split over two pages, and each page says whose it is and what it goes on with",
        .database(Shop.open))
    func paper() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        try shop.done(["settings", "set", "company_name=Jade Handel GmbH"])
        try shop.done(["price-list", "rule", "WH", "--markup", "80"])
        try inFolder { folder throws in
            try shop.done(["document", "line-sheet", "NORD", "-o", folder + "s.pdf"])
            let words = try Program(command: ["/usr/bin/env", "pdftotext"]).run("-layout", folder + "s.pdf", "-").output
            let pages = words.components(separatedBy: "\u{0C}").filter { !$0.isEmpty }
            #expect(pages.count > 3)
            for (index, page) in pages.enumerated() {
                #expect(page.contains("Page \(index + 1) / \(pages.count)") && page.contains("Jade Handel GmbH"))
                // The first and the last line of a card stand on one page.
                let starts = page.components(separatedBy: "LOTUS-").count - 1
                #expect(page.components(separatedBy: "IASTM grade  ").count - 1 == starts, "page \(index + 1)")
            }
        }
    }
}
