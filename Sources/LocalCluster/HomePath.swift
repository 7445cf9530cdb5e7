internal import Glibc

extension LocalCluster {
    /// The home folder to use: `NEPHRITE_HOME`, else `/var/lib/nephrite` for root, `$XDG_DATA_HOME/nephrite` or
    /// `~/.local/share/nephrite` for everybody else.
    ///
    /// - Throws: `homeUnusable` when none of them is known.
    public static func defaultHome(environment: [String: String]) throws(LocalClusterFault) -> String {
        if let home = environment["NEPHRITE_HOME"], !home.isEmpty {
            return home
        }
        if geteuid() == 0 {
            return "/var/lib/nephrite"
        }
        // The XDG base directory specification says to ignore a relative path.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return data + "/nephrite"
        }
        if let home = environment["HOME"], home.hasPrefix("/") {
            return home + "/.local/share/nephrite"
        }
        if let home = ClusterOwner.homeFolder(), home.hasPrefix("/") {
            return home + "/.local/share/nephrite"
        }
        throw LocalClusterFault(
            .homeUnusable, "there is no home folder to keep the local database in", at: "HOME",
            remedy: "set NEPHRITE_HOME to a folder of yours, or connect with --database")
    }
}

/// The path from the root, without `.`, `..`, doubled or trailing slashes; symbolic links are left as they are.
package func absolutePath(_ path: String) -> String {
    var whole = path
    if !path.hasPrefix("/"), let folder = getcwd(nil, 0) {
        whole = String(cString: folder) + "/" + path
        free(folder)
    }
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
        if part == ".." {
            _ = parts.popLast()
        } else {
            parts.append(part)
        }
    }
    return "/" + parts.joined(separator: "/")
}
