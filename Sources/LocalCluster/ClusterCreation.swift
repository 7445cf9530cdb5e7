internal import Glibc
internal import Processes

/// Makes a cluster with its database beside the place it is to have, and moves it there when it is whole.
struct ClusterCreation {
    let folder: ClusterFolder
    let owner: ClusterOwner
    let programs: ServerPrograms

    /// The lock's descriptor, held open by every program run here: when this process is killed, they keep the lock until they have ended too.
    let lock: Int32

    func create() throws(LocalClusterFault) {
        let unfinished = folder.unfinished
        try run(["/bin/rm", "-rf", "--", unfinished])
        try run([
            programs.path("initdb"), "--pgdata", unfinished, "--username", owner.role, "--encoding", "UTF8",
            "--locale", "C.UTF-8", "--data-checksums", "--auth", "trust", "--no-instructions",
        ])
        let writer = SettingsWriter(folder: folder, owner: owner)
        try writer.write(ServerSettings.access, to: unfinished + "/pg_hba.conf")
        // The database is made without a server, so that there never is a cluster without its database.
        try run(
            [
                programs.path("postgres"), "--single", "-D", unfinished, "-c", "exit_on_error=on",
                "-c", "log_checkpoints=off", "postgres",
            ], input: "CREATE DATABASE \(ClusterFolder.database)\n")
        try writer.append("\ninclude = 'nephrite.conf'\n", to: unfinished + "/postgresql.conf")
        guard rename(unfinished, folder.data) == 0, synchronise(folder.home) else {
            throw fault("the finished cluster cannot be moved to its place: \(systemMessage())")
        }
    }

    private func run(_ arguments: [String], input: String = "") throws(LocalClusterFault) {
        let outcome = ChildProcess.run(owner.prefix + arguments, input: input, held: lock)
        guard outcome.succeeded else {
            throw fault("the local database cannot be made: \(outcome.summary)", said: outcome.text)
        }
    }

    private func fault(_ message: String, said: String = "") -> LocalClusterFault {
        LocalClusterFault(
            .clusterNotCreated, message, at: folder.home,
            remedy: remedy(for: said + message, owner: owner, otherwise: "mend what it names and try again"))
    }
}

/// Makes a name given in a folder last through a loss of power.
func synchronise(_ folder: String) -> Bool {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
}
