import Foundation
import TestSupport
import Testing

@Suite("Labels", .timeLimit(.minutes(5)))
struct LabelTests {
    private func prefix(_ shop: Shop) throws {
        try shop.done([
            "settings", "set", "company_name=Jade Handel GmbH", "company_street=Speicherstr. 4", "company_city=Hamburg",
            "gs1_company_prefix=4012345",
        ])
    }

    /// A shipment of 5 of A, 3 of them of the lot L1, and 2 of C.
    private func shipped(_ shop: Shop) throws -> String {
        try shop.done(["stock", "receive", Shop.a, "3", "--cost", "1.00", "--lot", "L1"])
        try shop.done(["stock", "receive", Shop.a, "20", "--cost", "1.00"])
        try shop.done(["stock", "receive", Shop.c, "20", "--cost", "1.00"])
        let order = try shop.allocated("NORD", ["\(Shop.a)=5", "\(Shop.c)=2"])
        let answer = try shop.done(["order", "ship", order])
        let shipments = try #require(answer["shipments"] as? [[String: Any]])
        return try #require(shipments.first?["shipment"] as? String)
    }

    /// Number, contents and lot of each carton.
    private func contents(_ rows: [[String: Any]]) -> [String] {
        rows.map { row in
            let lot = (row["lot"] as? String).map { " " + $0 } ?? ""
            let inside = (row["sku"] as? String).map { "\($0)=\(row["quantity"] as? Int ?? 0)" } ?? "mixed"
            return "\(row["carton"] as? Int ?? 0)/\(row["of"] as? Int ?? 0) \(inside)\(lot)"
        }
    }

    @Test("A product's label says what it is, whence, and its number", .database(Shop.open))
    func product() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "3", "--cost", "1.00", "--lot", "L1"])
        try shop.done(["product", "set", Shop.a, "country_of_origin=CN"])
        try inFolder { folder in
            let label = ["label", "product", Shop.a, "--lot", "L1", "--copies", "3"]
            let rows = try shop.rows(label + ["-o", folder + "a.html"])
            #expect(rows.count == 1 && rows.first?["gtin"] as? String == "9521202300107")
            #expect(rows.first?["copies"] as? Int == 3 && rows.first?["lot"] as? String == "L1")
            let page = try String(contentsOfFile: folder + "a.html", encoding: .utf8)
            #expect(page.components(separatedBy: "<article").count == 4)
            #expect(page.contains("Made in China · Lot L1") && page.contains(Shop.a) && page.contains("521202"))
            #expect(try shop.start(label).finish().output == page)
            try shop.rows(label + ["-o", folder + "a.zpl", "--layout", "60x40"]).forEach { _ in }
            let commands = try String(contentsOfFile: folder + "a.zpl", encoding: .utf8)
            #expect(commands.contains("^BEN,") && commands.contains("^FD952120230010^FS") && commands.contains("^PQ3"))
        }
    }

    @Test("A name that must not be published is not printed, and disclosures are", .database(Shop.open))
    func screened() throws {
        let shop = Shop.current
        let set = ["name=Jade board, cures migraine", "material=serpentine", "treatments=dye", "shape=board_rectangle"]
        try shop.done(["product", "set", Shop.a] + set)
        let page = try shop.start(["label", "product", Shop.a]).finish().output
        #expect(!page.contains("migraine") && !page.contains("Jade") && page.contains("dyed serpentine"))
        #expect(page.contains("<p>Dyed</p>") || page.lowercased().contains("<p>dye"), "\(page.suffix(3000))")
    }

    @Test("The name of a product that no supplier offers is screened where it goes out", .database(Shop.open))
    func own() throws {
        let shop = Shop.current
        let table = """
            sku,name,material,shape,gtin,status
            OWN-1,"Massage board, cures migraine",bian_stone,board_rectangle,9521202300206,active
            OWN-2,Travel board,bian_stone,board_rectangle,9521202300213,active

            """
        let made = try shop.start(["product", "import", "-"], input: table).finish()
        try #require(made.status == 0, "\(made.errors)")
        for sku in ["OWN-1", "OWN-2"] { try shop.done(["price-list", "set", "WH", sku, "5.00"]) }
        let label = try shop.start(["label", "product", "OWN-1", "OWN-2"]).finish().output
        let sheet = try shop.start(["document", "line-sheet", "NORD", "--format", "html"]).finish().output
        let number = try shop.order("NORD", ["OWN-1=1", "OWN-2=1"])
        try shop.done(["order", "confirm", number])
        let confirmation = try shop.start(["document", "confirmation", number, "--format", "html"]).finish().output
        for page in [label, sheet, confirmation] {
            #expect(page.contains("Travel board") && page.contains("OWN-1") && !page.contains("migraine"))
        }
    }

    @Test("What a label needs and lacks is refused, and nothing is written", .database(Shop.open))
    func productRefused() throws {
        let shop = Shop.current
        let label = ["label", "product"]
        #expect(try shop.refused(label + [Shop.a, Shop.b])["code"] == "gtin_missing")
        #expect(try shop.refused(label + [Shop.a, Shop.b])["where"] == Shop.b)
        #expect(try shop.refused(label + ["NONE"])["code"] == "product_unknown")
        #expect(try shop.refused(label + [Shop.a, "--lot", "L9"])["code"] == "lot_unknown")
        let small = try shop.refused(label + [Shop.a, "--layout", "25x25"])
        #expect(small["code"] == "label_too_small" && small["message"]?.contains("33 x") == true, "\(small)")
        let lot = "LOT-2026-11-27-0001-OF-DEYI"
        try shop.done(["stock", "receive", Shop.a, "3", "--cost", "1.00", "--lot", lot])
        #expect(try shop.refused(label + [Shop.a, "--lot", lot])["code"] == "lot_not_printable")
        let least = try shop.refused(label + [Shop.a, "--layout", "20x20"])["message"] ?? ""
        let size = try #require(least.firstMatch(of: /it needs (\d+) x (\d+) mm/))
        let fitting = ["--layout", "\(size.1)x\(size.2)"]
        #expect(try shop.start(label + [Shop.a] + fitting).finish().status == 0, "\(least)")
        let place = try shop.start(label + [Shop.a, "--from", "40"]).finish().errors
        #expect(place.contains("L7160, 1 to 21"), "\(place)")
        let carton = try shop.start(["label", "carton", "SH-1", "--from", "3"]).finish().errors
        #expect(carton.contains("A6 is one label by itself"), "\(carton)")
        for wrong in [
            ["--from", "5", "--format", "zpl"], ["--dpi", "300"], ["--layout", "L9999"], ["--copies", "0"],
            ["--copies", "\(Int.max)"], ["--from", "22"], ["-o", "a.txt"],
            ["--dpi", "100"],
        ] {
            #expect(try shop.start(label + [Shop.a] + wrong).finish().status == 64, "\(wrong)")
        }
        #expect(try shop.start(label + [Shop.a, "--layout", "5163", "--from", "11"]).finish().status == 64)
        let many = try shop.start(label + [Shop.a, Shop.c, "--copies", "\(Int.max)"]).finish()
        #expect(many.status == 64 && many.errors.contains("1 to 10000 labels"), "\(many.errors)")
    }

    @Test("A GTIN that two products have is not printed until one of them has another", .database(Shop.open))
    func shared() throws {
        let shop = Shop.current
        try shop.done(["product", "set", Shop.c, "gtin=9521202300107"])
        try prefix(shop)
        let shipment = try shipped(shop)
        #expect(try shop.refused(["label", "carton", shipment])["code"] == "gtin_shared")
        #expect(try shop.value(of: "SELECT count(*) FROM nephrite.carton") == "0")
        #expect(try shop.start(["label", "carton", shipment, "--mixed", "2"]).finish().status == 0)
        for (sku, other) in [(Shop.a, Shop.c), (Shop.c, Shop.a)] {
            let refused = try shop.refused(["label", "product", sku])
            #expect(refused["code"] == "gtin_shared" && refused["where"] == sku)
            #expect(refused["message"] == "\(sku) and \(other) have the same GTIN 9521202300107")
        }
        try shop.done(["product", "set", Shop.c, "status=discontinued"])
        #expect(try shop.start(["label", "product", Shop.a]).finish().status == 0)
    }

    @Test("Settings of labels are checked", .database(Shop.open))
    func settings() throws {
        let shop = Shop.current
        for (value, code) in [
            ("gs1_company_prefix=401", "gs1_prefix_invalid"),
            ("gs1_company_prefix=40123456789012", "gs1_prefix_invalid"),
            ("gs1_company_prefix=4012A", "gs1_prefix_invalid"), ("sscc_extension=10", "sscc_extension_invalid"),
            ("sscc_extension=", "sscc_extension_invalid"), ("label_link=http://a.b", "label_link_invalid"),
            ("label_link=https://a.b/", "label_link_invalid"), ("label_link=https://a b", "label_link_invalid"),
        ] { #expect(try shop.refused(["settings", "set", value], status: 64)["code"] == code, "\(value)") }
        try shop.done(["settings", "set", "label_link=https://example.com/p"])
        let page = try shop.start(["label", "product", Shop.a, "--format", "zpl", "--layout", "90x50"]).finish().output
        #expect(page.contains("https://example.com/p/01/09521202300107"))
        try shop.done(["settings", "set", "label_link="])
        let none = try shop.start(["label", "product", Shop.a, "--format", "zpl", "--layout", "90x50"]).finish().output
        #expect(!none.contains("^BQ"))
    }

    @Test(
        "Cartons are numbered once, by product and lot, and printed again with the same numbers", .database(Shop.open))
    func cartons() throws {
        let shop = Shop.current
        let shipment = try shipped(shop)
        let label = ["label", "carton", shipment, "--per-carton", "2"]
        #expect(try shop.refused(label)["code"] == "document_incomplete")
        try shop.done(["settings", "set", "company_name=X", "company_city=Y"])
        #expect(try shop.refused(label)["code"] == "gs1_prefix_missing")
        try prefix(shop)
        try inFolder { folder in
            let tried = try shop.rows(label + ["-o", folder + "a.html", "--dry-run"])
            #expect(tried.count == 4 && !FileManager.default.fileExists(atPath: folder + "a.html"))
            #expect(try shop.rows(["label", "list"]).isEmpty)
            let small = try shop.refused(label + ["-o", folder + "a.html", "--layout", "L7160"])
            #expect(small["code"] == "label_too_small" && small["message"]?.contains("97 x 135 mm") == true)
            #expect(try shop.rows(["label", "list"]).isEmpty)

            let nowhere = try shop.refused(label + ["-o", folder + "none/a.html"], status: 74)
            #expect(nowhere["code"] == "output_not_written")
            #expect(try shop.rows(["label", "list"]).isEmpty)

            let rows = try shop.rows(label + ["-o", folder + "a.html"])
            #expect(rows.compactMap { $0["sscc"] as? String } == tried.compactMap { $0["sscc"] as? String })
            #expect(rows.first?["sscc"] as? String == "040123450000000016")
            #expect(
                contents(rows) == [
                    "1/4 \(Shop.a)=2 L1", "2/4 \(Shop.a)=1 L1", "3/4 \(Shop.a)=2", "4/4 \(Shop.c)=2",
                ])
            let numbers = rows.compactMap { $0["sscc"] as? String }
            #expect(Set(numbers).count == 4 && numbers.allSatisfy { $0.hasPrefix("04012345") && $0.count == 18 })
            let page = try String(contentsOfFile: folder + "a.html", encoding: .utf8)
            for words in [
                "(00)\(numbers[0])", "(02)09521202300107(37)2", "(10)L1", "3 of 4", "Jade Handel GmbH", "Praxis Nord",
                "Germany", "Shipment \(shipment)",
            ] { #expect(page.contains(words), "\(words)") }

            // Again, with the packing named or left out.
            try shop.done(["settings", "set", "gs1_company_prefix=4099999"])
            for again in [label, ["label", "carton", shipment]] {
                let rows = try shop.rows(again + ["-o", folder + "b.zpl", "--layout", "100x150"])
                #expect(rows.compactMap { $0["sscc"] as? String } == numbers)
            }
            #expect(try String(contentsOfFile: folder + "b.zpl", encoding: .utf8).contains(">;>800\(numbers[3])"))
        }
        #expect(try shop.rows(["label", "list", shipment]).count == 4)
        #expect(try shop.broken() == [])
    }

    @Test("Goods packed anew get new numbers only when that is asked for; no number comes twice", .database(Shop.open))
    func repacked() throws {
        let shop = Shop.current
        let shipment = try shipped(shop)
        try prefix(shop)
        try inFolder { folder in
            let file = ["-o", folder + "a.zpl"]
            let numbers = try shop.rows(["label", "carton", shipment] + file).compactMap { $0["sscc"] as? String }
            #expect(numbers.count == 3)
            #expect(try shop.refused(["label", "carton", shipment, "--mixed", "2"])["code"] == "cartons_numbered")
            let mixed = try shop.rows(["label", "carton", shipment, "--mixed", "2", "--repack"] + file)
            #expect(contents(mixed) == ["1/2 mixed", "2/2 mixed"])
            let new = mixed.compactMap { $0["sscc"] as? String }
            #expect(Set(new).isDisjoint(with: numbers))
            #expect(try String(contentsOfFile: folder + "a.zpl", encoding: .utf8).contains("Several products"))
            // The one that was asked for by its own number tells of all of its shipment.
            let list = try shop.rows(["label", "list", new[1]])
            #expect(list.count == 5 && list.filter { $0["is_current"] as? Bool == true }.count == 2)
            let sscc = numbers[0]
            let row = "(sscc, shipment_id, packing, ordinal) SELECT '\(sscc)', min(id), 9, 1 FROM shipment"
            #expect(try shop.fault(of: "INSERT INTO carton \(row)") == "carton_pk")
            let wrong = "(sscc, shipment_id, packing, ordinal) SELECT '040123450000000018', min(id), 9, 1 FROM shipment"
            #expect(try shop.fault(of: "INSERT INTO carton \(wrong)") == "carton_sscc_checked")
            #expect(try shop.fault(of: "DELETE FROM carton") != nil)
            #expect(try shop.fault(of: "UPDATE carton SET packing = 3") != nil)
        }
    }

    @Test("The numbers of a prefix end, and what was not shipped is not labelled", .database(Shop.open))
    func cartonsRefused() throws {
        let shop = Shop.current
        let shipment = try shipped(shop)
        try prefix(shop)
        try shop.done(["settings", "set", "gs1_company_prefix=401234512345"])
        try shop.tamper("INSERT INTO sscc_range VALUES ('0', '401234512345', 9999)")
        let exhausted = try shop.refused(["label", "carton", shipment])
        #expect(exhausted["code"] == "sscc_exhausted" && exhausted["remedy"]?.contains("sscc_extension=1") == true)
        #expect(try shop.fault(of: "UPDATE sscc_range SET latest = 1") == "sscc_range_never_back")
        #expect(try shop.fault(of: "DELETE FROM sscc_range") == "sscc_range_never_back")
        // What the remedy says helps: each extension and prefix has serials of its own, from 1 on.
        try shop.done(["settings", "set", "sscc_extension=1"])
        let first = try shop.rows(["label", "carton", shipment, "--dry-run"]).first?["sscc"] as? String
        #expect(first?.hasPrefix("14012345123450001") == true, "\(first ?? "")")
        try shop.done(["settings", "set", "gs1_company_prefix=4099999"])
        let other = try shop.rows(["label", "carton", shipment, "--dry-run"]).first?["sscc"] as? String
        #expect(other?.hasPrefix("14099999000000001") == true, "\(other ?? "")")
        #expect(try shop.refused(["label", "carton", "SH-2026-999999"])["code"] == "shipment_unknown")
        #expect(try shop.refused(["label", "carton", "PO-2026-999999"])["code"] == "purchase_unknown")
        let many = try shop.refused(["label", "carton", shipment, "--mixed", "10000"])
        #expect(many["code"] == "cartons_too_many" && many["remedy"] == "say fewer with --mixed")
        #expect(
            try shop.start(["label", "carton", shipment, "--mixed", "1", "--per-carton", "1"]).finish().status == 64)
        try shop.done(["shipment", "reverse", shipment, "--reason", "twice"])
        #expect(try shop.refused(["label", "carton", shipment])["code"] == "shipment_reversed")
    }

    @Test("A supplier gets the labels of what he is to send", .database(Shop.open))
    func purchase() throws {
        let shop = Shop.current
        try prefix(shop)
        let number = try shop.purchase(["\(Shop.a)=60"])
        try inFolder { folder in
            let file = folder + "a.html"
            let rows = try shop.rows(["label", "carton", number, "--per-carton", "24", "--layout", "L7168", "-o", file])
            #expect(contents(rows) == ["1/3 \(Shop.a)=24", "2/3 \(Shop.a)=24", "3/3 \(Shop.a)=12"])
            let page = try String(contentsOfFile: file, encoding: .utf8)
            #expect(page.contains("Lotus Crafts") && page.contains("Purchase order") && page.contains(number))
            #expect(page.contains("(02)09521202300107(37)24"))
        }
        #expect(try shop.broken() == [])
        // Numbers of before, as from the sequence of old, are not given again.
        try shop.tamper("DELETE FROM sscc_range")
        let more = try shop.purchase(["\(Shop.a)=20"])
        let next = try shop.rows(["label", "carton", more, "--dry-run"]).first?["sscc"] as? String
        #expect(next?.hasPrefix("04012345000000004") == true, "\(next ?? "")")
        // Other goods than those in the cartons.
        try shop.tamper("UPDATE purchase_order_line SET ordered = 70 WHERE ordered = 60")
        let changed = try shop.refused(["label", "carton", number])
        #expect(changed["code"] == "cartons_numbered" && changed["remedy"]?.contains("--repack") == true)
        let anew = try shop.rows(["label", "carton", number, "--repack", "--format", "zpl", "--dry-run"])
        #expect(contents(anew) == ["1/1 \(Shop.a)=70"])
        try shop.done(["purchase", "cancel", number])
        #expect(try shop.refused(["label", "carton", number])["code"] == "wrong_state")
    }
}
