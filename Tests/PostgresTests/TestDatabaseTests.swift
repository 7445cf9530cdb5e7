import Postgres
import Testing

@testable import TestSupport

/// The databases lent to tests keep what every other test relies on.
struct TestDatabaseTests {
    static let stones = TestTemplate("stones_for_test_database") { conninfo in
        let connection = try Connection(conninfo, applicationName: "prepare")
        try connection.script(Stones.schema)
        try connection.run(Stones.Insert(name: "from the template"))
    }

    @Test("Each case gets a fresh copy of the template", .database(stones), arguments: 1...3)
    func freshCopy(_ number: Int) throws {
        let connection = try TestDatabase.current.connect()
        try connection.run(Stones.Insert(name: "case"))
        #expect(try connection.fetch(Stones.All()) == ["case", "from the template"])
    }

    @Test("A session that a test leaves open fails that test, and its database goes all the same")
    func sessionLeft() async throws {
        final class Leak: @unchecked Sendable {
            // Set and read by one task, in turn.
            var connection: Connection?
            var name = ""
        }
        let leak = Leak()
        let leftovers = try await DatabaseTrait.database(.empty).lend {
            leak.connection = try TestDatabase.current.connect()
            leak.name = TestDatabase.current.name
        }
        #expect(leftovers.count == 1)
        #expect(leftovers.first?.hasPrefix("the test left a session in its database: process ") == true)
        let fault = try serverFault { try #require(leak.connection).script("SELECT 1") }
        #expect(fault.isConnectionLost)
        struct Databases: Statement {
            static let sql = #"SELECT datname::text AS name FROM pg_database ORDER BY datname COLLATE "C""#
            static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("name") }
        }
        let session = try Connection(try TestCluster.shared().conninfo(), applicationName: "look")
        #expect(try !session.fetch(Databases()).contains(leak.name))
    }

    @Test("A template that cannot be made fails every test that asks for it")
    func brokenTemplate() async throws {
        let broken = TestTemplate("broken") { _ in throw OwnFailure() }
        for _ in 1...2 {
            await #expect(throws: OwnFailure.self) {
                try await DatabaseTrait.database(broken).lend { Issue.record("the test is not to run") }
            }
        }
    }
}
