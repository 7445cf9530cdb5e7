import Foundation
import Postgres
import TestSupport
import Testing

@Suite(.database)
struct CancellerTests {
    struct Sleep: Statement {
        static let sql = "SELECT pg_sleep(300)::text AS done"
    }

    struct IsAsleep: Statement {
        static let sql = "SELECT count(*) AS n FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'"
        let process: Int
        var parameters: [any ParameterConvertible] { [process] }
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.int("n") == 1 }
    }

    @Test("A command is cancelled from another thread, and the session goes on")
    func cancel() throws {
        let connection = try TestDatabase.current.connect()
        let canceller = connection.canceller
        let process = connection.serverProcess
        let conninfo = TestDatabase.current.conninfo
        let done = DispatchSemaphore(value: 0)
        Thread {
            defer { done.signal() }
            do {
                let watcher = try Connection(conninfo, applicationName: "watcher")
                while try watcher.first(IsAsleep(process: process)) != true { usleep(5_000) }
            } catch {
                Issue.record("the watcher failed: \(error)")
            }
            #expect(canceller.cancel())
        }.start()
        let fault = try serverFault { try connection.run(Sleep()) }
        done.wait()
        #expect(fault.sqlstate == "57014")
        #expect(!fault.isConnectionLost)
        #expect(try connection.fetch(Numbers(limit: 1)) == [1])
    }

    @Test("A canceller outlives its connection without harm")
    func outlives() throws {
        var connection: Connection? = try TestDatabase.current.connect()
        let canceller = try #require(connection?.canceller)
        connection = nil
        canceller.cancel()
    }
}
