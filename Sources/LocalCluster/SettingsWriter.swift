internal import Glibc
internal import Processes

/// Writes the configuration files of a cluster, in its owner's name.
struct SettingsWriter {
    let folder: ClusterFolder
    let owner: ClusterOwner

    /// Replaces a file in one step.
    func write(_ text: String, to path: String) throws(LocalClusterFault) {
        let beside = path + ".new"
        // Root writes into a folder of another user here: a link that lies in wait is removed, never followed.
        unlink(beside)
        try put(text, into: beside, flags: O_CREAT | O_EXCL)
        guard rename(beside, path) == 0 else { throw fault(systemMessage(), at: path) }
    }

    func append(_ text: String, to path: String) throws(LocalClusterFault) {
        try put(text, into: path, flags: O_APPEND)
    }

    private func put(_ text: String, into path: String, flags: Int32) throws(LocalClusterFault) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | flags, 0o600)
        guard descriptor >= 0 else { throw fault(systemMessage(), at: path) }
        defer { close(descriptor) }
        var copy = text
        let whole = copy.withUTF8 { Glibc.write(descriptor, $0.baseAddress, $0.count) == $0.count }
        let owned = !owner.isAnotherUser || fchown(descriptor, owner.user, owner.group) == 0
        guard whole, owned, fsync(descriptor) == 0 else { throw fault(systemMessage(), at: path) }
    }

    private func fault(_ reason: String, at path: String) -> LocalClusterFault {
        LocalClusterFault(
            .homeUnusable, "the settings of the server cannot be written: \(reason)", at: path,
            remedy: remedy(for: reason, owner: owner, otherwise: "remove what is there and try again"))
    }
}
