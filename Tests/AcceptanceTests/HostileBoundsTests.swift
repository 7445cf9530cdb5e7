import Foundation
import TestSupport
import Testing

/// What is small to send and large to read.
@Suite("Bounds on what grows while it is read, by the built program", .serialized, .timeLimit(.minutes(10)))
struct HostileBoundsTests {
    /// Nearly a hundred megabytes that pack to a hundred kilobytes; the elements keep each text short.
    static let blanks = String(repeating: String(repeating: " ", count: 1 << 20) + "<a/>", count: 96)

    @Test("A gzip bomb is refused while it unpacks, and nothing of it is kept", .database(Sandbox.template))
    func gzip() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let path = folder + "/bomb.xml"
            let catalog = HostileFeed.catalog(HostileFeed.article("GOOD-1"), Self.blanks)
            try Data(catalog.utf8).write(to: URL(fileURLWithPath: path))
            #expect(try Program(command: ["/bin/gzip"]).run("-9", path).status == 0)
            let packed = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
            #expect(packed.count < 120_000)
            try expectRefused(packed, "file_too_large", box, folder)
        }
    }

    @Test("Workbooks that are none, or bombs, are refused by their codes", .database(Sandbox.template))
    func workbooks() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let path = folder + "/list.xlsx"
            func bytes(_ parts: [(name: String, content: [UInt8])]) throws -> Data {
                try ZipFile.write(parts, to: path)
                return try Data(contentsOf: URL(fileURLWithPath: path))
            }
            let list = ["--profile", "csv-price-list"]
            try expectRefused(bytes([("readme.txt", [104, 105])]), "file_not_table", box, folder, list)
            let bomb = try bytes(ZipFile.workbook(rows: "<row><c><v>1</v></c></row>" + Self.blanks))
            #expect(bomb.count < 120_000)
            try expectRefused(bomb, "file_too_large", box, folder, list)
            try expectRefused(bomb.dropLast(50), "file_damaged_compression", box, folder, list)
            let entity = ZipFile.workbook(rows: "<row><c t=\"str\"><v>&x;</v></c></row>")
            try expectRefused(bytes(entity), "file_undeclared_entity", box, folder, list)
        }
    }

    @Test("Variants that would each repeat a long record are quarantined as one", .database(Sandbox.template))
    func variants() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            func item(_ code: String, _ more: String = "") -> String {
                "<ITEM><CODE>\(code)</CODE><NAME>Worry stone</NAME><PRICE_VAT>4.20</PRICE_VAT>\(more)</ITEM>"
            }
            let variants =
                "<VARIANTS>" + HostileFeed.many(3000) { "<VARIANT><CODE>BAD-\($0)</CODE></VARIANT>" } + "</VARIANTS>"
            let text = "<DESCRIPTION>" + String(repeating: "long ", count: 100_000) + "</DESCRIPTION>"
            let feed = "<SHOP>" + item("GOOD-1") + item("BAD", text + variants) + item("GOOD-2") + "</SHOP>"
            let (outcome, peak) = try box.importing(Data(feed.utf8), in: folder)
            #expect(outcome.status == 3, "\(outcome.errors.prefix(1500))")
            #expect(peak < HostileFeedTests.memory, "\(peak) KiB")
            let run = try outcome.object()
            #expect(run["new"] as? Int == 2 && run["quarantined"] as? Int == 1, "\(run)")
            let rows = try box.rows(["import", "show", "1", "--quarantine"])
            #expect(rows.map { $0["code"] as? String } == ["record_too_large"])
            #expect(try box.sql("SELECT count(*) FROM supplier_item") == "2")
        }
    }

    private func expectRefused(
        _ bytes: Data, _ code: String, _ box: Sandbox, _ folder: String, _ more: [String] = []
    ) throws {
        let (outcome, peak) = try box.importing(bytes, in: folder, more)
        #expect(outcome.status == 65, "\(outcome)")
        #expect(try outcome.error()["code"] == code, "\(outcome.errors.prefix(500))")
        #expect(peak < HostileFeedTests.memory, "\(peak) KiB")
        #expect(try box.sql("SELECT count(*) FROM supplier_item") == "0")
    }
}
