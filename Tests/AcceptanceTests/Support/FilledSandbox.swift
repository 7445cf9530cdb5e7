import Foundation
import TestSupport
import Testing

extension Sandbox {
    /// A database with an applied run 1 of forty items, and a planned run 2 in which records wait, are quarantined with
    /// several faults each, and have several findings each.
    static let filled = TestTemplate("filled") { conninfo in
        let box = Sandbox(conninfo)
        try box.addSupplier()
        try box.addSupplier("OTHER")
        try TemporaryFolder.use { folder in
            let feed = SampleFeed(count: 40)
            try box.done("import", "run", try feed.write(edition: 1, to: folder), "--supplier", "SAMPLE")
            var text = feed.text(edition: 2)
            for number in 1...6 {
                text = text.replacingOccurrences(
                    of: "<PRICE_AMOUNT>3.0\(number)</PRICE_AMOUNT><PRICE_CURRENCY>EUR</PRICE_CURRENCY>",
                    with: "<PRICE_AMOUNT>three</PRICE_AMOUNT><PRICE_CURRENCY>XYZZY</PRICE_CURRENCY>")
                text = text.replacingOccurrences(of: "3.1\(number)</PRICE_AMOUNT>", with: "9.1\(number)</PRICE_AMOUNT>")
            }
            for number in 20...29 {
                text = text.replacingOccurrences(
                    of: "gua sha no. \(number)</DESCRIPTION_SHORT>",
                    with: "gua <b>sha</b> no. \(number)</DESCRIPTION_SHORT><EAN>123</EAN>")
            }
            let file = folder + "/faulty.xml"
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            let outcome = try box.nephrite.run("import", "plan", file, "--supplier", "SAMPLE")
            guard outcome.status == 3 else { throw Program.Misuse("the faulty feed is taken: \(outcome)") }
        }
    }
}
