import Foundation
import Postgres
import TestSupport
import Testing

@Suite("Our catalog as a feed", .timeLimit(.minutes(10)))
struct CatalogExportTests {
    /// A form of the feed, and what reads it.
    struct Form: Sendable, CustomTestStringConvertible {
        let format: String, file: String, profile: String, kind: String
        var more: [String] = []
        var testDescription: String { format }

        static let link = ["--format", "google", "--link", "https://shop.example/{sku}"]
        static let all = [
            Form(format: "bmecat", file: "a.xml", profile: "bmecat-2005", kind: "cost"),
            Form(format: "google", file: "a.rss", profile: "google-merchant", kind: "retail_gross", more: link),
            Form(format: "csv", file: "a.csv", profile: "nephrite-catalog", kind: "cost"),
            Form(format: "xlsx", file: "a.xlsx", profile: "nephrite-catalog", kind: "cost"),
        ]
    }

    /// The range of three suppliers with prices in tiers, quantities, and texts that are hard to write.
    private static let range = TestTemplate("range") { conninfo in
        let shop = Shop(conninfo: conninfo)
        try Shop.fill(conninfo)
        try shop.done(["settings", "set", "company_name=Jade & Söhne \"GmbH\""])
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        try shop.done(["rate", "add", "GBP", "EUR", "1.1", "--on", "2026-01-01"])
        for (code, currency, feed) in [
            ("HANSE", "EUR", "bmecat-1.2/samples/hanse-2026-10.xml"),
            ("ALBION", "GBP", "google-merchant/samples/albion-2026-10.xml"),
        ] {
            try shop.done(["supplier", "add", code, "--name", code, "--currency", currency])
            let feed = Program.folder(of: "Imports/\(feed)")
            let outcome = try shop.start(["import", "run", feed, "--supplier", code, "-q"]).finish()
            try #require([0, 3].contains(outcome.status), "\(outcome.errors)")
        }
        try shop.done(["price-list", "rule", "WH", "--markup", "80"])
        let set = ["price-list", "set", "WH"]
        try shop.done(set + [Shop.a, "3.123456", "--min-quantity", "100", "--to", "2030-12-31"])
        try shop.done(set + [Shop.b, "--minimum", "5", "--multiple", "5", "--maximum", "500"])
        try shop.done(
            [
                "product", "set", Shop.a, "name=Brett \"A&B\" <5 mm – 'x'; é 梅 \u{1F600} &amp;amp; AT&T",
                "hs_code=9019102050",
            ]
                + ["description==1+1\nzwei, \"drei\"; &lt;vier&gt; fünf", "country_of_origin=CN", "material=nephrite"])
        try shop.done(["product", "set", Shop.c, "name='=SUMME(A1) und 'mehr'", "mass_g=85.048", "length_mm=110.5"])
        try shop.done([
            "product", "set", "HANSE-10110", "material=agate", "treatments=dye", "shape=wing",
            "description=Dyed agate.",
            "name=Dyed agate",
        ])
    }

    /// A second database, for the time of a function.
    private func copy<Value>(_ body: (Shop) throws -> Value) throws -> Value {
        let shop = Shop.current
        let name = "copy_\(UInt32.random(in: .min ... .max))"
        let connection = try Connection(shop.conninfo, applicationName: "nephrite test")
        try connection.script("CREATE DATABASE \(name)")
        defer { try? connection.script("DROP DATABASE \(name) WITH (FORCE)") }
        return try body(Shop(conninfo: shop.conninfo + " dbname=\(name)"))
    }

    private func export(_ shop: Shop, _ form: Form, _ file: String) throws -> [String: Any] {
        try shop.done(
            ["catalog", "export", "--price-list", "WH", "--format", form.format, "-o", file]
                + form.more.dropFirst(form.more.isEmpty ? 0 : 2), status: 3)
    }

    /// What is known of each product or item, field by field, from the raw tables: what people said before what a feed says.
    private static let fields = """
        SELECT %KEY% AS key, jsonb_build_object(
            'gtin', %FACT%gtin%, 'name', %FACT%name%, 'description', %FACT%description%, 'material', %FACT%material%,
            'shape', %FACT%shape%, 'hs_code', %FACT%hs_code%, 'country_of_origin', %FACT%country_of_origin%,
            'length_mm', trim_scale(%FACT%length_mm%::numeric), 'width_mm', trim_scale(%FACT%width_mm%::numeric),
            'thickness_mm', trim_scale(%FACT%thickness_mm%::numeric), 'mass_g', trim_scale(%FACT%mass_g%::numeric),
            'treatments', (SELECT coalesce(jsonb_agg(code ORDER BY code), '[]') FROM unnest(coalesce(
                string_to_array(product.facts -> 'treatments' ->> 0, ','), item.treatments)) AS code),
            'brand', item.brand, 'manufacturer', item.manufacturer, 'mpn', item.manufacturer_part_number,
            'category', item.category, 'keywords', item.keywords, 'pictures', item.pictures,
            'order_unit', coalesce(item.order_unit, 'C62'),
            'content_unit', CASE WHEN item.content_quantity IS NOT NULL THEN item.content_unit END,
            'content_quantity', CASE WHEN item.content_unit IS NOT NULL THEN trim_scale(item.content_quantity) END,
            'language', CASE left(version.language, 2) WHEN 'en' THEN 'eng' WHEN 'de' THEN 'deu' WHEN 'zh' THEN 'zho'
                ELSE coalesce(version.language, 'eng') END)
        FROM product JOIN product_on(current_date) AS counted ON counted.product_id = product.id
        JOIN catalog_item AS item ON item.item_id = counted.item_id
        JOIN supplier_item_version AS version ON version.run_id = item.version_run
            AND version.record = item.version_record
        """

    private func known(_ shop: Shop, key: String) throws -> [String: [String: Any]] {
        let sql = Self.fields.replacing("%KEY%", with: key)
            .replacing(/%FACT%(\w+)%/) { "coalesce(product.facts -> '\($0.1)' ->> 0, item.\($0.1)::text)" }
        let text = try shop.value(
            of: "SELECT jsonb_object_agg(key, jsonb_build_object) FROM (\(sql)) AS known"
        ).replacing("\\\\", with: "\\")
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(value as? [String: [String: Any]])
    }

    /// Prices as `SKU quantity price until`, by the report on one side and the raw prices on the other.
    private func prices(_ report: [[String: Any]]) -> Set<String> {
        Set(
            report.map { row in
                let price = (row["unit_price"] as? String ?? "").replacing(/(\.\d*?)0+$/) { $0.1 == "." ? "" : $0.1 }
                return "\(row["sku"] ?? "") \(row["min_quantity"] ?? "") \(price) \(row["valid_to"] as? String ?? "")"
            })
    }

    private func importedPrices(_ copy: Shop, kind: String) throws -> Set<String> {
        let rows = try copy.value(
            of: """
                SELECT string_agg(item.part_number || ' ' || trim_scale(price.min_quantity) || ' '
                    || trim_scale(price.unit_price) || ' ' || coalesce(price.valid_to::text, ''), '|')
                FROM catalog_item AS item CROSS JOIN supplier_prices(item.prices) AS price
                WHERE price.kind = '\(kind)' AND price.currency = 'EUR'
                """)
        return Set(rows.split(separator: "|").map(String.init))
    }

    @Test(
        "What is exported is read back without loss, and written again as the same bytes", .database(range),
        arguments: Form.all)
    func roundTrip(form: Form) throws {
        let shop = Shop.current
        try inFolder { folder in
            let answer = try export(shop, form, folder + form.file)
            let count = try #require(answer["products"] as? Int)
            #expect(count > 50)
            _ = try export(shop, form, folder + "again" + form.file)
            let bytes = try Data(contentsOf: URL(filePath: folder + form.file))
            #expect(try Data(contentsOf: URL(filePath: folder + "again" + form.file)) == bytes)

            let before = try known(shop, key: "product.sku")
            let blocked = try blockedFields(shop)
            try copy { copy throws in
                try copy.done(["supplier", "add", "COPY", "--currency", "EUR", "--profile", form.profile])
                let run = try copy.start(["import", "run", folder + form.file, "--supplier", "COPY", "-q"]).finish()
                #expect(run.status == 0, "\(run.output) \(run.errors)")
                let after = try known(copy, key: "item.part_number")
                #expect(after.count == count)
                var compared = 0
                for (sku, found) in after {
                    let wanted = try #require(before[sku])
                    for (field, value) in wanted {
                        guard !(blocked[sku] ?? []).contains(field) else { continue }
                        compared += 1
                        let other = found[field] ?? NSNull()
                        #expect("\(other)" == "\(value)", "\(sku) \(field)")
                    }
                }
                #expect(compared > 1200)
                let report = try report(shop)
                let skus = Set(after.keys)
                let wanted = prices(report.filter { skus.contains($0["sku"] as? String ?? "") })
                #expect(try importedPrices(copy, kind: form.kind) == wanted)
                // Tiers, an end, a price of six digits.
                for price in ["1 4 ", "10 3.5 ", "100 3.123456 2030-12-31"] {
                    #expect(wanted.contains("\(Shop.a) \(price)"), "\(price)")
                }
                let quantities =
                    "SELECT concat_ws(' ', trim_scale(min_quantity), trim_scale(quantity_interval), "
                    + "trim_scale(max_quantity)) FROM catalog_item WHERE part_number = '\(Shop.b)'"
                #expect(try copy.value(of: quantities) == "5 5 500")
            }
        }
    }

    /// Rows of the report on the list.
    private func report(_ shop: Shop) throws -> [[String: Any]] {
        let reporter = Program.report
        let outcome = try reporter.start(
            ["price-list", "--where", "list=WH", "-O", "json", "--database", shop.conninfo]
        ).finish()
        try #require(outcome.status == 0, "\(outcome.errors)")
        let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        return try #require(value?["rows"] as? [[String: Any]])
    }

    /// The fields of each product whose texts screening keeps back.
    private func blockedFields(_ shop: Shop) throws -> [String: Set<String>] {
        let text = try shop.value(
            of: """
                SELECT jsonb_object_agg(sku, fields) FROM (
                    SELECT product.sku, jsonb_agg(DISTINCT CASE
                        WHEN claim.rule = 'N5' THEN 'name' ELSE substring(claim.field FROM '^[a-z]+') END) AS fields
                    FROM product JOIN product_on(current_date) AS counted ON counted.product_id = product.id
                    JOIN catalog_item AS item ON item.item_id = counted.item_id
                    JOIN claim_finding AS claim ON claim.run_id = item.version_run AND claim.record = item.version_record
                    WHERE claim_label(claim.label, claim.flagged_until, current_date) = 'block' GROUP BY product.sku
                ) AS blocked
                """)
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [String]]
        return try #require(value).mapValues { fields in
            // A name that gives way is made in English.
            Set(fields).union(fields.contains("name") ? ["language"] : [])
        }
    }

    @Test("What screening blocks is not in the feed, and treatments are", .database(range))
    func screened() throws {
        let shop = Shop.current
        try shop.done([
            "product", "set", Shop.b, "name=Pen that cures migraine", "description=Relieves pain at once",
            "treatments=dye",
            "material=agate",
        ])
        try inFolder { folder in
            let answer = try export(shop, Form.all[0], folder + "a.xml")
            #expect(answer["withheld"] as? Int ?? 0 >= 2)
            let text = try String(contentsOfFile: folder + "a.xml", encoding: .utf8)
            #expect(!text.contains("migraine") && !text.contains("Relieves pain"))
            let record = try #require(text.components(separatedBy: "<SUPPLIER_PID>\(Shop.b)<").last)
            let product = record.components(separatedBy: "</PRODUCT>")[0]
            #expect(product.contains("Dyed agate") && product.contains("<FNAME>Treatment</FNAME>"), "\(product)")
        }
    }

    @Test(
        "Claims in brand, manufacturer, category and names of features are kept back, and counted", .database(Shop.open)
    )
    func namesScreened() throws {
        let shop = Shop.current
        try shop.done(["settings", "set", "company_name=X"])
        try inFolder { folder in
            let export = ["catalog", "export", "--price-list", "WH", "-o", folder + "a.xml"]
            let before = try #require(try shop.done(export, status: 3)["withheld"] as? Int)
            try shop.tamper(
                """
                UPDATE supplier_item_version SET brand = 'Heals Migraine', manufacturer = 'Cures Arthritis Ltd',
                    category = 'Pain therapy > Cures arthritis',
                    features = features || ARRAY['Cures insomnia', 'very well', NULL, 'Colour shade', 'olive tone', NULL]
                WHERE part_number = 'LB-3002'
                """)
            try shop.tamper("UPDATE supplier_item_version SET brand = 'Jade Handel' WHERE part_number = 'LB-3003'")
            #expect(try shop.done(export, status: 3)["withheld"] as? Int == before + 4)
            let text = try String(contentsOfFile: folder + "a.xml", encoding: .utf8)
            for words in ["Heals", "Cures", "arthritis", "insomnia", "very well"] {
                #expect(!text.contains(words), "\(words)")
            }
            #expect(text.contains("olive tone") && text.contains("Jade Handel"))
        }
    }

    @Test("What may not be offered is not in the feed, and has no label", .database(Shop.open))
    func refusedMaterial() throws {
        let shop = Shop.current
        try shop.done(["settings", "set", "company_name=X"])
        try shop.done(["product", "set", Shop.a, "material=cinnabar"])
        try inFolder { folder in
            let file = folder + "a.xml"
            let answer = try shop.done(["catalog", "export", "--price-list", "WH", "-o", file], status: 3)
            #expect(answer["products"] as? Int == 2)
            let left = try #require(answer["left_out"] as? [[String: Any]])
            let row = left.first { $0["sku"] as? String == Shop.a }
            #expect(row?["code"] as? String == "material_refused")
            #expect(row?["message"] as? String == "cinnabar is a material that may not be offered")
            #expect(!(try String(contentsOfFile: file, encoding: .utf8)).contains(Shop.a))
        }
        let refused = try shop.refused(["label", "product", Shop.c, Shop.a])
        #expect(refused["code"] == "material_refused" && refused["where"] == Shop.a)
    }

    @Test("Goods in a rejected lot are not in stock", .database(Shop.open))
    func rejectedLot() throws {
        let shop = Shop.current
        try shop.done(["settings", "set", "company_name=X"])
        try shop.done(["stock", "receive", Shop.a, "5", "--cost", "1.00", "--lot", "L1"])
        let google = ["catalog", "export", "--price-list", "WH"] + Form.link
        func inStock() throws -> Int {
            try shop.start(google).finish().output.components(separatedBy: ">in_stock<").count - 1
        }
        #expect(try inStock() == 1)
        let inspect = ["lot", "inspect", Shop.a, "L1", "--result", "rejected", "--sample", "5", "--inspector", "Q"]
        try shop.done(inspect + ["--on", "2026-11-02"])
        #expect(try inStock() == 0)
        try shop.done(["stock", "receive", Shop.a, "1", "--cost", "1.00"])
        #expect(try inStock() == 1)
    }

    @Test("A made name is English beside a description in its own language", .database(Shop.open))
    func languages() throws {
        let shop = Shop.current
        try shop.done(["settings", "set", "company_name=X"])
        try shop.done([
            "product", "set", Shop.a, "name=Pen that cures migraine", "description=Ein Brett.", "material=nephrite",
        ])
        try shop.tamper("UPDATE supplier_item_version SET language = 'de' WHERE part_number = 'LB-3001'")
        let feed = ["catalog", "export", "--price-list", "WH"]
        let text = try shop.start(feed).finish().output
        #expect(text.contains("<DESCRIPTION_SHORT lang=\"eng\">"))
        #expect(text.contains("<DESCRIPTION_LONG lang=\"deu\">Ein Brett.</DESCRIPTION_LONG>"))
        let google = try shop.start(feed + Form.link).finish().output
        let item = google.components(separatedBy: "<item>").first { $0.contains("Ein Brett.") }
        #expect(item?.contains("<c:language>de</c:language>") == true)
    }

    /// The schema, which lies beside the checkout where it lies anywhere.
    private static let schema = Page.root.deletingLastPathComponent().appending(
        path: "shared/schemas/bmecat/2005/bmecat_2005.xsd"
    ).path

    @Test(
        "A catalog of ordinary texts is valid BMEcat 2005", .database(range),
        .enabled(
            if: FileManager.default.fileExists(atPath: schema), "the schema of BMEcat 2005 is not beside the checkout"))
    func valid() throws {
        let shop = Shop.current
        try inFolder { folder in
            _ = try export(shop, Form.all[0], folder + "a.xml")
            let outcome = try Program.shell.run("xmllint --noout --schema '\(Self.schema)' '\(folder)a.xml' 2>&1")
            // The standard's list of units is older than H87, and a supplier's own word is on none.
            let others = outcome.output.split(separator: "\n").filter { line in
                !["The value 'H87'", "The value 'GEB'", "The value 'CTNS'", "fails to validate"].contains {
                    line.contains($0)
                }
            }
            #expect(others.isEmpty || others == ["\(folder)a.xml validates"], "\(others.map { $0.prefix(300) })")
        }
    }

    @Test("What a feed lacks is refused with the list, and what has no price is listed", .database(Shop.open))
    func refused() throws {
        let shop = Shop.current
        let export = ["catalog", "export", "-o", "/tmp/never.xml"]
        let lacking = try shop.refused(export + ["--price-list", "WH"])
        #expect(lacking["code"] == "feed_incomplete" && lacking["remedy"]?.contains("company_name") == true)
        try shop.done(["settings", "set", "company_name=X"])
        #expect(try shop.refused(export + ["--price-list", "NONE"])["code"] == "price_list_unknown")
        #expect(try shop.refused(export + ["--customer", "NONE"])["code"] == "customer_unknown")
        try shop.done(["customer", "add", "LOSE", "--currency", "EUR", "--country", "DE"])
        #expect(try shop.refused(export + ["--customer", "LOSE"])["code"] == "feed_incomplete")
        let google = ["--format", "google", "--link", "https://a.b/{sku}", "--tax", "FR"]
        #expect(try shop.refused(export + ["--price-list", "WH"] + google)["code"] == "tax_unknown")
        for wrong in [
            [], ["--price-list", "WH", "--customer", "NORD"], ["--price-list", "WH", "--format", "google"],
            ["--price-list", "WH", "--link", "https://a.b"], ["--price-list", "WH", "--tax", "DE"],
            ["--price-list", "WH", "--language", "en"],
        ] { #expect(try shop.start(export + wrong).finish().status == 64, "\(wrong)") }
        #expect(!FileManager.default.fileExists(atPath: "/tmp/never.xml"))
        try inFolder { folder in
            let answer = try shop.done(["catalog", "export", "--price-list", "WH", "-o", folder + "a.csv"], status: 3)
            #expect(answer["products"] as? Int == 3)
            let left = try #require(answer["left_out"] as? [[String: Any]])
            #expect(left.contains { $0["sku"] as? String == Shop.unpriced && $0["code"] as? String == "no_price" })
        }
    }

    @Test("Tax is added for Google, and a customer has his own currency", .database(Shop.open))
    func money() throws {
        let shop = Shop.current
        try shop.done(["settings", "set", "company_name=X"])
        try shop.done(["rate", "add", "EUR", "USD", "1.25", "--on", "2026-01-01"])
        try shop.done([
            "customer", "add", "YANK", "--currency", "USD", "--country", "US", "--price-list", "WH", "--tax-status",
            "export",
        ])
        let google = ["catalog", "export", "--price-list", "WH", "--tax", "DE"] + Form.link
        let text = try shop.start(google).finish()
        #expect(text.status == 3 && text.errors.contains("are not in it"))
        // 9.99 and 19 percent is 11.8881.
        #expect(text.output.contains("<g:price>11.89 EUR</g:price>"))
        #expect(text.output.contains("<g:link>https://shop.example/\(Shop.b)</g:link>"))
        let dollars = try shop.start(["catalog", "export", "--customer", "YANK"]).finish().output
        #expect(
            dollars.contains("price_type=\"net_customer\"") && dollars.contains("<PRICE_AMOUNT>5.00</PRICE_AMOUNT>")
                || dollars.contains("<PRICE_AMOUNT>5</PRICE_AMOUNT>"))
        #expect(dollars.contains("<CURRENCY>USD</CURRENCY>"))
    }
}
