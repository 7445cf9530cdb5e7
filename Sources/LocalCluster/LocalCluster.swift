internal import Glibc

/// The private PostgreSQL cluster of one home folder: made and started on first use, kept running until it is stopped.
///
/// Several processes may use one home at once. Every member may be called at any time, in any order.
/// Source: decision 0002.
public struct LocalCluster: Sendable {
    let folder: ClusterFolder
    let owner: ClusterOwner

    /// A cluster by its home folder, whether it exists or not; a relative path starts at the working folder.
    ///
    /// - Throws: `homeUnusable` or `postgresMissing` when there is no user the cluster could belong to.
    public init(home: String) throws(LocalClusterFault) {
        folder = ClusterFolder(home: absolutePath(home))
        owner = try ClusterOwner.current()
    }

    /// What a libpq program connects with, whether the server runs or not.
    public func connectionInfo() -> String {
        connectionInfo(of: livingServer())
    }

    /// Makes the cluster where there is none, starts its server where it does not run, and returns what to connect with.
    ///
    /// With the server running this reads two small files and starts nothing.
    ///
    /// - Parameter report: Told in a sentence what is being done when it takes time.
    /// - Throws: Any code but those of backup and restore.
    public func ensureRunning(report: (String) -> Void) throws(LocalClusterFault) -> String {
        if let server = livingServer(), isReachable(server) {
            return connectionInfo(of: server)
        }
        return connectionInfo(of: try startServer(report: report))
    }

    /// Starts the server, making the cluster or a database that has gone missing.
    ///
    /// - Throws: As ``ensureRunning(report:)``.
    public func start(report: (String) -> Void) throws(LocalClusterFault) -> LocalClusterStatus {
        let server = try startServer(report: report)
        let programs = try ServerPrograms.find(major: dataVersion)
        try DatabaseSwap(
            programs: programs, connection: connectionInfo(of: server, database: "postgres"), folder: folder
        )
        .createMissingDatabase()
        return try status()
    }

    /// Ends the server.
    ///
    /// Open sessions are closed and their transactions rolled back; nothing happens when it does not run.
    ///
    /// - Throws: `homeUnusable`, `serverNotStopped`.
    public func stop(report: (String) -> Void) throws(LocalClusterFault) -> LocalClusterStatus {
        if try status().state != .absent {
            let lock = try ClusterLock(folder, owner: owner, report: report)
            defer { lock.release() }
            try ServerControl(folder: folder, owner: owner).stop()
        }
        return try status()
    }

    /// How the cluster stands; nothing is made or started.
    ///
    /// - Throws: `homeUnusable` when the home cannot be looked into.
    public func status() throws(LocalClusterFault) -> LocalClusterStatus {
        if access(folder.home, R_OK | X_OK) != 0, errno == EACCES {
            throw LocalClusterFault(
                .homeUnusable, "the folder cannot be entered", at: folder.home,
                remedy: "chmod 700 it if it is yours, or set NEPHRITE_HOME to a folder of yours")
        }
        let server = livingServer().flatMap { isReachable($0) ? $0 : nil }
        let major = dataVersion
        return LocalClusterStatus(
            state: server != nil ? .running : major != nil ? .stopped : .absent,
            home: folder.home, dataFolder: folder.data,
            socketFolder: server?.socketFolder ?? folder.socketFolder(owner: owner),
            port: server?.port ?? ClusterFolder.port, pid: server?.pid,
            serverVersion: major.map { (try? ServerPrograms.find(major: $0).version) ?? String($0) },
            conninfo: connectionInfo(of: server))
    }

    /// The major version of PostgreSQL that made the cluster; `nil` when there is none.
    var dataVersion: Int? {
        smallFile(folder.data + "/PG_VERSION").map(majorVersion)
    }

    /// The server with its socket in place, under the lock.
    private func startServer(report: (String) -> Void) throws(LocalClusterFault) -> PostmasterFile {
        let preparation = FolderPreparation(folder: folder, owner: owner)
        try preparation.prepareHome()
        let lock = try ClusterLock(folder, owner: owner, report: report)
        defer { lock.release() }
        let socketFolder = folder.socketFolder(owner: owner)
        try preparation.prepareInside(socketFolder: socketFolder)
        let programs = try ServerPrograms.find(major: dataVersion)
        if dataVersion == nil {
            report("creating the local database in \(folder.home)")
            try ClusterCreation(folder: folder, owner: owner, programs: programs, lock: lock.descriptor).create()
        }
        let control = ServerControl(folder: folder, owner: owner)
        let server = try control.start(programs, socketFolder: socketFolder, report: report)
        guard isReachable(server) else {
            throw LocalClusterFault(
                .serverNotStarted, "the server runs, but its socket is gone", at: server.socketFolder,
                remedy: "nephrite database stop, then try again")
        }
        return server
    }

    private func livingServer() -> PostmasterFile? {
        PostmasterFile(path: folder.postmasterFile).flatMap { $0.takesConnections && $0.isAlive ? $0 : nil }
    }

    /// Whether the socket is there, in a folder that only the owner can put a socket into.
    private func isReachable(_ server: PostmasterFile) -> Bool {
        var found = stat()
        return lstat(server.socketFolder, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
            && found.st_uid == owner.user && found.st_mode & 0o077 == 0
            && access(ClusterFolder.socket(in: server.socketFolder, port: server.port), F_OK) == 0
    }

    func connectionInfo(of server: PostmasterFile?, database: String = ClusterFolder.database) -> String {
        folder.connectionInfo(
            socketFolder: server?.socketFolder ?? folder.socketFolder(owner: owner),
            port: server?.port ?? ClusterFolder.port, database: database, role: owner.role)
    }
}
