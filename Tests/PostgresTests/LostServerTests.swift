import Postgres
import TestSupport
import Testing

struct LostServerTests {
    @Test(
        "A server that stops is a lost connection; after its return a new connection finds what was committed",
        arguments: [TestCluster.StopMode.immediate, .kill, .fast])
    func stopped(_ mode: TestCluster.StopMode) throws {
        let cluster = try TestCluster.own(fsync: true)
        let connection = try Connection(cluster.conninfo(), applicationName: "before")
        try connection.script(Stones.schema)
        try connection.transaction { try connection.run(Stones.Insert(name: "committed")) }
        try connection.script("BEGIN")
        try connection.run(Stones.Insert(name: "open"))

        cluster.stop(mode)
        #expect(cluster.serverProcess == nil)
        let fault = try serverFault { try connection.run(Stones.All()) }
        #expect(fault.isConnectionLost)
        #expect(["08006", "57P01", "57P02"].contains(fault.sqlstate))
        #expect(connection.transactionStatus == .unknown)
        let again = try serverFault { try connection.script("SELECT 1") }
        #expect(again.sqlstate == "08006")
        #expect(again.isConnectionLost)

        let refused = try #require(throws: ServerFault.self) {
            _ = try Connection(cluster.conninfo(), applicationName: "between")
        }
        #expect(refused.sqlstate == "08001")
        try cluster.start()
        let after = try Connection(cluster.conninfo(), applicationName: "after")
        #expect(try after.fetch(Stones.All()) == ["committed"])
    }
}
