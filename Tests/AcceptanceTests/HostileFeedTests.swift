import Foundation
import TestSupport
import Testing

/// A file that is refused as a whole: what it is, what it is made of, and the code it gets.
struct HostileFile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: String
    let bytes: @Sendable () -> Data

    init(_ name: String, _ code: String, _ text: @escaping @Sendable () -> String) {
        self.init(name, code, bytes: { Data(text().utf8) })
    }

    init(_ name: String, _ code: String, bytes: @escaping @Sendable () -> Data) {
        (testDescription, self.code, self.bytes) = (name, code, bytes)
    }

    /// A catalog with a good record before the trouble.
    private static func behindGood(_ trouble: String, start: String = "") -> String {
        HostileFeed.catalog([HostileFeed.article("GOOD-1"), trouble], start: start)
    }

    static let entities: [HostileFile] = [
        .init("entities within entities", "file_entity_declared") {
            behindGood(
                HostileFeed.article("X", name: "&l9;"),
                start: "<!DOCTYPE BMECAT [<!ENTITY l0 'ha'>"
                    + HostileFeed.many(9) { "<!ENTITY l\($0) '" + String(repeating: "&l\($0 - 1);", count: 10) + "'>" }
                    + "]>")
        },
        .init("a file as an entity", "file_entity_declared") {
            behindGood(
                HostileFeed.article("X", name: "&x;"),
                start: "<!DOCTYPE BMECAT [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")
        },
        .init("an address as a parameter entity", "file_parameter_entity_used") {
            behindGood("", start: "<!DOCTYPE BMECAT [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/x'> %x;]>")
        },
        .init("an entity that nothing declares", "file_undeclared_entity") {
            behindGood(HostileFeed.article("X", name: "a&nbsp;b"))
        },
    ]

    static let sizes: [HostileFile] = [
        .init("200 levels", "file_too_deep") {
            behindGood(HostileFeed.many(200) { _ in "<a>" } + HostileFeed.many(200) { _ in "</a>" })
        },
        .init("a text of 5 MiB", "file_text_too_long") {
            behindGood(HostileFeed.article("X", name: String(repeating: "long ", count: 1 << 20)))
        },
        .init("an attribute of more than 1 MiB", "file_attribute_too_long") {
            behindGood("<ARTICLE mode=\"\(String(repeating: "n", count: 1_100_000))\"/>")
        },
        .init("300 attributes", "file_too_many_attributes") {
            behindGood("<ARTICLE" + HostileFeed.many(300) { " a\($0)=\"\"" } + "/>")
        },
        .init("30,000 different names", "file_too_many_names") {
            behindGood("<ARTICLE>" + HostileFeed.many(30_000) { "<n\($0)/>" } + "</ARTICLE>")
        },
        .init("a header of a million values", "file_too_large") {
            HostileFeed.catalog(
                [HostileFeed.article("GOOD-1")],
                header: HostileFeed.many(1_000_001) { _ in "<CURRENCY>EUR</CURRENCY>" })
        },
    ]

    static let bytes: [HostileFile] = [
        .init("Latin-1 that says UTF-8", "file_encoding") {
            var data = Data("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)
            data += behindGood(HostileFeed.article("X", name: "Gr\u{F6}sse")).data(using: .isoLatin1) ?? Data()
            return data
        },
        .init("Latin-1 behind UTF-8", "file_encoding") {
            let text = behindGood(HostileFeed.article("X", name: "Größe")).components(separatedBy: "</T_NEW_CATALOG>")
            let more = HostileFeed.article("Y", name: "Größe").data(using: .isoLatin1) ?? Data()
            return Data(text[0].utf8) + more + Data(("</T_NEW_CATALOG>" + text[1]).utf8)
        },
        .init("an encoding that nobody knows", "file_encoding") {
            behindGood("", start: "<?xml version=\"1.0\" encoding=\"x-klingon\"?>")
        },
        .init("cut off within a record", "file_truncated") {
            String(behindGood(HostileFeed.article("X")).dropLast(60))
        },
        .init("a second document behind it", "file_trailing_content") { behindGood("") + behindGood("") },
        .init("NUL behind it", "file_trailing_content") { behindGood("") + "\u{0}\u{0}" },
        .init("NUL in a part number", "file_control_characters") { behindGood(HostileFeed.article("A\u{0}B")) },
        .init("an escaped NUL", "file_control_characters") { behindGood(HostileFeed.article("A&#0;B")) },
        .init("an escape character", "file_control_characters") {
            behindGood(HostileFeed.article("X", name: "\u{1B}[2J"))
        },
        .init("a prefix that nothing declares", "file_undefined_prefix") { behindGood("<g:ARTICLE/>") },
        .init("an HTML page", "file_not_xml") { "<!DOCTYPE html><html><head><title>Log in</title></head></html>" },
        .init("JSON", "file_not_xml") { "{\"products\": []}" },
        .init("a picture", "file_not_xml", bytes: { Data([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]) }),
        .init("random bytes", "file_not_xml", bytes: { Data((0..<9999).map { UInt8(truncatingIfNeeded: $0 &* 167) }) }),
        .init("nothing", "file_empty") { "" },
        .init("blanks", "file_empty") { String(repeating: " \n", count: 5000) },
    ]

    static let all = entities + sizes + bytes
}

/// A record that is quarantined, and the codes it gets.
struct HostileRecord: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let codes: Set<String>
    let text: @Sendable () -> String

    init(_ name: String, _ codes: String..., text: @autoclosure @escaping @Sendable () -> String) {
        (testDescription, self.codes, self.text) = (name, Set(codes), text)
    }

    static let amounts: [HostileRecord] = [
        "1e400", "1e3", "0x10", "٣", "１２", "NaN", "inf", "∞", "1,234.56", "1 234", "1'234", "--1", "+", ".", "4.2.0",
        "4,20", "$4.20", "4.20\u{200B}", "4.20\u{202E}", "½", "=4+1", "4.20; DROP TABLE product",
    ].map { amount in
        HostileRecord("price \(amount)", "price_not_decimal", text: HostileFeed.article("BAD", price: amount))
    }

    static let others: [HostileRecord] = [
        .init("forty digits", "price_too_precise", text: HostileFeed.article("BAD", price: digits(40))),
        .init("a million digits", "price_too_precise", text: HostileFeed.article("BAD", price: digits(1_000_000))),
        .init(
            "forty digits behind the point", "price_too_precise",
            text: HostileFeed.article("BAD", price: "0." + digits(40))),
        .init("below zero", "price_negative", text: HostileFeed.article("BAD", price: "-0.01")),
        .init("no part number", "part_number_missing", text: HostileFeed.article("")),
        .init("a blank part number", "part_number_missing", text: HostileFeed.article(" \n\t ")),
        .init("256 characters", "part_number_too_long", text: HostileFeed.article(String(repeating: "ö", count: 256))),
        .init(
            "a part number of 1 MB", "part_number_too_long",
            text: HostileFeed.article(String(repeating: "7", count: 1_000_000))
        ),
        .init(
            "a tier from zero", "quantity_invalid",
            text: HostileFeed.article("BAD", prices: HostileFeed.tier("4", from: "0"))),
        .init(
            "a tier from 1e400", "quantity_invalid",
            text: HostileFeed.article("BAD", prices: HostileFeed.tier("4", from: "1e400"))),
        .init(
            "two prices from one quantity", "tiers_contradict",
            text: HostileFeed.article(
                "BAD", prices: HostileFeed.tier("4", from: "10") + HostileFeed.tier("5", from: "10"))),
        .init(
            "10,000 tiers that contradict each other", "tiers_contradict",
            text: HostileFeed.article("BAD", prices: HostileFeed.many(10_000) { HostileFeed.tier("\($0)", from: "7") })),
        .init(
            "10,001 tiers", "record_too_large",
            text: HostileFeed.article("BAD", prices: HostileFeed.many(10_001) { HostileFeed.tier("5", from: "\($0)") })),
        .init(
            "a record of 300,000 values", "record_too_large",
            text: HostileFeed.article("BAD", details: HostileFeed.many(300_000) { "<KEYWORD>k\($0)</KEYWORD>" })),
        .init(
            "a record of 20 MB", "record_too_large",
            text: HostileFeed.article(
                "BAD",
                details: HostileFeed.many(20) { _ in "<KEYWORD>\(String(repeating: "k", count: 1_000_000))</KEYWORD>" })
        ),
        .init(
            "one text of 20 MB in many pieces", "record_too_large",
            text: HostileFeed.article(
                "BAD", name: HostileFeed.many(20) { _ in String(repeating: "k", count: 1_000_000) + "<b/>" })),
        .init(
            "a minimum of forty digits", "quantity_invalid",
            text: HostileFeed.article("BAD", order: "<QUANTITY_MIN>\(digits(40))</QUANTITY_MIN>")),
    ]

    static let dates: [HostileRecord] = [
        "0000-00-00", "2026-02-30", "2026-13-01", "12026-01-01", "-2026-01-01", "٢٠٢٦-01-01", "２０２６-01-01",
        "2026-1e1-01",
        "31.12.2026", "2026-10-01..2026-12-31", "2026-10-01 - 2026-12-31", "2026-01-01 (or later)", "tomorrow",
    ].map { day in
        HostileRecord(
            "valid from \(day)", "date_invalid", text: HostileFeed.article("BAD", prices: HostileFeed.dated(day)))
    }

    static let all = amounts + others + dates

    private static func digits(_ count: Int) -> String { String(repeating: "9", count: count) }
}

/// A record that is odd, and is taken.
struct OddRecord: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let findings: Set<String>
    let text: @Sendable () -> String

    init(_ name: String, _ findings: String..., text: @autoclosure @escaping @Sendable () -> String) {
        (testDescription, self.findings, self.text) = (name, Set(findings), text)
    }

    static let all: [OddRecord] = [
        .init("a price of -0", "price_zero", text: HostileFeed.article("ODD", price: "-0")),
        .init(
            "a price with zeros in front",
            text: HostileFeed.article("ODD", price: String(repeating: "0", count: 5000) + "4.20")),
        .init("valid from the last day", text: HostileFeed.article("ODD", prices: HostileFeed.dated("9999-12-31"))),
        .init("valid from the year 1", text: HostileFeed.article("ODD", prices: HostileFeed.dated("0001-01-01"))),
        .init(
            "valid from a time",
            text: HostileFeed.article("ODD", prices: HostileFeed.dated("2026-01-01T00:00:00+01:00"))),
        .init("255 characters", text: HostileFeed.article(String(repeating: "石", count: 255))),
        .init("../x", text: HostileFeed.article("../x")),
        .init("'; DROP TABLE product; --", text: HostileFeed.article("'; DROP TABLE product; --")),
        .init("$(reboot) and \\N", text: HostileFeed.article("$(reboot)\\N\\.")),
        .init("a direction mark in the number", text: HostileFeed.article("A\u{202E}B\u{200B}")),
        .init(
            "an inclusion",
            text: HostileFeed.article(
                "ODD",
                more: "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\" parse=\"text\"/>")),
        .init(
            "a description of 1 MB",
            text: HostileFeed.article(
                "ODD",
                details: "<DESCRIPTION_LONG>\(String(repeating: "jade heals, ", count: 90_000))</DESCRIPTION_LONG>")),
        .init(
            "a description of one word of 1 MB",
            text: HostileFeed.article(
                "ODD", details: "<DESCRIPTION_LONG>\(String(repeating: "x", count: 1_000_000))</DESCRIPTION_LONG>")),
        .init(
            "every short text 300 kB long", "unit_unknown", "gtin_invalid", "lead_time_unreadable",
            text: HostileFeed.article(
                "ODD", name: long,
                details: [
                    "EAN", "MANUFACTURER_AID", "MANUFACTURER_NAME", "BUYER_AID", "KEYWORD", "DELIVERY_TIME",
                ].map { "<\($0)>\(long)</\($0)>" }.joined(),
                order: "<ORDER_UNIT>\(long)</ORDER_UNIT><CONTENT_UNIT>\(long)</CONTENT_UNIT>")),
        .init(
            "5,000 keywords, features, pictures and prices",
            text: HostileFeed.article(
                "ODD", details: HostileFeed.many(5000) { "<KEYWORD>k\($0)</KEYWORD>" },
                prices: HostileFeed.many(5000) { HostileFeed.tier("\(9000 - $0)", from: "\($0)") },
                more: "<ARTICLE_FEATURES>"
                    + HostileFeed.many(5000) { "<FEATURE><FNAME>f\($0)</FNAME><FVALUE>v</FVALUE></FEATURE>" }
                    + "</ARTICLE_FEATURES><MIME_INFO>"
                    + HostileFeed.many(5000) {
                        "<MIME><MIME_TYPE>image/jpeg</MIME_TYPE><MIME_SOURCE>\($0).jpg</MIME_SOURCE></MIME>"
                    } + "</MIME_INFO>")),
        .init(
            "10,000 tiers, the last first",
            text: HostileFeed.article(
                "ODD", prices: HostileFeed.many(10_000) { HostileFeed.tier("\($0)", from: "\(10_001 - $0)") })),
        .init(
            "markup a thousand times escaped", "markup_removed",
            text: HostileFeed.article("ODD", name: "x &" + String(repeating: "amp;", count: 1000) + "lt;b>")),
    ]

    private static let long = String(repeating: "x", count: 300_000)
}

// One by one: each keeps a thread waiting for a program, and the others' tests wait for a thread.
@Suite("Hostile feeds, by the built program", .serialized, .timeLimit(.minutes(10)))
struct HostileFeedTests {
    /// What any of these imports may need, in KiB, though they are built without optimisation; the address sanitizer keeps
    /// what was freed, and more beside each allocation.
    static let memory = (AddressSanitizer.isOn ? 1024 : 128) << 10

    @Test(
        "A hostile file is refused by its code, and nothing of it is kept", .database(Sandbox.template),
        arguments: HostileFile.all)
    func files(file: HostileFile) throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let before = try box.catalog()
            let (outcome, peak) = try box.importing(file.bytes(), in: folder)
            #expect(outcome.status == 65, "\(outcome)")
            #expect(outcome.output == "")
            #expect(try outcome.error()["code"] == file.code, "\(outcome.errors.prefix(500))")
            #expect(outcome.errors.utf8.count < 2000)
            #expect(!outcome.errors.contains("root:"))
            #expect(peak < Self.memory, "\(peak) KiB")
            #expect(try box.catalog() == before)
            #expect(try box.sql("SELECT string_agg(state, ' ') FROM import_run") == "failed")
            try expectOrdinary(box, folder)
        }
    }

    @Test(
        "A hostile record is quarantined, and those beside it are taken to the letter", .database(Sandbox.template),
        arguments: HostileRecord.all)
    func records(record: HostileRecord) throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let run = try take(
                [HostileFeed.article("GOOD-1"), record.text(), HostileFeed.article("GOOD-2")], box, folder, status: 3)
            #expect(run["new"] as? Int == 2 && run["quarantined"] as? Int == 1, "\(run)")
            let rows = try box.rows(["import", "show", "1", "--quarantine"])
            #expect(
                Set(rows.compactMap { $0["code"] as? String }) == record.codes,
                "\(String(describing: rows.first).prefix(500))")
            try expectGood(box)
            #expect(try box.sql("SELECT count(*) FROM supplier_item") == "2")
            try expectOrdinary(box, folder)
        }
    }

    @Test(
        "An odd record is taken with its findings, and so are those beside it", .database(Sandbox.template),
        arguments: OddRecord.all)
    func odd(record: OddRecord) throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let records = [HostileFeed.article("GOOD-1"), record.text(), HostileFeed.article("GOOD-2")]
            let run = try take(records, box, folder, status: 0)
            #expect(run["new"] as? Int == 3, "\(run)")
            let rows = try box.rows(["import", "show", "1", "--findings"])
            #expect(
                Set(rows.compactMap { $0["code"] as? String }).subtracting(["misnomer", "jade_unqualified"])
                    == record.findings)
            try expectGood(box)
            #expect(try box.sql("SELECT count(*) FROM catalog_item WHERE catalog_item::text LIKE '%root:%'") == "0")
            // Read again it is what it was, so it came back from the database as it went in.
            let again = try take(records, box, folder, status: 0, "--reparse")
            #expect(again["unchanged"] as? Int == 3, "\(again)")
            try expectOrdinary(box, folder)
        }
    }

    /// Texts that do something where they are shown without care.
    static let texts = [
        "=1+1", "+1+1", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x.example\",\"y\")", "\u{9}=1+1",
        "x\u{202E}evil\u{202C}", "a\u{200B}b\u{FEFF}", "tag\u{E0041}", "\u{2028}line", "&#27;[31mred", "\u{9B}31m",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)",
        "'; DROP TABLE product; --",
        "{{7*7}} {{{table}}}", "$(reboot) `id`", "%s%n", "../../etc/passwd", "\\N", "a\"b,c;d\te",
    ]

    @Test("Hostile texts do nothing in any form in which they are shown", .database(Sandbox.template))
    func shown() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            var records: [String] = []
            for (index, text) in Self.texts.enumerated() {
                let escaped = HostileFeed.escaped(text)
                let feature = "<FEATURE><FNAME>\(escaped)</FNAME><FVALUE>\(escaped)</FVALUE></FEATURE>"
                let details =
                    ["MANUFACTURER_NAME", "KEYWORD", "DELIVERY_TIME", "DESCRIPTION_LONG"]
                    .map { "<\($0)>heals cancer \(escaped)</\($0)>" }.joined()
                records.append(
                    HostileFeed.article(
                        "T-\(index)", name: escaped, details: details, order: "<ORDER_UNIT>\(escaped)</ORDER_UNIT>",
                        more: "<ARTICLE_FEATURES>\(feature)</ARTICLE_FEATURES>"))
                records.append(HostileFeed.article("\(escaped)\(index)", price: escaped))
            }
            let (outcome, peak) = try box.importing(Data(HostileFeed.catalog(records).utf8), in: folder)
            #expect(outcome.status == 3, "\(outcome)")
            #expect(peak < Self.memory, "\(peak) KiB")
            #expect(try outcome.object()["new"] as? Int == Self.texts.count)
            #expect(try outcome.object()["quarantined"] as? Int == Self.texts.count)

            let report = Program.report.with(box.nephrite.environment)
            var commands: [(Program, [String])] = [["compliance"], ["quarantine"]].map { (report, $0) }
            let views = ["--changes", "--quarantine", "--findings", "--claims"].map { ["import", "show", "1", $0] }
            for words in views + [["product", "list"], ["import", "show", "1"]] {
                commands.append((box.nephrite, words))
            }
            for index in Self.texts.indices {
                commands.append((box.nephrite, ["product", "show", "SAMPLE-T-\(index)"]))
            }
            for (program, words) in commands {
                let table = try program.start(words + ["-O", "table"]).finish()
                #expect(table.status == 0, "\(words): \(table.errors)")
                expectHarmless(terminal: table.output, "\(words)")
                let csv = try program.start(words + ["-O", "csv"]).finish()
                #expect(csv.status == 0, "\(words): \(csv.errors)")
                expectHarmless(csv: csv.output, "\(words)")
                let json = try program.start(words + ["-O", "json"]).finish()
                #expect(throws: Never.self, "\(words)") {
                    try JSONSerialization.jsonObject(with: Data(json.output.utf8))
                }
                expectHarmless(terminal: json.output, "\(words) as JSON")
                guard program.command == report.command else { continue }
                let page = try program.start(words + ["-O", "html"]).finish()
                #expect(page.status == 0, "\(words): \(page.errors)")
                #expect(!page.output.contains("<img") && !page.output.contains("<script>alert"), "\(words)")
                #expect(!page.output.contains("\" onmouseover=\""), "\(words)")
                expectHarmless(terminal: page.output, "\(words) as HTML")
            }
            // Texts without markup and controls are kept to the letter all the same.
            for (index, text) in Self.texts.enumerated() where ["=1+1", "{{7*7}} {{{table}}}", "\\N"].contains(text) {
                #expect(try box.done("product", "show", "SAMPLE-T-\(index)")["name"] as? String == text)
            }
            #expect(try box.done("product", "show", "SAMPLE-T-6")["name"] as? String == Self.texts[6])
            try expectOrdinary(box, folder)
        }
    }

    private func expectHarmless(terminal text: String, _ what: String) {
        let live = text.unicodeScalars.first { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xE0000...0xE007F:
                true
            default: false
            }
        }
        #expect(live == nil, "\(what): \(live.map { String($0.value, radix: 16) } ?? "")")
    }

    private func expectHarmless(csv text: String, _ what: String) {
        for row in OutputTests.records(text) {
            for cell in row {
                let bare = cell.unicodeScalars.dropFirst(cell.hasPrefix("\"") ? 1 : 0)
                guard let first = bare.first, "=+-@\t\r".unicodeScalars.contains(first) else { continue }
                #expect(Double(String(String.UnicodeScalarView(bare))) != nil, "\(what): \(cell)")
            }
        }
    }

    private func take(
        _ records: [String], _ box: Sandbox, _ folder: String, status: Int32, _ more: String...
    ) throws -> [String: Any] {
        let data = Data(HostileFeed.catalog(records).utf8)
        let (outcome, peak) = try box.importing(data, in: folder, more)
        try #require(outcome.status == status, "\(outcome.output.prefix(500))\(outcome.errors.prefix(1500))")
        #expect(peak < Self.memory, "\(peak) KiB")
        return try outcome.object()
    }

    private func expectGood(_ box: Sandbox) throws {
        for number in ["GOOD-1", "GOOD-2"] {
            let product = try box.done("product", "show", "SAMPLE-" + number)
            #expect(product["name"] as? String == "Worry stone")
            let item = try #require((product["supplier_items"] as? [[String: Any]])?.first)
            let prices = try #require(item["prices"] as? [[String: Any]])
            #expect(prices.map { $0["unit_price"] as? String } == ["4.20"])
        }
    }

    /// The next import is none the worse.
    private func expectOrdinary(_ box: Sandbox, _ folder: String) throws {
        let file = try SampleFeed(count: 3).write(edition: 1, to: folder)
        let outcome = try box.nephrite.run(
            "import", "run", file, "--supplier", "SAMPLE", "--accept-held", "-O", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try outcome.object()["new"] as? Int == 3)
    }
}
