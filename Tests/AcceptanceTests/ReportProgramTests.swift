import Foundation
import TestSupport
import Testing

extension Program {
    /// The report generator.
    static let report = Program(command: [folder.appendingPathComponent("nephrite-report").path])
}

extension Shop {
    /// The report generator on this shop's database.
    var report: Program { Program.report.with(["NEPHRITE_DATABASE": conninfo]) }

    /// A report as JSON.
    func report(_ arguments: String..., location: SourceLocation = #_sourceLocation) throws -> [String: Any] {
        let outcome = try report.start(arguments + ["-O", "json"]).finish()
        try #require(outcome.status == 0, "\(arguments): \(outcome.errors)", sourceLocation: location)
        return try outcome.object()
    }
}

/// A command line that is refused, and the code and place it gets.
struct RefusedReport: Sendable, CustomTestStringConvertible {
    let words: [String]
    let code, place: String
    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String, _ code: String, _ place: String) {
        (self.words, self.code, self.place) = (words.split(separator: " ").map(String.init), code, place)
    }

    static let all: [RefusedReport] = [
        .init("nothing", "report_unknown", "NAME"),
        .init("sales --by colour", "dimension_unknown", "--by"),
        .init("sales --period soon", "period_invalid", "--period"),
        .init("sales --where colour=red", "column_unknown", "--where"),
        .init("order-book --where state=lost", "filter_invalid", "--where"),
        .init("sales --as-of 2026-01-01", "parameter_unknown", "--as-of"),
        .init("stock-on-hand --as-of 2026-13-01", "day_invalid", "--as-of"),
        .init("order-book --as-known-on 2026-10-01", "not_kept", "--as-known-on"),
        .init("stock-on-hand --as-known-on 2026-13-01", "day_invalid", "--as-known-on"),
        .init("stock-on-hand --as-known-on 2026-10-01 --as-of 2026-10-02", "day_invalid", "--as-of"),
    ]
}

@Suite("The report generator")
struct ReportProgramTests {
    static let names = [
        "stock-on-hand", "stock-card", "valuation", "stock-ageing", "availability", "order-book", "backorders",
        "allocations", "returns", "stocktake", "lot-trace", "price-list", "sales", "margin", "abc", "service-level",
        "customers",
        "uninvoiced",
        "receivables", "tax-summary", "reorder", "purchases", "landed-cost", "import-runs", "quarantine",
        "price-changes",
        "supplier-scorecard", "completeness", "compliance", "integrity",
    ]
    static let forms = ["table", "csv", "json", "html", "xlsx", "pdf"]

    @Test("Every report comes in every form, with the same bytes wherever it is made", .database(Shop.returned))
    func everyForm() throws {
        let shop = Shop.current
        let listed = try Program.report.run("list", "-O", "json")
        let list = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]]
        #expect(list?.compactMap { $0["report"] as? String } == Self.names)
        for name in Self.names {
            for form in Self.forms {
                let first = try shop.report.run(name, "-O", form)
                #expect(first.status == 0, "\(name) \(form): \(first.errors)")
                #expect(first.errors == "", "\(name) \(form)")
                #expect(!first.output.isEmpty)
                let abroad = shop.report.with([
                    "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE", "TZ": "Pacific/Kiritimati", "PGTZ": "Asia/Tokyo",
                    "PGDATESTYLE": "German", "COLUMNS": "40",
                ])
                #expect(try abroad.run(name, "-O", form, "--no-color").output == first.output, "\(name) \(form)")
            }
        }
    }

    @Test(
        "A wrong name is answered with the names that come near",
        arguments: [
            ("sale", "is sales meant? "), ("stok-on-hand", "is stock-on-hand meant? "),
            ("stock", "is stock-on-hand or stock-card or stock-ageing meant? "),
            ("xyzzy", ""),
        ])
    func nearNames(name: String, near: String) throws {
        let outcome = try Program.report.run(name)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("\n  \(near)nephrite-report list shows all 30"), "\(outcome.errors)")
    }

    @Test("The digest is that of the CSV, and the rows are as many", .database(Shop.busy))
    func digest() throws {
        let shop = Shop.current
        let source = try #require(try shop.report("stock-on-hand")["generated_from"] as? [String: Any])
        let sum = try Program.shell.with(shop.report.environment).run(
            "'\(shop.report.command[0])' stock-on-hand -O csv | sha256sum | cut -d ' ' -f 1")
        #expect(sum.output == (source["digest"] as? String ?? "") + "\n")
        #expect(source["rows"] as? Int == 2)
        #expect((source["latest_entry"] as? String)?.hasSuffix("Z") == true)
    }

    @Test("The order book and the sales of a day's business are what was agreed", .database(Shop.busy))
    func figures() throws {
        let shop = Shop.current
        let book = try shop.report("order-book", "--where", "order=SO-\(Shop.year)-000002")
        let order = try #require((book["rows"] as? [[String: Any]])?.first)
        let counts = ["ordered", "shipped", "open", "backordered", "to_invoice"].map { order[$0] as? Int }
        #expect(counts == [7, 1, 6, 0, 1])
        // Three of A at 4.00 and three of B at 9.99.
        #expect(order["value"] as? String == "41.97" && order["currency"] as? String == "EUR")
        #expect(order["days_late"] is NSNull && order["holds"] is NSNull)

        let sales = try shop.report("sales", "--by", "customer,material")
        let repeated = try shop.report("sales", "--by", "customer", "--by", "material")
        #expect(repeated["rows"] as? NSArray == sales["rows"] as? NSArray)
        let totals = try #require(sales["totals"] as? [String: Any])
        // Twelve of A at 3.50 and five of B at 9.99.
        #expect(totals["net"] as? [String: String] == ["EUR": "91.95"])
        #expect(totals["net_base"] as? String == "91.95" && totals["quantity"] as? Int == 17)

        let stock = try shop.report("stock-on-hand")
        let rows = try #require(stock["rows"] as? [[String: Any]])
        #expect(rows.map { $0["on_hand"] as? Int } == [7, 15] && rows.map { $0["allocated"] as? Int } == [3, 3])
        #expect((stock["totals"] as? [String: Any])?["value"] as? String == "46.20")
    }

    @Test("What cannot be made is refused with a code, its place and what there is", arguments: RefusedReport.all)
    func refused(item: RefusedReport) throws {
        try LocalHome.use { home throws in
            // Nothing is started or made for a request that is wrong in itself.
            let outcome = try Program.report.with(home.nephrite.environment).start(item.words + ["-O", "json"]).finish()
            #expect(outcome.status == 64, "\(outcome.errors)")
            #expect(outcome.output == "")
            let error = try #require(outcome.errors.split(separator: "\n").last.map(String.init))
            #expect(
                error.contains("\"code\":\"\(item.code)\"") && error.contains("\"where\":\"\(item.place)\""), "\(error)"
            )
        }
    }

    @Test(
        "Wrong usage, a database that is not there and a reader that went away have their statuses",
        .database(Shop.open))
    func statuses() throws {
        let shop = Shop.current
        #expect(try shop.report.run("sales", "--bogus").status == 64)
        let ending = try shop.report.run("sales", "-o", "/nonexistent/sales.docx")
        #expect(ending.status == 64 && ending.errors.contains("--out-file") && ending.errors.contains(".html"))
        #expect(try shop.report.run("stock-on-hand", "--as-of", "9999-12-31").status == 64)
        #expect(try shop.report.run("sales", "-O", "docx").status == 64)
        #expect(try shop.report.run().status == 64)
        #expect(try shop.report.run("sales", "--database", "host=/nonexistent").status == 69)
        let shell = Program.shell.with(shop.report.environment)
        let program = "'\(shop.report.command[0])'"
        #expect(try shell.run("\(program) integrity >/dev/full").status == 74)
        #expect(try shell.run("\(program) integrity >&-").status == 74)
        #expect(try shell.run("(sleep 0.3; \(program) integrity; echo $? >&2) | true").errors.hasSuffix("74\n"))
        #expect(try shell.run("\(program) sales --help >/dev/full").status == 74)
    }

    @Test("A file is written whole or not at all, for its owner, and no link is followed", .database(Shop.busy))
    func files() throws {
        let shop = Shop.current
        try TemporaryFolder.use { folder in
            for (ending, start) in [
                ("csv", "sku,"), ("json", "{\"schema\":1,"), ("html", "<!DOCTYPE html>"), ("txt", "Stock on hand"),
            ] {
                let file = folder + "/stock." + ending
                let outcome = try shop.report.run("stock-on-hand", "-o", file)
                #expect(outcome.status == 0 && outcome.output == "", "\(outcome.errors)")
                let text = try String(contentsOfFile: file, encoding: .utf8)
                #expect(text.hasPrefix(start))
                #expect(try shop.report.run("stock-on-hand", "-O", ending == "txt" ? "table" : ending).output == text)
                let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
                #expect(rights == 0o600)
            }
            let book = folder + "/stock.xlsx"
            #expect(try shop.report.run("stock-on-hand", "-o", book).status == 0)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: book))
            #expect(bytes.starts(with: Data("PK".utf8)))
            #expect(
                try shop.report.run("stock-on-hand", "-O", "xlsx").output == String(decoding: bytes, as: UTF8.self))
            let old = folder + "/old.csv"
            try Data("old".utf8).write(to: URL(fileURLWithPath: old))
            try FileManager.default.createSymbolicLink(atPath: folder + "/link.csv", withDestinationPath: old)
            #expect(try shop.report.run("stock-on-hand", "-o", folder + "/link.csv").status == 0)
            #expect(try String(contentsOfFile: old, encoding: .utf8) == "old")

            try FileManager.default.createSymbolicLink(
                atPath: folder + "/null.csv", withDestinationPath: "/dev/null")
            for file in ["/dev/null", folder + "/null.csv", folder, folder + "/missing/stock.csv"] {
                let outcome = try shop.report.run("stock-on-hand", "-O", "csv", "-o", file)
                #expect(outcome.status == 74, "\(file): \(outcome.errors)")
            }
            for (size, form) in [(1, "html"), (1, "xlsx"), (2, "xlsx"), (4, "xlsx")] {
                let old = folder + "/old.\(form)"
                try Data("old".utf8).write(to: URL(fileURLWithPath: old))
                let limited = try Program.shell.with(shop.report.environment).run(
                    "ulimit -f \(size); exec '\(shop.report.command[0])' stock-on-hand -o '\(old)'")
                #expect(limited.status == 74, "\(form) \(size): \(limited.errors)")
                #expect(try String(contentsOfFile: old, encoding: .utf8) == "old")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(!left.contains { $0.contains("part") }, "\(left)")
        }
    }

    @Test("A book comes as page, pages and workbook, the same to the byte", .database(Shop.returned))
    func book() throws {
        let shop = Shop.current
        try TemporaryFolder.use { folder in
            for form in ["html", "pdf", "xlsx"] {
                let file = "\(folder)/book.\(form)"
                let outcome = try shop.report.run("book", "--period", "this-month", "-o", file)
                #expect(
                    outcome.status == 0 && outcome.output == "" && outcome.errors == "", "\(form): \(outcome.errors)")
                let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
                let again = try shop.report.run("book", "--period", "this-month", "-O", form)
                #expect(again.output == String(decoding: bytes, as: UTF8.self), "\(form)")
            }
            let page = try String(contentsOfFile: folder + "/book.html", encoding: .utf8)
            for title in ["Sales by customer", "Stock on hand", "Order book", "Receivables", "Compliance"] {
                #expect(page.contains("<h2>\(title)</h2>"), "\(title)")
            }
            for (words, code, place) in [
                ("--month 2026-Q3", "period_invalid", "--month"), ("--period soon", "period_invalid", "--period"),
                ("--month 2026-10 --period 2026", "period_invalid", "--month"),
                ("-O csv", "form_unsuitable", "--output"), ("-o book.csv", "form_unsuitable", "--out-file"),
            ] {
                let outcome = try shop.report.start(["book"] + words.split(separator: " ").map(String.init)).finish()
                #expect(outcome.status == 64 && outcome.output == "", "\(words): \(outcome.errors)")
                #expect(outcome.errors.contains(place), "\(words) \(code): \(outcome.errors)")
            }
            #expect(!FileManager.default.fileExists(atPath: "book.csv"))
        }
    }

    @Test("A document of pages is a file or a pipe, and is refused without WeasyPrint", .database(Shop.busy))
    func pages() throws {
        let shop = Shop.current
        try TemporaryFolder.use { folder in
            let file = folder + "/stock.pdf"
            let outcome = try shop.report.run("stock-on-hand", "-o", file)
            #expect(outcome.status == 0 && outcome.output == "" && outcome.errors == "", "\(outcome.errors)")
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            #expect(bytes.starts(with: Data("%PDF-".utf8)))
            for path in ["/nonexistent", folder] {
                let missing = try shop.report.with(["PATH": path]).run("stock-on-hand", "-o", file)
                #expect(missing.status == 1 && missing.errors.contains("install the package weasyprint"))
                #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == bytes)
                let fake = folder + "/weasyprint"
                try Data("#!/bin/false\n".utf8).write(to: URL(fileURLWithPath: fake))
            }
            let fake = folder + "/weasyprint"
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake)
            let failed = try shop.report.with(["PATH": folder]).run("stock-on-hand", "-o", file, "-q")
            #expect(failed.status == 74 && failed.errors.contains("WeasyPrint failed"), "\(failed.errors)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == bytes)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.sorted() == ["stock.pdf", "weasyprint"])
        }
    }

    @Test("A page has its chart drawn by gnuplot, and without gnuplot says so once", .database(Shop.busy))
    func charts() throws {
        let shop = Shop.current
        let drawn = try shop.report.run("stock-on-hand", "-O", "html")
        let bare = try shop.report.with(["PATH": "/nonexistent"]).run("stock-on-hand", "-O", "html")
        #expect(bare.status == 0 && !bare.output.contains("<svg"))
        #expect(bare.errors.split(separator: "\n").count == 1 && bare.errors.contains("gnuplot-nox"))
        #expect(try shop.report.with(["PATH": "/nonexistent"]).run("stock-on-hand", "-O", "html", "-q").errors == "")
        #expect(drawn.output.contains("<svg") || drawn.errors.contains("gnuplot-nox"))
        // A program of that name that is none.
        try TemporaryFolder.use { folder in
            let fake = folder + "/gnuplot"
            try Data("#!/bin/sh\necho 'no such terminal' >&2\nexit 1\n".utf8).write(to: URL(fileURLWithPath: fake))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake)
            let failed = try shop.report.with(["PATH": folder]).run("stock-on-hand", "-O", "html")
            #expect(failed.status == 0 && !failed.output.contains("<svg") && failed.errors.contains("no such terminal"))
        }
    }

    @Test("Supplier text does nothing where it is shown", .database(Sandbox.filled))
    func hostile() throws {
        let box = Sandbox.current
        let report = Program.report.with(["NEPHRITE_DATABASE": box.conninfo])
        let hostile = "=1+1\u{1B}[2J\u{9B}31m\u{202E}<img src=x onerror=alert(1)>\"',;"
        let quoted = hostile.replacingOccurrences(of: "'", with: "''")
        try box.sql("UPDATE import_quarantine_fault SET value = '\(quoted)', path = '\(quoted)'")
        for form in Self.forms where form != "xlsx" && form != "pdf" {
            let outcome = try report.run("quarantine", "-O", form)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let isRaw = form == "csv"
            #expect(
                isRaw
                    || !outcome.output.unicodeScalars.contains { $0.value == 0x1B || (0x80..<0xA0).contains($0.value) },
                "\(form)")
            #expect(form != "html" || !outcome.output.contains("<img"))
            #expect(form != "csv" || outcome.output.contains("\"'=1+1"))
        }
    }

    @Test("The help of every report names what it takes and its columns, and the reference has its section")
    func help() throws {
        let reference = try Page(path: "Docs/reference/commands.md").text()
        for name in Self.names {
            let outcome = try Program.report.run(name, "--help")
            #expect(outcome.status == 0 && outcome.output.contains("USAGE: nephrite-report \(name)"))
            #expect(
                outcome.output.contains("Examples:\n  nephrite-report \(name)") && outcome.output.contains("COLUMNS:"))
            #expect(reference.contains("### nephrite-report \(name)\n"), "\(name) is not in commands.md")
            for line in outcome.output.components(separatedBy: "COLUMNS:\n")[1].components(separatedBy: "\n\n")[0]
                .split(separator: "\n")
            where !line.contains("Unless") {
                let column = line.split(separator: " ").first.map(String.init) ?? ""
                #expect(
                    try Page(path: "Docs/reference/reports.md").text().contains("`\(column)`"), "\(name): \(column)")
            }
        }
        for command in ["list", "run", "book", "diff"] {
            #expect(reference.contains("### nephrite-report \(command)\n"))
        }
        #expect(try Program.report.run("--help").output.contains("nephrite-report list"))
    }

    @Test("The examples of the help do what they say", .database(Shop.busy))
    func examples() throws {
        let shop = Shop.current
        for name in Self.names {
            let help = try Program.report.run(name, "--help").output
            let lines = help.components(separatedBy: "Examples:\n")[1].split(separator: "\n")
            try TemporaryFolder.use { folder in
                for line in lines where line.hasPrefix("  nephrite-report") {
                    let words = line.dropFirst(2).split(separator: " ").dropFirst().joined(separator: " ")
                    let outcome = try Program.shell.with(shop.report.environment).run(
                        "cd '\(folder)' && '\(shop.report.command[0])' \(words)")
                    #expect(outcome.status == 0, "\(words): \(outcome.errors)")
                }
            }
        }
    }
}
