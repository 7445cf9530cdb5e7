import Foundation
import TestSupport
import Testing

/// A way for the server to die, and its coming back.
enum ServerFault: String, CaseIterable, CustomTestStringConvertible {
    case immediateStop = "immediate stop"
    case postmaster = "kill -9 of the main process"
    case backend = "kill -9 of the session's process"
    var testDescription: String { rawValue }

    /// Strikes a server, or what serves the program's sessions in its database.
    func strike(_ cluster: TestCluster, _ conninfo: String) throws {
        switch self {
        case .immediateStop: cluster.stop(.immediate)
        case .postmaster: cluster.stop(.kill)
        case .backend:
            let sessions = try Sandbox(conninfo).sql(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'nephrite'")
            for pid in sessions.split(separator: "\n").compactMap({ Int32($0) }) { kill(pid, SIGKILL) }
        }
    }

    /// Starts the server; after the death of a session's process it begins anew by itself, which takes a moment.
    static func bringBack(_ cluster: TestCluster, _ conninfo: String) throws {
        try cluster.start()
        let question = Program(command: [Sandbox.psql, "-XAtq", "-d", conninfo, "-c"])
        // One answer may come from before the main process has noticed.
        var answers = 0
        for _ in 0..<400 {
            answers = try question.run("SELECT 1").status == 0 ? answers + 1 : 0
            if answers == 3 { return }
            usleep(50_000)
        }
        Issue.record("the server has not come back")
    }
}
