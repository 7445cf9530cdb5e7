import Foundation
import TestSupport
import Testing

@Suite("Reports by schedule")
struct ScheduleTests {
    private func write(_ text: String, _ file: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }

    @Test("A schedule writes its files, each whole, and says what it wrote", .database(Shop.busy))
    func written() throws {
        let shop = Shop.current
        try TemporaryFolder.use { folder in
            try FileManager.default.createDirectory(atPath: folder + "/out", withIntermediateDirectories: false)
            let schedule = folder + "/nightly.yaml"
            try write(
                """
                folder: out
                reports:
                  - {report: stock-on-hand, file: stock.csv, where: [location=MAIN]}
                  - {report: sales, period: this-year, by: customer, file: sales.json}
                  - {book: this-month, file: book.xlsx}
                """, schedule)
            for _ in 0..<2 {
                let outcome = try shop.report.run("run", schedule, "-O", "csv")
                #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
                #expect(
                    outcome.output.hasPrefix(
                        "file,report,result,rows,digest,message\r\nstock.csv,stock-on-hand,written,2,"))
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/out").sorted()
            #expect(files == [".nephrite-report.lock", "book.xlsx", "sales.json", "stock.csv"])
            let alone = try shop.report.run("stock-on-hand", "--where", "location=MAIN", "-O", "csv")
            #expect(try String(contentsOfFile: folder + "/out/stock.csv", encoding: .utf8) == alone.output)

            // A place that is taken keeps one file away, and not the other.
            try FileManager.default.removeItem(atPath: folder + "/out/stock.csv")
            try FileManager.default.createDirectory(
                atPath: folder + "/out/stock.csv", withIntermediateDirectories: false)
            let part = try shop.report.run(schedule, "-O", "json")
            #expect(part.status == 3 && part.output.contains("\"result\":\"failed\""), "\(part.errors)")
            #expect(part.output.components(separatedBy: "\"result\":\"written\"").count == 3)
            try write("folder: out\nreports: [{report: stock-on-hand, file: stock.csv}]", schedule)
            let none = try shop.report.run("run", schedule)
            #expect(none.status == 74 && none.output == "", "\(none.errors)")

            let busy = try Program.shell.with(shop.report.environment).run(
                "flock '\(folder)/out/.nephrite-report.lock' '\(shop.report.command[0])' run '\(schedule)'")
            #expect(busy.status == 75 && busy.errors.contains("another run"), "\(busy.errors)")
        }
    }

    @Test("A mistake is told with its line before any database is asked")
    func mistakes() throws {
        try TemporaryFolder.use { folder in
            let program = Program.report.with(["NEPHRITE_DATABASE": "host=/nonexistent"])
            let schedule = folder + "/s.yml"
            for (text, words) in [
                ("", "no keys"), ("a: [", "no YAML"), ("folder: x\n", "reports"), ("reports: []\n", "folder"),
                ("folder: x\nreports:\n  - {report: nothing, file: a.csv}\n", "line 3: there is no report"),
                ("folder: x\nreports:\n  - {report: sales, file: ../a.csv}\n", "line 3"),
                ("folder: x\nreports:\n  - {report: sales, file: a.doc}\n", "tells no form"),
                ("folder: x\nreports:\n  - {report: sales, file: a.csv, perod: 2026}\n", "perod"),
                ("folder: x\nreports:\n  - {report: sales, file: a.csv, period: soon}\n", "no period"),
                ("folder: x\nreports:\n  - {book: last-month, file: a.csv}\n", "no form csv"),
                (
                    "folder: x\nreports:\n  - {report: sales, file: a.csv}\n  - {report: sales, file: a.csv}\n",
                    "two reports"
                ),
            ] {
                try write(text, schedule)
                let outcome = try program.run("run", schedule)
                #expect(outcome.status == 65 && outcome.errors.contains(words), "\(text): \(outcome.errors)")
            }
            #expect(try program.run("run", folder + "/none.yaml").status == 65)
            try write("folder: x\nreports:\n  - {report: sales, file: a.csv}\n", schedule)
            #expect(try program.run("run", schedule, "--period", "2026").status == 64)
            #expect(try program.run("run", schedule, "-O", "html").status == 64)
            #expect(try program.run("run", schedule).status == 74)
        }
    }
}
