/// Where the parts of one home lie: names only, nothing is looked at.
struct ClusterFolder: Equatable, Sendable {
    /// PostgreSQL allows 107 bytes for a socket's path and other programs less; this leaves room for both.
    static let longestSocketPath = 99
    /// The socket's folder is private to its home, so one port serves every home.
    static let port = 5432
    static let database = "nephrite"

    let home: String

    var data: String { home + "/data" }
    /// Where a cluster is made before it gets its name; whatever is found there was never finished.
    var unfinished: String { home + "/data.new" }
    var lock: String { home + "/lock" }
    var log: String { home + "/log" }
    var startLog: String { log + "/start.log" }
    var postmasterFile: String { data + "/postmaster.pid" }
    var settings: String { data + "/nephrite.conf" }

    /// Short, printable, and the same for every program that uses this home.
    var clusterName: String { "nephrite-" + fingerprint }

    /// `run` in the home, or a folder under `/tmp` where that is too long or has characters that libpq gives a meaning.
    func socketFolder(owner: ClusterOwner) -> String {
        let inside = home + "/run"
        let plain = inside.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            default:
                false
            }
        }
        let fits = Self.socket(in: inside, port: Self.port).utf8.count <= Self.longestSocketPath
        return plain && fits ? inside : "/tmp/nephrite-\(owner.user)-\(fingerprint)"
    }

    static func socket(in folder: String, port: Int) -> String {
        folder + "/.s.PGSQL.\(port)"
    }

    /// What a libpq program connects with.
    func connectionInfo(socketFolder: String, port: Int, database: String = Self.database, role: String) -> String {
        "host=\(quoted(socketFolder)) port=\(port) dbname=\(quoted(database)) user=\(quoted(role))"
    }

    /// FNV-1a over the home's path, in sixteen hexadecimal digits.
    private var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in home.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// A value of a libpq connection string: quoted where it has to be.
    private func quoted(_ value: String) -> String {
        let special: Set<Character> = [" ", "'", "\\"]
        guard value.isEmpty || value.contains(where: { special.contains($0) || $0.isWhitespace }) else { return value }
        return "'" + value.reduce(into: "") { $0 += ($1 == "'" || $1 == "\\" ? "\\" : "") + String($1) } + "'"
    }
}
