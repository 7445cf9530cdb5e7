internal import Glibc
internal import Processes

/// The server of a cluster: started and stopped.
///
/// The lock is held. `pg_ctl` is not used: it starts the server through a shell, with the path of the data folder in the text.
struct ServerControl {
    let folder: ClusterFolder
    let owner: ClusterOwner

    private static let step: useconds_t = 10_000
    private static let stepsPerSecond = 100
    /// After a crash under heavy load the server may replay some gigabytes first.
    private static let patienceSeconds = 600
    /// A process that outlived its server looks for it at least this often, unless it is in the middle of a long statement.
    private static let orphanPatienceSeconds = 30

    /// What the server says about itself, whether it still lives or not; `nil` when it says nothing.
    private var file: PostmasterFile? { PostmasterFile(path: folder.postmasterFile) }
    private var living: PostmasterFile? { file.flatMap { $0.isAlive ? $0 : nil } }

    /// Starts the server unless it runs, and waits until it takes connections.
    func start(
        _ programs: ServerPrograms, socketFolder: String, report: (String) -> Void
    ) throws(LocalClusterFault) -> PostmasterFile {
        if let server = try settled() { return server }
        try clearStaleFiles(socketFolder: socketFolder, report: report)
        let text = ServerSettings.text(
            socketFolder: socketFolder, clusterName: folder.clusterName, port: ClusterFolder.port)
        try SettingsWriter(folder: folder, owner: owner).write(text, to: folder.settings)
        report("starting the local database in \(folder.home)")
        let child = try launch(programs)
        for tick in 1...Self.patienceSeconds * Self.stepsPerSecond {
            usleep(Self.step)
            if let server = living, server.takesConnections { return server }
            if ChildProcess.hasEnded(child) {
                // A server started by a process that was killed meanwhile may have been first.
                if let server = try settled() { return server }
                throw notStarted("the server of the local database ended again: \(lastWords())")
            }
            if tick % (5 * Self.stepsPerSecond) == 0 {
                report("the local database is still starting; after a crash it first recovers what was written")
            }
        }
        throw notStarted("the server of the local database is not ready after \(Self.patienceSeconds) seconds")
    }

    /// Ends the server: sessions are rolled back and closed, what is in memory is written.
    func stop() throws(LocalClusterFault) {
        guard let server = living else { return }
        guard kill(server.pid, SIGINT) == 0 else {
            throw LocalClusterFault(
                .serverNotStopped, "process \(server.pid) cannot be told to end: \(systemMessage())", at: folder.home,
                remedy: "run the command as the user who owns that folder")
        }
        for _ in 1...Self.patienceSeconds * Self.stepsPerSecond {
            // The file goes first, the process a moment later.
            guard server.isAlive else { return }
            usleep(Self.step)
        }
        throw LocalClusterFault(
            .serverNotStopped, "process \(server.pid) has not ended after \(Self.patienceSeconds) seconds",
            at: folder.home, remedy: "see \(folder.log), then run the command again")
    }

    /// The server that is running, once one that is starting is ready; `nil` once one that is stopping is gone, or without any.
    private func settled() throws(LocalClusterFault) -> PostmasterFile? {
        for _ in 1...Self.patienceSeconds * Self.stepsPerSecond {
            guard let server = living else { return nil }
            if server.takesConnections { return server }
            usleep(Self.step)
        }
        throw notStarted("the server of the local database neither becomes ready nor ends")
    }

    /// Removes the files of a server that was killed, or of a machine that lost its power, once nothing is left of that server.
    ///
    /// A new server would take them over by itself, but not when the old one's number belongs to another process by now, or to a
    /// dead one that nobody has collected, as happens in containers.
    private func clearStaleFiles(socketFolder: String, report: (String) -> Void) throws(LocalClusterFault) {
        let socket = ClusterFolder.socket(in: socketFolder, port: ClusterFolder.port)
        let files = [folder.postmasterFile, socket + ".lock", socket]
        guard files.contains(where: { access($0, F_OK) == 0 }) else { return }
        var left = hasServerProcess(clusterName: folder.clusterName)
        for tick in 0..<Self.orphanPatienceSeconds * 10 where left {
            if tick == 0 { report("waiting for the processes of a server that was killed") }
            usleep(100_000)
            left = hasServerProcess(clusterName: folder.clusterName)
        }
        guard !left else {
            throw LocalClusterFault(
                .serverNotStarted, "processes of a server that was killed are still at work", at: folder.home,
                remedy: "wait for them or end them (ps ax | grep '\(folder.clusterName)'), then try again")
        }
        for file in files { unlink(file) }
    }

    private func launch(_ programs: ServerPrograms) throws(LocalClusterFault) -> pid_t {
        unlink(folder.startLog)
        let log = open(folder.startLog, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard log >= 0 else { throw notStarted("\(folder.startLog) cannot be written: \(systemMessage())") }
        defer { close(log) }
        if owner.isAnotherUser {
            _ = fchown(log, owner.user, owner.group)
        }
        switch ChildProcess.startDetached(
            owner.prefix + [programs.path("postgres"), "-D", folder.data], output: log)
        {
        case .success(let child): return child
        case .failure(let number): throw notStarted("the server cannot be run: \(systemMessage(number.value))")
        }
    }

    /// The lines in which a server that ended says why: before it began its own log, or at the end of that.
    private func lastWords() -> String {
        let logs = names(in: folder.log).map { folder.log + "/" + $0 }.filter { $0 != folder.startLog }
        let newest = logs.max { changed($0) < changed($1) }
        for log in [folder.startLog] + (newest.map { [$0] } ?? []) {
            let lines = lastText(of: log).split(separator: "\n")
            let reasons = lines.filter { $0.contains("FATAL:") || $0.contains("PANIC:") || $0.contains("setpriv:") }
            if let reason = reasons.last { return String(reason) }
        }
        return "it did not say why"
    }

    private func changed(_ path: String) -> Int {
        var found = stat()
        return lstat(path, &found) == 0 ? found.st_mtim.tv_sec : 0
    }

    private func lastText(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        return contents(of: descriptor)
    }

    private func notStarted(_ message: String) -> LocalClusterFault {
        LocalClusterFault(
            .serverNotStarted, message, at: folder.home,
            remedy: remedy(for: message, owner: owner, otherwise: "mend what it names (the log is in \(folder.log))"))
    }
}
