/// How the local database stands.
public struct LocalClusterStatus: Sendable, Equatable {
    /// Whether there is a cluster and whether its server runs.
    public enum State: String, Sendable {
        /// The server takes connections.
        case running
        /// There is a cluster; its server does not run, or is not ready.
        case stopped
        /// There is no cluster yet; the first use makes it.
        case absent
    }

    /// Whether there is a cluster and whether its server runs.
    public let state: State
    /// The folder that holds everything.
    public let home: String
    /// PostgreSQL's data folder.
    public let dataFolder: String
    /// The folder of the unix socket.
    public let socketFolder: String
    /// The port that is part of the socket's name.
    public let port: Int
    /// The process number of the server; `nil` unless running.
    public let pid: Int32?
    /// The version of the server, such as `15.18`, or only its major version when its programs are gone; `nil` when absent.
    public let serverVersion: String?
    /// What a libpq program connects with.
    public let conninfo: String
}
