internal import Glibc
internal import Processes

/// Makes the folders of a home, or refuses those that are not ours.
struct FolderPreparation {
    let folder: ClusterFolder
    let owner: ClusterOwner

    /// Makes the home and those above it; an existing one is taken when it is ours, or empty and the user's.
    func prepareHome() throws(LocalClusterFault) {
        guard folder.home.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw LocalClusterFault(
                .homeUnusable, "the path holds a control character", at: folder.home,
                remedy: "set NEPHRITE_HOME to a path without one")
        }
        try makeParents()
        // A folder of somebody's own files must neither be closed to others nor given to the system user.
        let known = access(folder.lock, F_OK) == 0 || access(folder.data, F_OK) == 0
        guard known || names(in: folder.home).isEmpty else {
            throw refusal("the folder holds other files", "set NEPHRITE_HOME to an empty or a new folder")
        }
        try take(folder.home)
    }

    /// Makes the folders inside the home, and the socket's wherever it is.
    func prepareInside(socketFolder: String) throws(LocalClusterFault) {
        for path in [folder.log, socketFolder] {
            try take(path)
        }
    }

    private func makeParents() throws(LocalClusterFault) {
        var path = ""
        for part in folder.home.split(separator: "/").dropLast() {
            path += "/" + part
            // As the XDG base directory specification has it for a user's folders; the system user has to pass root's.
            if mkdir(path, owner.isAnotherUser ? 0o755 : 0o700) != 0, errno != EEXIST {
                throw unusable("the folder cannot be made: \(systemMessage())", at: path)
            }
        }
    }

    /// Makes a folder or accepts one that is ours, and closes it to everybody but the owner.
    private func take(_ path: String) throws(LocalClusterFault) {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw unusable("the folder cannot be made: \(systemMessage())", at: path)
        }
        // Only the home itself may be a link, to another disk; a link in /tmp would be somebody's trap.
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (path == folder.home ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            let number = errno
            var found = stat()
            if number == EACCES, stat(path, &found) == 0, found.st_uid == owner.user {
                throw refusal("the folder is closed to its owner", "chmod 700 \(path)", at: path)
            }
            throw unusable("the folder cannot be opened: \(systemMessage(number))", at: path)
        }
        defer { close(descriptor) }
        var found = stat()
        guard fstat(descriptor, &found) == 0 else { throw unusable(systemMessage(), at: path) }
        guard found.st_uid == owner.user || found.st_uid == geteuid() else {
            throw refusal(
                "the folder belongs to user number \(found.st_uid), not to \(owner.name)",
                "run as that user, or set NEPHRITE_HOME to a folder of \(owner.name)", at: path)
        }
        let given = !owner.isAnotherUser || fchown(descriptor, owner.user, owner.group) == 0
        guard given, fchmod(descriptor, 0o700) == 0 else {
            throw unusable("the folder cannot be closed to others: \(systemMessage())", at: path)
        }
    }

    private func refusal(_ message: String, _ remedy: String, at place: String? = nil) -> LocalClusterFault {
        LocalClusterFault(.homeUnusable, message, at: place ?? folder.home, remedy: remedy)
    }

    private func unusable(_ message: String, at place: String) -> LocalClusterFault {
        refusal(
            message, remedy(for: message, owner: owner, otherwise: "set NEPHRITE_HOME to a folder of yours"), at: place)
    }
}
