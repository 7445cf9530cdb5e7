import Foundation
import TestSupport
import Testing

@Suite("Reports compared by the program")
struct ReportDiffTests {
    @Test(
        "Two reports of one kind are compared by their keys; the status says whether they are the same",
        .database(Shop.busy))
    func compared() throws {
        let shop = Shop.current
        try TemporaryFolder.use { folder in
            let (before, after) = (folder + "/before.json", folder + "/after.json")
            #expect(try shop.report.run("stock-on-hand", "-o", before).status == 0)
            // No database is asked.
            let offline = Program.report.with(["NEPHRITE_DATABASE": "host=/nonexistent"])
            let same = try offline.run("diff", before, before, "-O", "json")
            #expect(same.status == 0 && same.output == "[]\n", "\(same.errors)")
            try shop.done(["stock", "receive", Shop.a, "5", "--cost", "2.80"])
            #expect(try shop.report.run("stock-on-hand", "-o", after).status == 0)
            let outcome = try offline.run("diff", before, after, "-O", "json")
            #expect(outcome.status == 1 && outcome.errors == "", "\(outcome.errors)")
            #expect(
                outcome.output.contains(
                    "{\"change\":\"changed\",\"row\":\"\(Shop.a)/MAIN\",\"column\":\"on_hand\",\"old\":\"7\",\"new\":\"12\"}"
                ),
                "\(outcome.output)")
            let quiet = try offline.run("diff", before, after, "-q")
            #expect(quiet.status == 1 && quiet.output == "")
            let piped = try Program.shell.run("'\(offline.command[0])' diff - '\(after)' -O csv < '\(before)'")
            #expect(piped.status == 1 && piped.output.hasPrefix("change,row,column,old,new\r\n"))

            #expect(try shop.report.run("sales", "-o", folder + "/sales.json").status == 0)
            try Data("{\"schema\":2}".utf8).write(to: URL(fileURLWithPath: folder + "/new.json"))
            try Data("{\"schema\":1,\"report\":\"sales\"".utf8).write(to: URL(fileURLWithPath: folder + "/cut.json"))
            for (file, words) in [
                ("sales.json", "stock-on-hand"), ("new.json", "schema"), ("cut.json", "no report"),
                ("none.json", "read"),
            ] {
                let refused = try offline.run("diff", before, folder + "/" + file)
                #expect(refused.status == 65 && refused.output == "", "\(file)")
                #expect(refused.errors.contains(words), "\(refused.errors)")
            }
        }
    }
}
