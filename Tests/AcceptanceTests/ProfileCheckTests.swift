import Foundation
import Testing

/// `nephrite profile check` as a person runs it; no database is there.
struct ProfileCheckTests {
    private static func path(_ name: String) -> String {
        Page.root.appendingPathComponent("Docs/guide/examples/" + name).path
    }

    @Test("Every mistake is listed with its place and remedy, and the status is 65")
    func mistakes() throws {
        let outcome = try Program.nephrite.run("profile", "check", Self.path("kiesel-draft.yaml"), "-O", "json")
        #expect(outcome.status == 65)
        let mistakes = try #require(try outcome.object()["mistakes"] as? [[String: Any]])
        #expect(mistakes.map { $0["line"] as? Int } == [6, 7, 9, 10])
        #expect(mistakes.map { $0["key"] as? String } == ["fields", "fields.partNumber", "fields.gtin", "cost[0]"])
        #expect(mistakes[1]["remedy"] as? String == "write \"part_number\"")
        #expect(mistakes.allSatisfy { Set($0.keys) == ["line", "column", "key", "message", "remedy"] })
    }

    @Test("A profile in order ends with 0, also when records of the feed would be quarantined")
    func inOrder() throws {
        let outcome = try Program.nephrite.run(
            "profile", "check", Self.path("kiesel.yaml"), Self.path("kiesel.xml"), "-O", "json")
        #expect(outcome.status == 0)
        let answer = try outcome.object()
        #expect((answer["mistakes"] as? [Any])?.isEmpty == true)
        let feed = try #require(answer["feed"] as? [String: Any])
        #expect(["records", "taken", "withdrawn", "quarantined"].map { feed[$0] as? Int } == [4, 2, 1, 1])
        let unread = try #require(feed["unread"] as? [[String: Any]])
        #expect(unread.first?["path"] as? String == "lagerplatz")
        #expect(unread.first?["count"] as? Int == 4)
    }

    @Test("A feed that an import would refuse ends with 65 and says why")
    func refused() throws {
        let other = try Program.nephrite.run("profile", "check", "bmecat-1.2", Self.path("kiesel.xml"), "-O", "json")
        #expect(other.status == 65)
        let feed = try #require(try other.object()["feed"] as? [String: Any])
        #expect((feed["refused"] as? String)?.contains("no element T_NEW_CATALOG") == true)
        let text = try Program.nephrite.run("profile", "check", "bmecat-1.2", "-", "-O", "json", input: "no feed\n")
        #expect(text.status == 65)
        #expect(try text.error()["code"] == "file_refused")
    }
}
