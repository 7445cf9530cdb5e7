internal import Glibc

/// Where PostgreSQL's programs are and as whom they run.
struct ServerPrograms {
    /// The folder of `initdb` and `postgres`.
    let folder: String
    /// What comes before the path of a program: nothing, or the change to the server's user.
    let prefix: [String]
    /// The server's user when it is not our own: PostgreSQL refuses to run as root.
    let owner: (user: uid_t, group: gid_t)?

    static func find() throws(TestClusterFault) -> ServerPrograms {
        guard let folder = newestFolder() else {
            throw TestClusterFault("PostgreSQL's server programs are not installed; apt-get install postgresql-15")
        }
        guard geteuid() == 0 else { return ServerPrograms(folder: folder, prefix: [], owner: nil) }
        guard let entry = getpwnam("postgres")?.pointee else {
            throw TestClusterFault("PostgreSQL refuses to run as root, and there is no user postgres to run it as")
        }
        return ServerPrograms(
            folder: folder,
            prefix: ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"],
            owner: (entry.pw_uid, entry.pw_gid))
    }

    /// Debian keeps each version in a folder of its own; the newest is taken.
    private static func newestFolder() -> String? {
        var matches = glob_t()
        defer { globfree(&matches) }
        guard glob("/usr/lib/postgresql/*/bin/initdb", 0, nil, &matches) == 0 else { return nil }
        let paths = (0..<Int(matches.gl_pathc)).compactMap { matches.gl_pathv[$0].map { String(cString: $0) } }
        func version(_ path: String) -> Int { Int(path.split(separator: "/")[3]) ?? 0 }
        return paths.max { version($0) < version($1) }.map { String($0.dropLast("/initdb".count)) }
    }
}
