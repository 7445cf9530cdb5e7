internal import Glibc
internal import Processes

/// The programs of one installed PostgreSQL server.
struct ServerPrograms: Equatable {
    /// What Nephrite's SQL is written for.
    static let oldestMajor = 15

    let folder: String
    /// Such as `15.18`.
    let version: String

    var major: Int { majorVersion(version) }

    func path(_ program: String) -> String { folder + "/" + program }

    /// The programs for data of one major version, or the newest ones for a cluster that is yet to be made.
    ///
    /// Looked for by `PG_CONFIG`, then where Debian keeps them, then on `PATH`.
    static func find(major: Int?) throws(LocalClusterFault) -> ServerPrograms {
        var seen: [String] = []
        for folder in folders() {
            guard let programs = ServerPrograms(folder: folder) else { continue }
            if let major, programs.major == major { return programs }
            if major == nil, programs.major >= oldestMajor { return programs }
            seen.append("\(programs.version) in \(folder)")
        }
        let wanted = major ?? oldestMajor
        let found = seen.isEmpty ? "none was found" : "found: " + seen.joined(separator: ", ")
        let message =
            major == nil
            ? "the server of PostgreSQL \(wanted) or later is not installed (\(found))"
            : "the data was written by PostgreSQL \(wanted), whose programs are not installed (\(found))"
        throw LocalClusterFault(
            .postgresMissing, message, at: "/usr/lib/postgresql",
            remedy: "apt-get install postgresql-\(wanted), or set PG_CONFIG to its pg_config")
    }

    /// `nil` when the folder does not hold a whole server.
    private init?(folder: String) {
        for program in ["postgres", "initdb", "psql", "pg_dump", "pg_restore"] {
            guard access(folder + "/" + program, X_OK) == 0 else { return nil }
        }
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        let outcome = ChildProcess.run([folder + "/postgres", "--version"])
        let words = outcome.text.split(whereSeparator: \.isWhitespace)
        guard outcome.succeeded, words.count >= 3, majorVersion(String(words[2])) > 0 else { return nil }
        self.folder = folder
        version = String(words[2])
    }

    private static func folders() -> [String] {
        var folders: [String] = []
        if let program = getenv("PG_CONFIG") {
            let outcome = ChildProcess.run([absolutePath(String(cString: program)), "--bindir"])
            if outcome.succeeded { folders.append(String(outcome.text.prefix { !$0.isNewline })) }
        }
        let installed = names(in: "/usr/lib/postgresql").filter { majorVersion($0) > 0 }
        folders += installed.sorted { majorVersion($0) > majorVersion($1) }.map { "/usr/lib/postgresql/\($0)/bin" }
        if let path = getenv("PATH") {
            // On PATH there may be links only, so the folder is the one the link leads to.
            for folder in String(cString: path).split(separator: ":") where folder.hasPrefix("/") {
                guard let program = realpath(folder + "/postgres", nil) else { continue }
                folders.append(String(String(cString: program).dropLast("/postgres".count)))
                free(program)
            }
        }
        return folders
    }
}

/// The number before the first point; 0 when there is none.
func majorVersion(_ version: String) -> Int {
    Int(version.prefix { $0.isNumber }) ?? 0
}

/// The names in a folder but for `.` and `..`; empty when it cannot be read.
func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}
