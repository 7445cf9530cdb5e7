internal import Glibc

/// Whose the cluster is, and as whom its owner's programs are run.
///
/// PostgreSQL refuses root, so root's cluster belongs to the system user `postgres`; everybody else owns theirs.
struct ClusterOwner: Equatable, Sendable {
    let user: uid_t
    let group: gid_t
    let name: String
    /// The person at the keyboard: the bootstrap role of the cluster, so that `session_user` names them.
    let role: String

    /// Whether the owner is somebody else than the user of this process, which is then root.
    var isAnotherUser: Bool { role != name }

    /// What goes before a command that has to run as the owner.
    var prefix: [String] {
        isAnotherUser ? ["/usr/bin/setpriv", "--reuid", "\(user)", "--regid", "\(group)", "--init-groups", "--"] : []
    }

    /// The owner of a cluster of the user this process runs as.
    static func current() throws(LocalClusterFault) -> ClusterOwner {
        let user = geteuid()
        guard let person = account({ getpwuid_r(user, $0, $1, $2, $3) }) else {
            throw LocalClusterFault(
                .homeUnusable, "user number \(user) has no name on this machine, and PostgreSQL needs one",
                at: "/etc/passwd", remedy: "run as a user that has an entry there, or connect with --database")
        }
        guard user == 0 else {
            return ClusterOwner(user: user, group: person.group, name: person.name, role: person.name)
        }
        guard let system = account({ getpwnam_r("postgres", $0, $1, $2, $3) }) else {
            throw LocalClusterFault(
                .postgresMissing, "root's database belongs to the system user postgres, which does not exist",
                at: "/etc/passwd", remedy: "install it: apt-get install postgresql")
        }
        return ClusterOwner(user: system.user, group: system.group, name: system.name, role: person.name)
    }

    /// The home folder of the user this process runs as, from the user database; `nil` without an entry.
    static func homeFolder() -> String? {
        let user = geteuid()
        return account({ getpwuid_r(user, $0, $1, $2, $3) })?.home
    }

    private typealias Entry = UnsafeMutablePointer<passwd>
    private typealias Lookup = (Entry, UnsafeMutablePointer<CChar>, Int, UnsafeMutablePointer<Entry?>) -> Int32

    private static func account(_ look: Lookup) -> (user: uid_t, group: gid_t, name: String, home: String)? {
        var entry = passwd()
        var found: Entry?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
            guard let text = buffer.baseAddress, look(&entry, text, buffer.count, &found) == 0, found != nil else {
                return nil
            }
            return (entry.pw_uid, entry.pw_gid, String(cString: entry.pw_name), String(cString: entry.pw_dir))
        }
    }
}
