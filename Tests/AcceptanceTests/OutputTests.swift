import Foundation
import TestSupport
import Testing

@Suite("What commands print")
struct OutputTests {
    private static let lists = [
        "supplier list", "import list", "import show 1 --changes", "import show 2 --changes", "import show 2 --held",
        "import show 2 --quarantine", "import show 2 --findings", "profile list", "product list", "material list",
        "shape list",
    ]
    private static let documents = [
        "supplier show SAMPLE", "supplier set SAMPLE --dry-run", "import show 2", "profile show bmecat-2005",
        "product show SAMPLE-P-1", "material show nephrite", "shape show heart", "import rollback 1 --dry-run",
    ]

    @Test(
        "Tables are plain text, CSV is rectangular, JSON is one document with the same keys in each row",
        .database(Sandbox.filled))
    func forms() throws {
        let box = Sandbox.current
        for command in Self.lists + Self.documents {
            let words = command.split(separator: " ").map(String.init)
            let table = try box.nephrite.start(words).finish()
            #expect(table.status == 0, "\(command): \(table.errors)")
            #expect(!table.output.isEmpty, "\(command)")
            #expect(!table.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" }, "\(command)")
            #expect(table.errors == "", "\(command)")
            let quiet = try box.nephrite.with(["NO_COLOR": "1", "TERM": "dumb"]).start(words + ["-q"]).finish()
            #expect(quiet.output == table.output, "\(command)")

            let csv = try box.nephrite.start(words + ["-O", "csv"]).finish()
            #expect(csv.status == 0, "\(command)")
            let rows = Self.records(csv.output)
            #expect(rows.count > 1, "\(command)")
            #expect(Set(rows.map(\.count)).count == 1, "\(command)")

            let json = try box.nephrite.start(words + ["-O", "json"]).finish()
            #expect(json.status == 0, "\(command)")
            let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
            if Self.lists.contains(command) {
                let objects = try #require(document as? [[String: Any]], "\(command)")
                #expect(!objects.isEmpty, "\(command)")
                #expect(Set(objects.map { $0.keys.sorted() }).count == 1, "\(command)")
            }
            Self.expectSnakeCase(document, command)
        }
    }

    @Test("A page after another gives every row once, whatever the length of a page", .database(Sandbox.filled))
    func pages() throws {
        let box = Sandbox.current
        let keys = [
            "supplier list": "supplier", "import list": "run", "import show 2 --changes": "record",
            "import show 2 --held": "record", "import show 2 --quarantine": "record",
            "import show 2 --findings": "record",
            "profile list": "profile", "product list": "sku", "product list --supplier SAMPLE": "sku",
            "material list": "material", "shape list": "shape",
        ]
        for (command, key) in keys.sorted(by: { $0.key < $1.key }) {
            let words = command.split(separator: " ").map(String.init)
            let whole = try box.rows(words + ["--limit", "9999"])
            let limit = max(1, whole.count / 3 - 1)
            var rows: [[String: Any]] = []
            var after: [String] = []
            for _ in 0...whole.count {
                let page = try box.rows(words + ["--limit", "\(limit)"] + after)
                guard let last = page.last?[key] else { break }
                rows += page
                after = ["--after", "\(last)"]
            }
            #expect(whole.count > 1, "\(command)")
            #expect(rows as NSArray == whole as NSArray, "\(command)")
        }
        #expect(try box.rows(["import", "show", "2", "--findings", "--after", "99999999999"]).isEmpty)
        #expect(try box.rows(["import", "show", "2", "--changes", "--after", "99999999999"]).isEmpty)
    }

    @Test("A file named - is standard output, to the byte", .database(Shop.open))
    func standardOutput() throws {
        let shop = Shop.current
        try shop.done([
            "settings", "set", "company_name=Jade Handel GmbH", "company_city=Hamburg", "vat_id=DE123456789",
        ])
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        let order = try shop.order("NORD", ["\(Shop.a)=2"], ["--po", "4711"])
        try shop.done(["order", "quote", order])
        try inFolder { folder throws in
            for (command, ending, start) in [
                (["document", "quotation", order], "html", "<!DOCTYPE html>"),
                (["document", "quotation", order, "--format", "pdf"], "pdf", "%PDF-"),
                (["document", "catalogue", "NORD"], "xml", "<?xml"),
                (["order", "response", order, "--format", "ubl"], "xml", "<?xml"),
                (["label", "product", Shop.a, "--layout", "60x40", "--format", "zpl"], "zpl", "^XA"),
                (["catalog", "export", "--customer", "NORD", "--format", "csv"], "csv", ""),
            ] {
                let name = command.joined(separator: " ")
                let file = folder + "written." + ending
                let first = try shop.start(command + ["-o", file]).finish()
                try #require([0, 3].contains(first.status), "\(name): \(first.errors)")
                let written = try Data(contentsOf: URL(fileURLWithPath: file))
                let words = ([shop.nephrite.command[0]] + command).map { "'\($0)'" }.joined(separator: " ")
                let outcome = try Program.shell.with(shop.nephrite.environment).run(
                    "cd '\(folder)'; \(words) -o - --database '\(shop.conninfo)' > out; ls")
                #expect(outcome.output == "out\nwritten.\(ending)\n", "\(name): \(outcome.output) \(outcome.errors)")
                let printed = try Data(contentsOf: URL(fileURLWithPath: folder + "out"))
                #expect(printed == written && printed.starts(with: Data(start.utf8)), "\(name)")
                try FileManager.default.removeItem(atPath: file)
            }
        }
    }

    @Test(
        "A form that contradicts the file's ending is refused with both; endings that nobody knows are free",
        .database(Shop.open))
    func endings() throws {
        let shop = Shop.current
        let order = try shop.order("NORD", ["\(Shop.a)=2"])
        try shop.done(["order", "quote", order])
        let (quotation, label) = (["document", "quotation", order], ["label", "product", Shop.a])
        let export = ["catalog", "export", "--customer", "NORD"]
        try inFolder { folder throws in
            for (command, form, name, other, right) in [
                (quotation, "pdf", "x.html", "html", ".pdf"), (quotation, "html", "x.PDF", "pdf, facturx", ".html"),
                (quotation, "html", "x.xml", "ubl, opentrans, cii", ".html"), (label, "zpl", "x.htm", "html", ".zpl"),
                (export, "csv", "x.xml", "bmecat, google", ".csv"), (export, "bmecat", "x.xlsx", "xlsx", ".xml"),
            ] {
                let refused = try shop.refused(command + ["--format", form, "-o", folder + name], status: 64)
                #expect(refused["code"] == "ending_contradicts" && refused["where"] == "-o", "\(refused)")
                #expect(
                    refused["message"] == "--format says \(form), and \"\(folder + name)\" ends as a file of \(other)")
                #expect(refused["remedy"] == "let the file end in \(right), or leave --format out")
            }
            for command in [quotation, label, export] {
                let refused = try shop.refused(command + ["-o", folder + "x.docx"], status: 64)
                #expect(refused["code"] == "ending_unknown", "\(refused)")
            }
            let report = try shop.report.run("stock-on-hand", "-O", "pdf", "-o", folder + "x.html")
            #expect(report.status == 64 && report.errors.contains("--output says pdf"), "\(report.errors)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            for name in ["x.docx", "x", "x.htm"] {
                try shop.done(quotation + ["--format", "html", "-o", folder + name])
            }
            // Any text may stand in .txt.
            #expect(try shop.report.run("stock-on-hand", "-O", "csv", "-o", folder + "x.txt").status == 0)
            #expect(try shop.report.run("stock-on-hand", "-O", "xlsx", "-o", folder + "y.txt").status == 64)
        }
    }

    @Test("Every command has help with an example, and it fits a terminal")
    func help() throws {
        var commands: [[String]] = [[]]
        var seen = 0
        while let command = commands.popLast() {
            let help = try Program.nephrite.with(["COLUMNS": "100"]).start(command + ["--help"]).finish()
            #expect(help.status == 0, "\(command)")
            #expect(help.output.contains("Example"), "\(command)")
            #expect(help.output.contains("USAGE: nephrite"), "\(command)")
            seen += 1
            guard let list = help.output.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first else { continue }
            for line in list.split(separator: "\n") where line.hasPrefix("  ") && !line.hasPrefix("   ") {
                let word = line.split(separator: " ").first.map(String.init) ?? ""
                if word != "help" && word != "See" { commands.append(command + [word]) }
            }
        }
        #expect(seen > 25)
    }

    /// Keys are of our making everywhere but in a product's attributes.
    private static func expectSnakeCase(_ value: Any, _ command: String) {
        if let list = value as? [Any] { for element in list { expectSnakeCase(element, command) } }
        guard let object = value as? [String: Any] else { return }
        for (key, value) in object {
            #expect(key.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil, "\(command): \(key)")
            if key != "attributes" { expectSnakeCase(value, command) }
        }
    }

    /// The records of a CSV by RFC 4180.
    static func records(_ text: String) -> [[String]] {
        var (rows, row, cell, isQuoted): ([[String]], [String], String, Bool) = ([], [], "", false)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"":
                isQuoted.toggle()
                cell.unicodeScalars.append(scalar)
            case "," where !isQuoted:
                row.append(cell)
                cell = ""
            case "\r" where !isQuoted: break
            case "\n" where !isQuoted:
                rows.append(row + [cell])
                (row, cell) = ([], "")
            default: cell.unicodeScalars.append(scalar)
            }
        }
        return rows
    }
}
