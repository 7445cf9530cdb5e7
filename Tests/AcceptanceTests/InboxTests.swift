import Foundation
import TestSupport
import Testing

/// Files that arrive in a folder by night.
@Suite("Inbox", .database(Sandbox.template))
struct InboxTests {
    private let sandbox = Sandbox.current
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "nephrite-inbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func put(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    private func catalog(_ numbers: Int...) -> String {
        let articles = numbers.map {
            "<ARTICLE><SUPPLIER_AID>\($0)</SUPPLIER_AID><ARTICLE_DETAILS><DESCRIPTION_SHORT>Nephrite board</DESCRIPTION_SHORT>"
                + "</ARTICLE_DETAILS><ARTICLE_PRICE_DETAILS><ARTICLE_PRICE price_type=\"net_customer\">"
                + "<PRICE_AMOUNT>10.00</PRICE_AMOUNT></ARTICLE_PRICE></ARTICLE_PRICE_DETAILS></ARTICLE>"
        }
        return "<BMECAT version=\"1.2\"><HEADER><CATALOG><CURRENCY>EUR</CURRENCY></CATALOG></HEADER><T_NEW_CATALOG>"
            + articles.joined() + "</T_NEW_CATALOG></BMECAT>"
    }

    private func inbox(_ more: String..., status: Int32) throws -> [[String: Any]] {
        let arguments = ["import", "inbox", folder.path, "--supplier", "SAMPLE", "--settle", "0", "-q", "-O", "json"]
        let outcome = try sandbox.nephrite.start(arguments + more).finish()
        try #require(outcome.status == status, "\(outcome.status) \(outcome.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    }

    private func files(_ place: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: place).path)
        return (names ?? []).sorted()
    }

    @Test("Files are imported by name and moved to done; refused ones to failed, with the reason beside them")
    func doneAndFailed() throws {
        try put("1-first.xml", catalog(1, 2))
        try put("2-broken.xml", "<BMECAT><oops>")
        try put("3-second.xml", catalog(1, 2, 3))
        try put(".hidden", "x")
        try put("4-coming.xml.part", "x")
        let rows = try inbox(status: 3)
        #expect(rows.map { $0["file"] as? String } == ["1-first.xml", "2-broken.xml", "3-second.xml"])
        #expect(rows.map { $0["result"] as? String } == ["done", "failed", "done"])
        #expect(rows.map { $0["new"] as? Int } == [2, nil, 1])
        #expect(rows[1]["code"] as? String == "file_not_well_formed" || rows[1]["code"] as? String == "file_truncated")
        #expect(rows[1]["run"] as? Int == 2)
        #expect(files("done") == ["1-first.xml", "3-second.xml"])
        #expect(files("failed") == ["2-broken.xml", "2-broken.xml.why.txt"])
        #expect(files("").contains("4-coming.xml.part"))
        #expect(try inbox(status: 0).isEmpty)
    }

    @Test("A name that is taken in done gets a number, and nothing is overwritten")
    func takenName() throws {
        for edition in [catalog(1), catalog(1, 2)] {
            try put("daily.xml", edition)
            _ = try inbox(status: 0)
        }
        #expect(files("done") == ["daily.xml", "daily.xml.2"])
    }

    @Test("A file that was written to just now is left for the next time")
    func fresh() throws {
        try put("coming.xml", catalog(1))
        let rows = try inbox("--settle", "3600", status: 0)
        #expect(rows.map { $0["result"] as? String } == ["left"])
        #expect(files("").contains("coming.xml"))
    }

    @Test("A link and a name that is no UTF-8 are left and said, and not followed")
    func left() throws {
        try put("1-first.xml", catalog(1))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/2-link.xml", withDestinationPath: folder.path + "/1-first.xml")
        let bytes = Array(folder.path.utf8CString.dropLast()) + [0x2F, -1, 0x2E, 0x78, 0]
        let file = try #require(fopen(bytes, "w"))
        fclose(file)
        let rows = try inbox(status: 0)
        #expect(rows.map { $0["result"] as? String } == ["left", "left", "done"])
        #expect(rows.map { $0["code"] as? String } == ["not_a_file", "name_not_utf8", nil])
        #expect(rows[2]["missing_held"] as? Int == 0)
        #expect(files("").contains("2-link.xml"))
    }

    @Test("Two at once share the work: each file is imported once, and the second is told to come again")
    func twoAtOnce() throws {
        for number in 1...12 { try put("feed-\(10 + number).xml", catalog(number)) }
        let arguments = [
            "import", "inbox", folder.path, "--supplier", "SAMPLE", "--settle", "0", "--accept-held", "-q", "-O",
            "json",
        ]
        let programs = try (0..<3).map { _ in try sandbox.nephrite.start(arguments) }
        let outcomes = try programs.map { try $0.finish() }
        for outcome in outcomes where outcome.status == 75 { #expect(try outcome.refusal()["code"] == "inbox_busy") }
        #expect(outcomes.allSatisfy { [0, 75].contains($0.status) }, "\(outcomes.map(\.errors))")
        #expect(outcomes.contains { $0.status == 0 })
        #expect(files("done").count == 12)
        #expect(try sandbox.sql("SELECT count(*) FROM import_run WHERE state = 'applied'") == "12")
    }

    @Test("A folder that is not there, cannot be written or a supplier nobody knows is refused by name")
    func refusals() throws {
        func code(_ folder: String, _ supplier: String, status: Int32) throws -> String? {
            try sandbox.refused(["import", "inbox", folder, "--supplier", supplier], status: status)["code"]
        }
        #expect(try code(folder.path + "/nowhere", "SAMPLE", status: 65) == "inbox_unreadable")
        #expect(try code(folder.path, "NOBODY", status: 1) == "supplier_unknown")
        try put("done", "a file where a folder should be")
        #expect(try code(folder.path, "SAMPLE", status: 74) == "inbox_unwritable")
    }
}
