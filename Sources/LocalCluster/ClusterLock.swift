internal import Glibc
internal import Processes

/// The right to make, start, stop or replace the cluster of a home; one process at a time has it.
///
/// It is bound to an open file, so it ends with the process however that ends.
struct ClusterLock {
    let descriptor: Int32

    /// Waits for the lock, and says so when another process has it.
    init(_ folder: ClusterFolder, owner: ClusterOwner, report: (String) -> Void) throws(LocalClusterFault) {
        descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let reason = systemMessage()
            throw LocalClusterFault(
                .homeUnusable, "the lock file cannot be opened: \(reason)", at: folder.lock,
                remedy: remedy(
                    for: reason, owner: owner, otherwise: "remove what is there, or choose another NEPHRITE_HOME"))
        }
        if owner.isAnotherUser {
            _ = fchown(descriptor, owner.user, owner.group)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
        report("waiting for another process that is busy with the local database in \(folder.home)")
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let reason = systemMessage()
                release()
                throw LocalClusterFault(
                    .homeUnusable, "the lock file cannot be locked: \(reason)", at: folder.lock,
                    remedy: "set NEPHRITE_HOME to a folder on a local disk")
            }
        }
    }

    func release() {
        close(descriptor)
    }
}
