import Foundation
import TestSupport
import Testing

@Suite("Documents for customers and suppliers", .timeLimit(.minutes(5)))
struct TradeDocumentTests {
    private static let settings = [
        "settings", "set", "company_name=Jade Handel GmbH", "company_street=Speicherstraße 4",
        "company_postal_code=20457", "company_city=Hamburg", "vat_id=DE123456789",
        "bank_account=DE02120300000000202051",
    ]

    private func stock(_ shop: Shop) throws {
        for sku in [Shop.a, Shop.b, Shop.c] { try shop.done(["stock", "receive", sku, "100", "--cost", "1.00"]) }
    }

    /// A shop that may send messages, with an order of NORD shipped, and its numbers.
    private func shipped(_ shop: Shop) throws -> String {
        try stock(shop)
        try shop.done(Self.settings)
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        try shop.done(
            ["customer", "address", "NORD", "add", "HUSUM", "--city", "Husum", "--country", "DE", "--default"])
        let order = try shop.allocated("NORD", ["\(Shop.a)=4", "\(Shop.b)=3"])
        try shop.done(["order", "ship", order])
        return order
    }

    private func document(_ shop: Shop, _ arguments: [String], file: String) throws -> ([String: Any], Data) {
        try inFolder { folder throws in
            let answer = try shop.done(["document"] + arguments + ["-o", folder + file])
            return (answer, try Data(contentsOf: URL(fileURLWithPath: folder + file)))
        }
    }

    @Test("An invoice is issued once: later prints are the same bytes, whatever changed since", .database(Shop.open))
    func once() throws {
        let shop = Shop.current
        let order = try shipped(shop)
        let invoice = try #require(try shop.done(["invoice", "create", order])["invoice"] as? String)
        for (file, format) in [("a.html", "html"), ("a.xml", "ubl")] {
            let (first, bytes) = try document(shop, ["invoice", invoice], file: file)
            shop.expect(first, ["kind": "invoice", "number": invoice, "format": format, "language": "en"])
            shop.expect(first, ["is_reprint": false])
            #expect(first["edition"] as? Int == 1 && first["bytes"] as? Int == bytes.count)
            try shop.done(["settings", "set", "company_name=Other"])
            let (again, same) = try document(shop, ["invoice", invoice], file: file)
            shop.expect(again, ["is_reprint": true])
            #expect(same == bytes && again["sha256"] as? String == first["sha256"] as? String)
            try shop.done(Self.settings)
        }
        let text = try shop.start(["document", "invoice", invoice]).finish().output
        #expect(text.contains("Jade Handel GmbH") && text.contains("45.97") && text.contains("<h1>Invoice</h1>"))
        #expect(try shop.rows(["document", "list", invoice]).count == 2)
        #expect(try shop.fault(of: "UPDATE nephrite.issued_document SET language = 'de'") != nil)
    }

    @Test(
        "Of other documents a new edition is issued when what they say has changed, and only then", .database(Shop.open)
    )
    func editions() throws {
        let shop = Shop.current
        try shop.done(Self.settings)
        let order = try shop.order("NORD", ["\(Shop.a)=2"])
        try shop.done(["order", "quote", order])
        var (answer, bytes) = try document(shop, ["quotation", order, "--language", "de"], file: "q.html")
        #expect(answer["edition"] as? Int == 1)
        #expect(String(decoding: bytes, as: UTF8.self).contains("Angebot"))
        #expect(
            try document(shop, ["quotation", order, "--language", "de"], file: "q.html").0["is_reprint"] as? Bool
                == true)
        try shop.done(["order", "amend", order, "--line", "\(Shop.a)=5"])
        (answer, bytes) = try document(shop, ["quotation", order, "--language", "de"], file: "q.html")
        #expect(answer["edition"] as? Int == 2 && answer["is_reprint"] as? Bool == false)
        #expect(try shop.refused(["document", "confirmation", order])["code"] == "wrong_state")
        try inFolder { folder throws in
            let dry = ["document", "quotation", order, "--paper", "Letter", "--dry-run"]
            #expect(try shop.done(dry + ["-o", folder + "q.html"])["edition"] as? Int == 1)
            #expect(!FileManager.default.fileExists(atPath: folder + "q.html"))
            #expect(try shop.start(dry).finish().output.contains("size: Letter"))
        }
        #expect(try shop.rows(["document", "list", order]).count == 2)
    }

    @Test("Pick list, packing slip, pro-forma, credit note and purchase order are written", .database(Shop.returned))
    func kinds() throws {
        let shop = Shop.current
        try shop.done(Self.settings)
        let order = try shop.allocated("NORD", ["\(Shop.a)=2"])
        func text(_ arguments: String...) throws -> String {
            let outcome = try shop.start(["document"] + arguments).finish()
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output
        }
        #expect(try text("pick-list", order).contains("MAIN"))
        #expect(try text("proforma", order, "--language", "fr").contains("Facture pro forma"))
        #expect(try text("confirmation", order, "--language", "es").contains("Confirmación de pedido"))
        let shipment = try #require(
            (try shop.done(["order", "ship", order])["shipments"] as? [[String: Any]])?.first?["shipment"] as? String)
        #expect(try text("packing-slip", shipment, "--language", "zh").contains("装箱单"))
        #expect(try shop.refused(["document", "pick-list", order])["code"] == "nothing_allocated")
        #expect(try shop.refused(["document", "packing-slip", "SH-2026-999999"])["code"] == "shipment_unknown")
        let credit = try shop.value(of: "SELECT min(number) FROM nephrite.credit_note")
        #expect(try text("credit-note", credit).contains("<h1>Credit note</h1>"))
        let purchase = try shop.value(of: "SELECT min(number) FROM nephrite.purchase_order")
        let page = try text("purchase-order", purchase, "--language", "de")
        #expect(page.contains("Bestellung") && page.contains("Lotus Crafts"))
        #expect(
            try shop.refused(["document", "quotation", order, "--format", "ubl"], status: 64)["code"]
                == "document_format")
    }

    @Test(
        "A message that lacks something is refused with the list, and the invoice is not numbered", .database(Shop.open)
    )
    func incomplete() throws {
        let shop = Shop.current
        try stock(shop)
        let order = try shop.allocated("NORD", ["\(Shop.a)=1"])
        try shop.done(["order", "ship", order])
        let error = try shop.refused(["invoice", "create", order, "--issue", "ubl"])
        #expect(error["code"] == "document_incomplete")
        #expect(error["message"]?.contains("our VAT number (BR-S-02)") == true)
        #expect(error["remedy"]?.contains("nephrite settings set vat_id=…") == true)
        #expect(try shop.value(of: "SELECT count(*) FROM nephrite.invoice") == "0")
        try shop.done(Self.settings)
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        let invoice = try shop.done(["invoice", "create", order, "--issue", "ubl"])
        shop.expect(invoice, ["invoice": "INV-\(Shop.year)-000001"])
        #expect(try shop.rows(["document", "list"]).count == 1)
        // So with a credit note: without our VAT number none is posted, with it three messages are.
        try shop.done(["settings", "set", "vat_id="])
        let credit = ["invoice", "credit", "INV-\(Shop.year)-000001", "--issue", "ubl", "--issue", "cii"]
        let note = "CN-\(Shop.year)-000001"
        #expect(try shop.refused(credit)["code"] == "document_incomplete")
        #expect(try shop.refused(["invoice", "show", note])["code"] == "invoice_unknown")
        _ = try shop.refused(credit + ["--issue", "pdf"], status: 64)
        try shop.done(Self.settings)
        shop.expect(try shop.done(credit + ["--issue", "opentrans"]), ["credit_note": note])
        #expect(
            Set(try shop.rows(["document", "list", note]).compactMap { $0["format"] as? String }) == [
                "ubl", "cii", "opentrans",
            ])
    }

    @Test(
        "A message takes what was not known at posting as it is known today; a page says what was known",
        .database(Shop.open))
    func gaps() throws {
        let shop = Shop.current
        try stock(shop)
        let order = try shop.allocated("NORD", ["\(Shop.a)=1"])
        try shop.done(["order", "ship", order])
        let invoice = try #require(try shop.done(["invoice", "create", order])["invoice"] as? String)
        #expect(try shop.refused(["document", "invoice", invoice, "--format", "ubl"])["code"] == "document_incomplete")
        try shop.done(Self.settings)
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        let message = try shop.start(["document", "invoice", invoice, "--format", "ubl"]).finish().output
        #expect(message.contains("DE123456789") && message.contains("4012345000009"))
        let page = try shop.start(["document", "invoice", invoice]).finish().output
        #expect(!page.contains("DE123456789") && !page.contains("Jade Handel GmbH"))
    }

    @Test("A document is sent into a folder or by a program, and is kept before that", .database(Shop.open))
    func sending() throws {
        let shop = Shop.current
        let order = try shipped(shop)
        try inFolder { folder throws in
            let sent = try shop.done(
                ["document", "send", "confirmation", order, "--format", "html", "--folder", folder])
            let file = try #require(sent["file"] as? String)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            #expect(file.hasSuffix("/confirmation-\(order)-en.html") && bytes.count == sent["bytes"] as? Int)
            // Nothing takes the place of another kind, language, sheet or form.
            for more in [["--language", "de"], ["--paper", "Letter"]] {
                try shop.done(
                    ["document", "send", "confirmation", order, "--format", "html", "--folder", folder] + more)
            }
            let invoice = try #require(try shop.done(["invoice", "create", order])["invoice"] as? String)
            for format in ["html", "ubl", "cii", "opentrans"] {
                try shop.done(["document", "send", "invoice", invoice, "--format", format, "--folder", folder])
            }
            try shop.done([
                "document", "send", "line-sheet", "NORD", "--only", "bian_stone", "--format", "html", "--folder",
                folder,
            ])
            try shop.done(["document", "send", "statement", "NORD", "--format", "html", "--folder", folder])
            #expect(
                Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == [
                    "confirmation-\(order)-en.html", "confirmation-\(order)-de.html",
                    "confirmation-\(order)-en-letter.html",
                    "invoice-\(invoice)-en.html", "invoice-\(invoice).ubl.xml", "invoice-\(invoice).cii.xml",
                    "invoice-\(invoice).opentrans.xml", "line-sheet-NORD_of_bian_stone-en.html",
                    "statement-NORD-en.html",
                ])
            let copy = folder + "copy"
            try shop.done([
                "document", "send", "confirmation", order, "--format", "html", "--to", copy, "--command",
                "/bin/cp {file} {to}",
            ])
            #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == bytes)
        }
        let command = ["document", "send", "confirmation", order, "--format", "html", "--language", "fr"]
        #expect(try shop.refused(command, status: 64)["code"] == "command_invalid")
        #expect(try shop.refused(command + ["--command", "cp {file} x"], status: 64)["code"] == "command_invalid")
        #expect(try shop.refused(command + ["--command", "/bin/cp {file} {to}"], status: 64)["where"] == "--to")
        let unknown = try shop.refused(
            command + ["--to", "x", "--command", "/bin/cp {file} {bogus} {to} {1} {\"a\"} {File}"], status: 64)
        #expect(unknown["code"] == "command_invalid" && unknown["where"] == "--command")
        #expect(unknown["message"] == "the command has a place that nothing fills: {bogus}, {1}, {File}")
        #expect(unknown["remedy"] == "use {file}, {kind}, {number}, {language}, {to}")
        try shop.done(["settings", "set", "document_command=/bin/cp {file} {folder}"])
        #expect(try shop.refused(command, status: 64)["where"] == "document_command")
        try shop.done(["settings", "set", "document_command="])
        #expect(try shop.rows(["document", "list", order]).count == 3)
        #expect(try shop.refused(command + ["--command", "/bin/false {file}"], status: 69)["code"] == "command_failed")
        #expect(try shop.rows(["document", "list", order]).count == 4)
        let sendings = try shop.value(of: "SELECT count(*) FROM nephrite.audit_entry WHERE action = 'document.send'")
        #expect(sendings == "10")
    }

    @Test("Terms stand in words, and what was paid too much comes off a statement", .database(Shop.open))
    func schedules() throws {
        let shop = Shop.current
        try stock(shop)
        for (code, terms, words, german) in [
            (
                "PARTS", "30%deposit,70%beforeshipping", "30 % deposit with the order; 70 % before shipping",
                "30 % Anzahlung bei Auftragserteilung; 70 % vor dem Versand"
            ),
            ("FIRST", "100%beforeshipping", "Payment in advance", "Vorkasse"),
            (
                "LATE", "50%deposit,50%net30", "50 % deposit with the order; 50 % within 30 days of the invoice",
                "50 % Anzahlung bei Auftragserteilung; 50 % innerhalb von 30 Tagen nach Rechnungsdatum"
            ),
        ] {
            try shop.done([
                "customer", "add", code, "--currency", "EUR", "--country", "DE", "--price-list", "WH", "--terms", terms,
            ])
            let order = try shop.order(code, ["\(Shop.a)=1"])
            try shop.done(["order", "quote", order])
            for (language, sentence) in [("en", words), ("de", german)] {
                let page = try shop.start(["document", "quotation", order, "--language", language]).finish().output
                #expect(page.contains(sentence) && !page.contains(terms), "\(code) \(language)")
            }
        }
        // 4 of A are 16.00 and 19.04 with tax, and of B 29.97 and 35.66; one is paid 1.00 too much.
        var invoices: [String] = []
        for line in ["\(Shop.a)=4", "\(Shop.b)=3"] {
            let order = try shop.allocated("NORD", [line])
            try shop.done(["order", "ship", order])
            invoices.append(try #require(try shop.done(["invoice", "create", order])["invoice"] as? String))
        }
        try shop.done(["invoice", "pay", invoices[0], "--amount", "20.04", "--on", "2026-01-05"])
        let page = try shop.start(["document", "statement", "NORD"]).finish().output
        #expect(page.contains(invoices[0]) && page.contains("-1.00") || page.contains("−1.00"))
        #expect(page.contains("34.66 EUR"), "\(page)")
        #expect(try shop.rows(["invoice", "list", "--unpaid"]).count == 1)
        // A number is looked for among its own kind, and the remedy says what it is.
        let note = try #require(try shop.done(["invoice", "credit", invoices[1]])["credit_note"] as? String)
        for (kind, number, what) in [("invoice", note, "a credit note"), ("credit-note", invoices[1], "an invoice")] {
            let refused = try shop.refused(["document", kind, number])
            #expect(refused["code"] == "invoice_unknown" && refused["remedy"]?.contains(what) == true, "\(refused)")
        }
    }

    @Test("A statement lists what is open, and how long it is overdue", .database(Shop.open))
    func statement() throws {
        let shop = Shop.current
        let order = try shipped(shop)
        let invoice = try #require(try shop.done(["invoice", "create", order])["invoice"] as? String)
        try shop.done(["invoice", "pay", invoice, "--amount", "4.70", "--on", "2026-01-05"])
        let page = try shop.start(["document", "statement", "NORD", "--language", "de"]).finish()
        #expect(page.status == 0, "\(page.errors)")
        // 45.97 net and 19 % tax are 54.70, of which 4.70 are paid.
        for text in ["Kontoauszug", invoice, ">54,70<", ">4,70<", ">50,00<", "50,00 EUR"] {
            #expect(page.output.contains(text), "\(text)")
        }
        let none = try shop.start(["document", "statement", "SUED"]).finish()
        #expect(none.output.contains("Nothing is open."))
        #expect(try shop.refused(["document", "statement", "NOBODY"])["code"] == "customer_unknown")
    }

    @Test("What a deposit has paid is not asked for again", .database(Shop.open))
    func prepaid() throws {
        let shop = Shop.current
        try stock(shop)
        try shop.done(Self.settings)
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        let order = try shop.order("NORD", ["\(Shop.a)=4"])
        try shop.done(["order", "confirm", order])
        try shop.done(["order", "deposit", order, "--on", "2026-11-20", "--amount", "10.00"])
        try shop.done(["order", "allocate", order])
        try shop.done(["order", "ship", order])
        // 16.00 net and 19 % tax are 19.04, of which 10.00 are paid.
        let invoice = try #require(try shop.done(["invoice", "create", order, "--issue", "ubl"])["invoice"] as? String)
        let message = try shop.start(["document", "invoice", invoice, "--format", "ubl"]).finish().output
        #expect(message.contains("<cbc:PrepaidAmount currencyID=\"EUR\">10.00</cbc:PrepaidAmount>"))
        #expect(message.contains("<cbc:PayableAmount currencyID=\"EUR\">9.04</cbc:PayableAmount>"))
        let page = try shop.start(["document", "invoice", invoice]).finish().output
        #expect(page.contains("−10.00 EUR") && page.contains("9.04 EUR"))
    }

    @Test(
        "What was posted names parties and goods as they were then, in every form that is made later",
        .database(Shop.open))
    func facts() throws {
        let shop = Shop.current
        let order = try shipped(shop)
        let invoice = try #require(try shop.done(["invoice", "create", order])["invoice"] as? String)
        try shop.done(["order", "return", order, "--line", "\(Shop.b)=1"])
        let credit = try #require(try shop.done(["invoice", "credit", invoice])["credit_note"] as? String)
        let shipment = try shop.value(of: "SELECT min(number) FROM nephrite.shipment")
        func change(_ city: String) throws {
            try shop.done(["customer", "set", "NORD", "--name", "Praxis Süd"])
            try shop.done(["customer", "address", "NORD", "set", "HUSUM", "--city", city])
            try shop.done(["customer", "identifier", "NORD", "remove", "GLN", "4012345000009"])
            try shop.done(["settings", "set", "company_name=Other", "company_city=Altona", "vat_id=DE987654321"])
            try shop.done(["settings", "set", "bank_account=DE75512108001245126199"])
            try shop.done(["product", "set", Shop.a, "name=Something else", "hs_code=711620", "mass_g=1"])
        }
        try change("Kiel")
        let new = ["Praxis Süd", "Kiel", "Other", "Altona", "DE987654321", "DE75512108001245126199", "Something else"]
        for (kind, number) in [("invoice", invoice), ("credit-note", credit), ("packing-slip", shipment)] {
            for format in ["html", "ubl"] {
                let text = try shop.start(["document", kind, number, "--format", format]).finish()
                #expect(text.status == 0, "\(text.errors)")
                for old in ["Praxis Nord", "Husum", "Jade Handel GmbH", "Hamburg"] {
                    #expect(text.output.contains(old), "\(kind) \(format): \(old)")
                }
                for word in new { #expect(!text.output.contains(word), "\(kind) \(format): \(word)") }
                #expect(format == "html" || text.output.contains("4012345000009"))
            }
        }
        let message = try shop.start(["document", "invoice", invoice, "--format", "ubl"]).finish().output
        #expect(message.contains("DE123456789") && message.contains("DE02120300000000202051"))
        try inFolder { folder throws in
            let answer = try shop.done(["document", "invoice", invoice, "-o", folder + "i.pdf"])
            #expect(answer["is_as_posted"] as? Bool == true)
            let text = try Program(command: ["/usr/bin/env", "pdftotext"]).run("-layout", folder + "i.pdf", "-").output
            #expect(text.contains("Praxis Nord") && text.contains("Jade Handel GmbH") && !text.contains("Kiel"))
        }
        for table in ["document_facts", "document_party", "document_line"] {
            #expect(try shop.fault(of: "DELETE FROM nephrite.\(table)") != nil)
        }
        #expect(try shop.fault(of: "UPDATE nephrite.document_party SET name = 'x'") != nil)
        #expect(try shop.broken() == [])
        // One of before such facts were kept has what holds today, and says so.
        try shop.tamper("DELETE FROM document_line; DELETE FROM document_party; DELETE FROM document_facts")
        let late = try shop.start(["document", "invoice", invoice, "--language", "de"]).finish()
        #expect(
            late.output.contains("Praxis Süd") && late.errors.contains("is of before names and addresses were kept"))
    }

    @Test("PDF is what the page is printed as, and the same again", .database(Shop.open))
    func pdf() throws {
        let shop = Shop.current
        let order = try shipped(shop)
        let (answer, bytes) = try document(shop, ["confirmation", order], file: "c.pdf")
        #expect(bytes.starts(with: Data("%PDF-".utf8)) && answer["format"] as? String == "pdf")
        #expect(try document(shop, ["confirmation", order], file: "c.pdf").1 == bytes)
    }

    @Test(
        "Account, bank, addresses and logo are looked at when they are set; a logo that went away is refused by the document",
        .database(Shop.open))
    func letterhead() throws {
        let shop = Shop.current
        let order = try shop.order("NORD", ["\(Shop.a)=2"])
        try shop.done(["order", "quote", order])
        for (setting, code, status, words) in [
            ("bank_account=DE00", "iban_invalid", Int32(64), "an IBAN of DE has 22 characters, not 4"),
            ("bank_account=DE02120300000000202052", "iban_invalid", 64, "its check digits are not right"),
            ("bank_bic=BYLA", "bic_invalid", 64, "a BIC has 8 or 11 letters and digits"),
            ("bank_bic=BYLAXXM1", "bic_invalid", 64, "XX, are no country"),
            ("company_email=verkauf", "email_invalid", 64, "no address for mail"),
            ("company_email=a b@stein.example", "email_invalid", 64, "no address for mail"),
            ("company_endpoint=4012345000009", "endpoint_invalid", 64, "no electronic address"),
            ("company_endpoint=0088:", "endpoint_invalid", 64, "no electronic address"),
            ("company_logo=/etc/passwd", "logo_unreadable", 1, "it is no PNG, JPEG or SVG"),
            ("company_logo=/nowhere.png", "logo_unreadable", 1, "it cannot be opened"),
        ] {
            // Nothing of what is set with it is kept.
            let refused = try shop.refused(["settings", "set", "company_city=Bremen", setting], status: status)
            #expect(refused["code"] == code && refused["message"]?.contains(words) == true, "\(refused)")
            #expect(refused["remedy"]?.isEmpty == false)
        }
        func kept(_ key: String) throws -> String {
            try shop.value(of: "SELECT value FROM nephrite.setting WHERE key = '\(key)'")
        }
        for key in ["company_city", "bank_account", "bank_bic", "company_logo"] { #expect(try kept(key).isEmpty) }
        try shop.done(["settings", "set", "bank_account=de02 1203 0000 0000 2020 51", "bank_bic=bylad em1 001"])
        #expect(try kept("bank_account") == "DE02120300000000202051" && kept("bank_bic") == "BYLADEM1001")
        try shop.done(["settings", "set", "company_email=verkauf@stein.example", "company_endpoint=GLN:4012345000009"])
        #expect(try kept("company_endpoint") == "GLN:4012345000009")
        try shop.done(["settings", "set", "bank_account=6217 0000 1000", "bank_bic="])
        #expect(try kept("bank_account") == "6217 0000 1000" && kept("bank_bic").isEmpty)
        try inFolder { folder throws in
            let logo = folder + "logo.svg"
            try Data("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8).write(to: URL(fileURLWithPath: logo))
            let up = String(
                repeating: "../", count: FileManager.default.currentDirectoryPath.split(separator: "/").count)
            try shop.done(["settings", "set", "company_logo=\(up + logo.dropFirst())"])
            #expect(try kept("company_logo") == logo)
            let page = try shop.start(["document", "quotation", order]).finish().output
            #expect(page.contains("data:image/svg+xml;base64,"))
            try FileManager.default.removeItem(atPath: logo)
            #expect(try shop.refused(["document", "quotation", order])["code"] == "logo_unreadable")
        }
        try shop.done(["settings", "set", "company_logo="])
    }

    @Test("PDF in Chinese without a font that has its letters is refused with the package", .database(Shop.open))
    func fonts() throws {
        let shop = Shop.current
        let order = try shop.order("NORD", ["\(Shop.a)=2"])
        try shop.done(["order", "quote", order])
        try inFolder { folder throws in
            func list(_ families: String, _ language: String, _ format: String) throws -> Program.Outcome {
                try Data("#!/bin/sh\nprintf '\(families)'\n".utf8).write(to: URL(fileURLWithPath: folder + "fc-list"))
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "fc-list")
                return try shop.nephrite.with(["PATH": folder + ":/usr/bin:/bin"]).start([
                    "document", "quotation", order, "--language", language, "--format", format, "-o",
                    folder + "q.\(format)", "-O", "json", "--database", shop.conninfo,
                ]).finish()
            }
            let refused = try list("", "zh", "pdf")
            #expect(refused.status == 1)
            #expect(try refused.error()["code"] == "font_missing")
            #expect(try refused.error()["remedy"]?.contains("fonts-noto-cjk") == true)
            #expect(try shop.rows(["document", "list", order]).isEmpty)
            for (families, language, format) in [("", "zh", "html"), ("", "de", "pdf"), ("Some CJK", "zh", "pdf")] {
                #expect(try list(families, language, format).status == 0, "\(families) \(language) \(format)")
            }
        }
    }

    @Test("A PDF of Factur-X that cannot be read is refused, and nothing is issued", .database(Shop.open))
    func unreadableFacturX() throws {
        let shop = Shop.current
        let order = try shipped(shop)
        let invoice = try #require(try shop.done(["invoice", "create", order])["invoice"] as? String)
        try inFolder { folder throws in
            let fake = folder + "facturx-pdfgen"
            try Data("#!/bin/sh\nfor result; do :; done\nmkdir \"$result\"\n".utf8)
                .write(to: URL(fileURLWithPath: fake))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake)
            let refused = try shop.nephrite.with(["PATH": folder + ":/usr/bin:/bin", "TMPDIR": folder]).start([
                "document", "invoice", invoice, "--format", "facturx", "-O", "json", "--database", shop.conninfo,
            ]).finish()
            #expect(try refused.status == 74 && refused.error()["code"] == "output_not_written")
            #expect(try refused.error()["message"]?.contains("is a directory") == true)
            #expect(refused.output == "")
            #expect(try shop.rows(["document", "list", invoice]).isEmpty)
        }
    }

    @Test(
        "Factur-X is the page with the message inside, the same again, and refused without its program",
        .database(Shop.open))
    func facturX() throws {
        var shop = Shop.current
        let order = try shipped(shop)
        let invoice = try #require(try shop.done(["invoice", "create", order])["invoice"] as? String)
        #expect(
            try shop.refused(["document", "confirmation", order, "--format", "facturx"], status: 64)["code"]
                == "document_format")
        let command = ["document", "invoice", invoice, "--format", "facturx", "--language", "de", "-O", "json"]
        let plain = try shop.nephrite.with(["PATH": "/usr/bin:/bin"]).start(command + ["--database", shop.conninfo])
            .finish()
        #expect(try plain.status == 1 && plain.error()["code"] == "program_missing")
        let path = MessageRules.checkers.path + "/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        guard try Program.shell.with(["PATH": path]).run("command -v facturx-pdfgen").status == 0 else {
            print("facturx-pdfgen is not at hand; no Factur-X is made")
            return
        }
        shop.nephrite = shop.nephrite.with(["PATH": path])
        try inFolder { folder throws in
            let (answer, bytes) = try document(
                shop, ["invoice", invoice, "--format", "facturx", "--language", "de"], file: "f.pdf")
            #expect(answer["format"] as? String == "facturx" && bytes.starts(with: Data("%PDF-".utf8)))
            let file = folder + "f.pdf"
            #expect(
                try document(shop, ["invoice", invoice, "--format", "facturx", "--language", "de"], file: "f.pdf").1
                    == bytes)
            try bytes.write(to: URL(fileURLWithPath: file))
            #expect(try Program.shell.run("pdfdetach -saveall -o '\(folder)' '\(file)'").status == 0)
            let message = try String(contentsOfFile: folder + "factur-x.xml", encoding: .utf8)
            let cii = try shop.start(
                ["document", "invoice", invoice, "--format", "cii", "--language", "de"]
            ).finish().output
            #expect(message == cii)
        }
    }
}
