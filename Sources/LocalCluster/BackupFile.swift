internal import CProcess
internal import Glibc
internal import Processes

/// A file that gets its name only once it is whole.
final class BackupFile {
    let path: String
    let descriptor: Int32
    /// The name it has meanwhile, on a file system that has no files without one.
    private let temporaryName: String
    private let isNamed: Bool

    init(path: String) throws(LocalClusterFault) {
        self.path = path
        temporaryName = path + ".part-\(getpid())"
        var found = stat()
        if lstat(path, &found) == 0, found.st_mode & S_IFMT != S_IFREG {
            throw Self.fault("it is no regular file", path)
        }
        var opened = unnamed_file_in(parentFolder(path))
        let unnamedFails = opened < 0 && [EOPNOTSUPP, EISDIR, ENOENT, EINVAL].contains(errno)
        isNamed = unnamedFails
        if unnamedFails {
            opened = open(temporaryName, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        }
        descriptor = opened
        guard opened >= 0 else { throw Self.fault(systemMessage(), path) }
    }

    /// Makes the file last, then gives it its name.
    func finish() throws(LocalClusterFault) {
        guard fsync(descriptor) == 0 else { throw Self.fault(systemMessage(), path) }
        if !isNamed {
            unlink(temporaryName)
            guard linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, temporaryName, AT_SYMLINK_FOLLOW) == 0
            else {
                throw Self.fault(systemMessage(), path)
            }
        }
        guard rename(temporaryName, path) == 0, synchronise(parentFolder(path)) else {
            let reason = systemMessage()
            unlink(temporaryName)
            throw Self.fault(reason, path)
        }
    }

    deinit {
        // Without effect once the file has its name.
        if isNamed { unlink(temporaryName) }
        close(descriptor)
    }

    private static func fault(_ reason: String, _ path: String) -> LocalClusterFault {
        LocalClusterFault(
            .outputNotWritten, "the backup cannot be written: \(reason)", at: path,
            remedy: "name a file in a folder that you may write and that has space")
    }
}

private func parentFolder(_ path: String) -> String {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    return slash == path.startIndex ? "/" : String(path[..<slash])
}
