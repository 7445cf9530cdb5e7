import Foundation
import TestSupport
import Testing

/// A command that is refused.
struct RefusedCommand: Sendable, CustomTestStringConvertible {
    let words: [String]
    let status: Int32
    let code: String

    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String, _ status: Int32, _ code: String) {
        self.words = words.split(separator: " ").map { $0 == "''" ? "" : String($0) }
        self.status = status
        self.code = code
    }
}

@Suite("Commands that are refused")
struct ErrorTests {
    private static let cases = [
        RefusedCommand("frobnicate", 64, "usage"),
        RefusedCommand("supplier frobnicate", 64, "usage"),
        RefusedCommand("supplier list --frobnicate", 64, "usage"),
        RefusedCommand("supplier list more", 64, "usage"),
        RefusedCommand("supplier show", 64, "usage"),
        RefusedCommand("supplier list --limit 0", 64, "usage"),
        RefusedCommand("supplier list --limit 99999999999999999999", 64, "usage"),
        RefusedCommand("supplier list --limit many", 64, "usage"),
        RefusedCommand("supplier add NEW --name New", 64, "currency_missing"),
        RefusedCommand("supplier add NEW --name New --currency EURO", 64, "currency_unknown"),
        RefusedCommand("supplier add NEW --name New --currency EUR --hold-missing 101", 64, "percent_invalid"),
        RefusedCommand("supplier add NEW --name New --currency EUR --hold-price-change 1,5", 64, "percent_invalid"),
        RefusedCommand(
            "supplier add NEW --name New --currency EUR --hold-price-change 99999999999999999999", 64, "percent_invalid"
        ),
        RefusedCommand("supplier add NEW --name New --currency EUR --profile none", 65, "profile_faulty"),
        RefusedCommand("supplier add n/w --name New --currency EUR", 1, "supplier_code_invalid"),
        RefusedCommand("supplier add NEW --name New --currency EUR --sku-prefix n/w", 1, "sku_prefix_invalid"),
        RefusedCommand("supplier add SAMPLE --name New --currency EUR", 1, "supplier_exists"),
        RefusedCommand("supplier set SAMPLE --name ''", 1, "supplier_name_blank"),
        RefusedCommand("supplier set SAMPLE --name New --key ''", 1, "key_invalid"),
        RefusedCommand("supplier show NOBODY", 1, "supplier_unknown"),
        RefusedCommand("supplier set NOBODY --name x", 1, "supplier_unknown"),
        RefusedCommand("import plan missing.xml --supplier SAMPLE", 65, "file_cannot_read"),
        RefusedCommand("import plan / --supplier SAMPLE", 65, "file_cannot_read"),
        RefusedCommand("import plan /dev/null --supplier SAMPLE", 65, "file_empty"),
        RefusedCommand("import plan /etc/passwd --supplier SAMPLE", 65, "file_not_xml"),
        RefusedCommand("import plan /dev/null --supplier NOBODY", 1, "supplier_unknown"),
        RefusedCommand("import plan /dev/null", 64, "usage"),
        RefusedCommand("import plan /dev/null --supplier SAMPLE --full --delta", 64, "usage"),
        RefusedCommand("import run missing.xml --supplier SAMPLE", 65, "file_cannot_read"),
        RefusedCommand("import run missing.xml --supplier SAMPLE --key k", 65, "file_cannot_read"),
        RefusedCommand("import show 999", 1, "run_unknown"),
        RefusedCommand("import show 999 --changes", 1, "run_unknown"),
        RefusedCommand("import show x", 64, "usage"),
        RefusedCommand("import show 1 --changes --held", 64, "usage"),
        RefusedCommand("import show 1 --changes --after x", 64, "usage"),
        RefusedCommand("import show 99999999999999999999", 64, "usage"),
        RefusedCommand("import apply 999", 1, "run_unknown"),
        RefusedCommand("import apply 1", 1, "already_applied"),
        RefusedCommand("import rollback 2", 1, "not_latest"),
        RefusedCommand("import rollback 999", 1, "run_unknown"),
        RefusedCommand("import list --supplier NOBODY", 1, "supplier_unknown"),
        RefusedCommand("import list --after x", 64, "usage"),
        RefusedCommand("profile show none", 65, "profile_faulty"),
        RefusedCommand("profile detect missing.xml", 65, "file_refused"),
        RefusedCommand("profile detect /", 65, "file_refused"),
        RefusedCommand("product show NONE", 1, "product_unknown"),
        RefusedCommand("product list --material none", 64, "material_unknown"),
        RefusedCommand("product list --shape none", 64, "shape_unknown"),
        RefusedCommand("product list --status none", 64, "usage"),
        RefusedCommand("product list --supplier NOBODY", 1, "supplier_unknown"),
        RefusedCommand("material show none", 1, "material_unknown"),
        RefusedCommand("shape show none", 1, "shape_unknown"),
        RefusedCommand("database status", 64, "not_local"),
        RefusedCommand("database stop", 64, "not_local"),
        RefusedCommand("database start", 64, "not_local"),
        RefusedCommand("database backup /dev/null", 64, "not_local"),
        RefusedCommand("database restore /dev/null", 64, "not_local"),
        RefusedCommand("database frobnicate", 64, "usage"),
    ]

    @Test(
        "Each has its exit status, and a message with a remedy, in text and as one JSON object",
        .database(Sandbox.filled))
    func refused() throws {
        let box = Sandbox.current
        for command in Self.cases {
            let error = try box.refused(command.words, status: command.status)
            #expect(error["code"] == command.code, "\(command.testDescription): \(error)")
            #expect(!["", "<null>"].contains(error["remedy"] ?? ""), "\(command.testDescription): \(error)")
            #expect(error["message"]?.contains("SQLSTATE") == false, "\(command.testDescription): \(error)")
            let text = try box.nephrite.start(command.words).finish()
            #expect(text.status == command.status, "\(command.testDescription)")
            #expect(text.output == "", "\(command.testDescription)")
            #expect(text.errors.hasPrefix(command.code == "usage" ? "Error: " : "nephrite: "), "\(text.errors)")
        }
    }

    @Test(
        "A file that is refused leaves a failed run, with a key too, and a dry run nothing", .database(Sandbox.filled))
    func refusedFile() throws {
        let box = Sandbox.current
        for words in [["--key", "k"], [], ["--dry-run"]] {
            let error = try box.refused(["import", "run", "/etc/passwd", "--supplier", "SAMPLE"] + words, status: 65)
            guard words != ["--dry-run"] else {
                #expect(error["run"] == nil)
                continue
            }
            let run = try #require(error["run"])
            #expect(try box.done("import", "show", run)["state"] as? String == "failed")
        }
        #expect(try box.sql("SELECT count(*) FROM import_run WHERE state = 'failed'") == "2")
    }

    @Test(
        "A password in a connection string is never shown",
        arguments: [
            "host=/nowhere password=MARKER", "host=/nowhere password=MARKER more", "host=/nowhere password='MARKER",
            "postgresql://user:MARKER@127.0.0.1:1/db", "postgresql://user:MARKER@127.0.0.1:port/db",
            "postgresql://user:MAR/KER@127.0.0.1:1/db", "postgresql://user:x@MARKER@127.0.0.1:1/db",
            "postgresql://user:MARKER@127.0.0.1:1/db?what=1", "postgresql://user:MAR%KER@127.0.0.1:1/db",
            "postgresql://user:MARKER[@127.0.0.1:1/db",
        ])
    func password(conninfo: String) throws {
        for words in [["supplier", "list"], ["database", "status"]] {
            for form in [["-O", "json"], ["-v"]] {
                for variable in [true, false] {
                    let program = variable ? Program.nephrite.with(["NEPHRITE_DATABASE": conninfo]) : Program.nephrite
                    let outcome = try program.start(words + form + (variable ? [] : ["--database", conninfo])).finish()
                    #expect([64, 69].contains(outcome.status), "\(outcome)")
                    #expect(!(outcome.errors + outcome.output).contains("MAR"), "\(outcome)")
                }
            }
        }
    }

    @Test(
        "A mistyped command is told with the one that was meant, and wrong usage with the help of its command",
        .database(Shop.open))
    func mistyped() throws {
        for (words, message, remedy) in [
            (
                "help order shw", "there is no command nephrite order shw; did you mean show?",
                "nephrite order --help shows"
            ),
            ("labl product X", "there is no command nephrite labl; did you mean label?", "nephrite --help shows"),
            (
                "order shw X", "there is no command nephrite order shw; did you mean show?",
                "nephrite order --help shows"
            ),
            ("zzz", "there is no command nephrite zzz", "nephrite --help shows"),
            ("order cancel SO-1 --line X=", "with a quantity from 1", "nephrite order cancel --help shows its options"),
        ] {
            let arguments = words.split(separator: " ").map(String.init)
            let program = Program.nephrite.with(["NEPHRITE_DATABASE": Shop.current.conninfo])
            let outcome = try program.start(arguments).finish()
            #expect(outcome.status == 64 && outcome.errors.hasPrefix("Error: "), "\(outcome.errors)")
            #expect(outcome.errors.contains(message) && outcome.errors.contains("\n  \(remedy)"), "\(outcome.errors)")
            let told = try Shop.current.refused(arguments, status: 64)
            #expect(told["code"] == "usage" && told["message"]?.contains(message) == true, "\(told)")
            #expect(told["remedy"]?.contains(remedy) == true)
        }
    }
}
