internal import Glibc
internal import Postgres
internal import Synchronization

/// A throw-away PostgreSQL cluster: a Unix socket in a temporary folder, no TCP, gone with the test process.
///
/// A small shell waits on a socket that only this process holds; however the process ends, the socket closes, and the
/// shell stops the server and removes the folder.
public final class TestCluster: Sendable {
    /// How a server is stopped.
    public enum StopMode: Sendable {
        /// Sessions are ended and everything is written.
        case fast
        /// As in a power cut, but the processes end in order; recovery follows at the next start.
        case immediate
        /// The main process is killed with signal 9, and the others end as soon as they notice.
        case kill
    }

    /// Holds data, log and socket; short, since a socket's path is limited to 107 bytes.
    private let folder: String
    private let programs: ServerPrograms
    private let isSynced: Bool
    /// Our end of the guardian's input, which keeps it waiting.
    private let lifeline: Int32
    private let guardian: ChildProcess
    private let server = Mutex<ChildProcess?>(nil)

    private static let sharedResult = Result<TestCluster, TestClusterFault> {
        () throws(TestClusterFault) in try TestCluster(isSynced: false)
    }

    /// The cluster of this test process, started at the first call; it is not to be stopped.
    public static func shared() throws(TestClusterFault) -> TestCluster {
        try sharedResult.get()
    }

    /// A private cluster, started, for a test that stops its server; it lasts as long as the reference.
    ///
    /// - Parameter fsync: whether commits are forced to the disk, for tests of what survives.
    public static func own(fsync: Bool = false) throws(TestClusterFault) -> TestCluster {
        try TestCluster(isSynced: fsync)
    }

    private init(isSynced: Bool) throws(TestClusterFault) {
        programs = try ServerPrograms.find()
        self.isSynced = isSynced
        folder = try Self.newFolder(in: isSynced ? P_tmpdir : Self.fastFolder(), for: programs)
        (guardian, lifeline) = try Self.startGuardian(of: folder)
        try initialize()
        try start()
    }

    deinit {
        stop(.immediate)
        close(lifeline)
        guardian.wait()
    }

    /// The connection string of a database of this cluster, as its superuser.
    public func conninfo(database: String = "postgres") -> String {
        "host=\(folder) port=5432 user=postgres dbname=\(database)"
    }

    /// The main process of the server; nil while it is stopped.
    public var serverProcess: Int32? {
        server.withLock { $0?.id }
    }

    /// Starts the server and waits until it takes connections; no effect while it runs.
    public func start() throws(TestClusterFault) {
        if serverProcess != nil { return }
        for _ in 0..<1500 {
            let process = try ChildProcess.start(serverCommand, log: log)
            server.withLock { $0 = process }
            if isReady(process) { return }
            // After a kill, the server's other processes take a moment to notice; until then it refuses to start.
            server.withLock { $0 = nil }
            usleep(20_000)
        }
        throw TestClusterFault("the throw-away server does not start: \(logTail())")
    }

    /// Stops the server and waits until it has ended; no effect while it is stopped.
    public func stop(_ mode: StopMode) {
        let running = server.withLock { server in
            defer { server = nil }
            return server
        }
        guard let running else { return }
        let signal =
            switch mode {
            case .fast: SIGINT
            case .immediate: SIGQUIT
            case .kill: SIGKILL
            }
        let others = running.children()
        kill(running.id, signal)
        running.wait()
        // Orphans serve their sessions until they notice; one that is busy may not notice for long.
        for other in others { other.awaitEnd() }
    }

    private var log: String { "\(folder)/log" }

    private var serverCommand: [String] {
        let settings = [
            "listen_addresses=", "unix_socket_directories=\(folder)", "port=5432", "max_connections=100",
            "fsync=\(isSynced ? "on" : "off")", "full_page_writes=\(isSynced ? "on" : "off")", "shared_buffers=64MB",
            "max_wal_size=1GB", "deadlock_timeout=100ms", "max_prepared_transactions=4",
            // In the data folder, so that a killed server leaves no segments behind elsewhere.
            "dynamic_shared_memory_type=mmap",
        ]
        return programs.prefix + ["\(programs.folder)/postgres", "-D", "\(folder)/data"]
            + settings.flatMap { ["-c", $0] }
    }

    /// False when the process ended before it took connections.
    private func isReady(_ process: ChildProcess) -> Bool {
        while !process.hasEnded() {
            do {
                _ = try Connection(conninfo(), applicationName: "test readiness")
                return true
            } catch {
                usleep(10_000)
            }
        }
        return false
    }

    private func initialize() throws(TestClusterFault) {
        let command =
            programs.prefix + [
                "\(programs.folder)/initdb", "-D", "\(folder)/data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "-N",
            ]
        guard try ChildProcess.start(command, log: log).wait() == 0 else {
            throw TestClusterFault("initdb failed: \(logTail())")
        }
    }

    /// The last 2,000 bytes of what the server's programs said.
    private func logTail() -> String {
        guard let file = fopen(log, "r") else { return "there is no log" }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        fseek(file, max(0, ftell(file) - 2_000), SEEK_SET)
        let bytes = [UInt8](unsafeUninitializedCapacity: 2_000) { buffer, count in
            count = fread(buffer.baseAddress, 1, 2_000, file)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Memory where there are at least 4 GiB of it to spare: a copy of a template is ten times as fast there as on a disk.
    private static func fastFolder() -> String {
        let memory = "/dev/shm"
        var room = statvfs()
        guard access(memory, W_OK) == 0, statvfs(memory, &room) == 0, room.f_bavail * room.f_frsize >= 4 << 30
        else { return P_tmpdir }
        return memory
    }

    private static func newFolder(in parent: String, for programs: ServerPrograms) throws(TestClusterFault) -> String {
        var template = Array("\(parent)/npg.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw TestClusterFault("no folder can be made in \(parent): \(String(cString: strerror(errno)))")
        }
        let folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        if let owner = programs.owner, chown(folder, owner.user, owner.group) != 0 {
            throw TestClusterFault(
                "\(folder) cannot be given to the user postgres: \(String(cString: strerror(errno)))")
        }
        return folder
    }

    /// The guardian reads until the socket closes; then it ends what is left of the server and removes the folder.
    private static func startGuardian(of folder: String) throws(TestClusterFault) -> (ChildProcess, lifeline: Int32) {
        let script = """
            cd "$1" || exit 1
            read -r _
            read -r server <data/postmaster.pid
            if [ "$(cat "/proc/$server/comm")" = postgres ]; then
                kill -QUIT "$server"
                for _ in $(seq 100); do
                    [ -e data/postmaster.pid ] || break
                    sleep 0.05
                done
            fi
            cd / && rm -rf "$1"
            """
        // A pair of sockets does for a pipe, and is closed to other programs from the first moment.
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw TestClusterFault("no pair of sockets can be made") }
        defer { close(ends[0]) }
        let guardian = try ChildProcess.start(
            ["/bin/sh", "-c", script, "guardian", folder], input: ends[0], log: "/dev/null")
        return (guardian, ends[1])
    }
}
