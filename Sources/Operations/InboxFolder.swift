internal import Glibc

/// A folder in which files arrive: its lock, its files, and moving them away.
struct InboxFolder {
    private let root: String

    init(_ root: String) { self.root = root }

    /// The path of a file of the folder.
    func path(of name: String) -> String { root + "/" + name }

    /// What lies there.
    struct Entries {
        /// Regular files by name.
        var files: [String] = []
        /// What is no file to import, with the reason: links, pipes and the like, names that are no UTF-8.
        var others: [(name: String, code: String, message: String)] = []
    }

    /// What lies there; folders, hidden files and names under which files are usually still being written are passed over.
    func entries() throws -> Entries {
        guard let folder = opendir(root) else {
            throw Refusal(
                "inbox_unreadable", "cannot read the folder: \(reason())", at: root,
                remedy: "check its name and rights", status: .badInput)
        }
        defer { closedir(folder) }
        var entries = Entries()
        while let entry = readdir(folder) {
            let (name, isText) = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    (String(cString: $0), String(validatingCString: $0) != nil)
                }
            }
            let isPartial = [".part", ".tmp", ".filepart", ".crdownload", "~"].contains { name.hasSuffix($0) }
            guard !name.hasPrefix("."), !isPartial else { continue }
            guard isText else {
                entries.others.append((name, "name_not_utf8", "the name is not UTF-8; rename the file"))
                continue
            }
            var status = stat()
            guard lstat(path(of: name), &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFREG: entries.files.append(name)
            case S_IFDIR: continue
            default: entries.others.append((name, "not_a_file", "it is a link or no plain file; it is not followed"))
            }
        }
        entries.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        entries.others.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return entries
    }

    /// Whether a file was written to within so many seconds.
    func isFresh(_ name: String, within seconds: Int) -> Bool {
        var status = stat()
        guard seconds > 0, stat(path(of: name), &status) == 0 else { return false }
        return time(nil) - status.st_mtim.tv_sec < seconds
    }

    /// Locks the folder for this program; the lock goes with it, however it ends.
    func lock() throws -> CInt {
        let descriptor = open(path(of: ".nephrite-inbox.lock"), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Refusal(
                "inbox_unwritable", "cannot lock the folder: \(reason())", at: root,
                remedy: "let this user write to it: its files are moved away", status: .cannotWrite)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Refusal(
                "inbox_busy", "another program is working in the folder", at: root,
                remedy: "let it end; it takes these files too", status: .tryAgain)
        }
        return descriptor
    }

    func unlock(_ descriptor: CInt) { close(descriptor) }

    /// A folder to move files to: made below the inbox when nobody named it, else as it is named.
    func place(_ name: String, isNamed: Bool) throws -> String {
        let place = isNamed ? name : path(of: name)
        var status = stat()
        if mkdir(place, 0o750) != 0
            && !(errno == EEXIST && stat(place, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR)
        {
            throw Refusal(
                "inbox_unwritable", "cannot make the folder: \(reason())", at: place,
                remedy: "name a folder that can be written with --done and --failed", status: .cannotWrite)
        }
        return place
    }

    /// Moves a file away and answers where it lies then; a name that is taken gets a number.
    func move(_ name: String, to place: String) throws -> String {
        for number in 1...10_000 {
            let target = place + "/" + (number == 1 ? name : "\(name).\(number)")
            // A link is made first: unlike a renaming it never takes the place of a file that is there.
            if link(path(of: name), target) == 0 {
                guard unlink(path(of: name)) == 0 else { break }
                return target
            }
            if errno == EEXIST { continue }
            // Some file systems know no links.
            guard [EPERM, EOPNOTSUPP, EMLINK].contains(errno), access(target, F_OK) != 0,
                rename(path(of: name), target) == 0
            else { break }
            return target
        }
        throw Refusal(
            "inbox_unwritable", "the file is imported but could not be moved away: \(reason())", at: path(of: name),
            remedy: "--done and --failed have to be on the file system of the inbox, with rights to write",
            status: .cannotWrite)
    }

    /// Writes down beside a refused file why it was refused; that this fails stops nothing.
    func explain(_ file: String, _ text: String) {
        let descriptor = open(file + ".why.txt", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { return }
        var text = text
        text.withUTF8 { bytes in _ = write(descriptor, bytes.baseAddress, bytes.count) }
        close(descriptor)
    }

    private func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
