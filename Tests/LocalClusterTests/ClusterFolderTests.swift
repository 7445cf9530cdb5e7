import Testing

@testable import LocalCluster

@Suite("Names of a home's parts")
struct ClusterFolderTests {
    private let owner = ClusterOwner(user: 1000, group: 1000, name: "mia", role: "mia")

    @Test("The socket lies in the home where its path is short and plain")
    func plain() {
        #expect(ClusterFolder(home: "/home/mia/nephrite").socketFolder(owner: owner) == "/home/mia/nephrite/run")
    }

    @Test(
        "The socket lies in a short folder of its own where the path of the home is long or has a meaning to libpq",
        arguments: ["/" + String(repeating: "x", count: 90), "/a,b", "/a b", "/a'b", "/é", "/@"])
    func odd(home: String) {
        let folder = ClusterFolder(home: home).socketFolder(owner: owner)
        #expect(folder.hasPrefix("/tmp/nephrite-1000-"))
        #expect(folder != ClusterFolder(home: home + "x").socketFolder(owner: owner))
        #expect(ClusterFolder.socket(in: folder, port: 5432).utf8.count < 100)
    }

    @Test("The longest path of a socket is 99 bytes")
    func boundary() {
        // "/run/.s.PGSQL.5432" has 18 bytes.
        let fits = ClusterFolder(home: "/" + String(repeating: "x", count: 80))
        let tooLong = ClusterFolder(home: "/" + String(repeating: "x", count: 81))
        #expect(fits.socketFolder(owner: owner) == fits.home + "/run")
        #expect(tooLong.socketFolder(owner: owner).hasPrefix("/tmp/"))
    }

    @Test("Values of the connection string are quoted where libpq wants it")
    func quoting() {
        let folder = ClusterFolder(home: "/home/mia/nephrite")
        #expect(
            folder.connectionInfo(socketFolder: "/run", port: 5432, role: "mia")
                == "host=/run port=5432 dbname=nephrite user=mia")
        #expect(
            folder.connectionInfo(socketFolder: "/run", port: 5432, database: "", role: "o'neil \\")
                == "host=/run port=5432 dbname='' user='o\\'neil \\\\'")
    }
}

@Suite("Paths")
struct HomePathTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let environment: [String: String]
        let home: String
        var testDescription: String { "\(environment)" }
    }

    @Test(
        "NEPHRITE_HOME comes first",
        arguments: [
            Case(environment: ["NEPHRITE_HOME": "/a", "XDG_DATA_HOME": "/b", "HOME": "/c"], home: "/a"),
            Case(environment: ["NEPHRITE_HOME": "relative"], home: "relative"),
        ])
    func first(sample: Case) throws {
        #expect(try LocalCluster.defaultHome(environment: sample.environment) == sample.home)
    }

    @Test(
        "The home of an ordinary user follows the XDG specification, that of root lies under /var/lib",
        arguments: [
            Case(environment: ["XDG_DATA_HOME": "/b", "HOME": "/c"], home: "/b/nephrite"),
            Case(environment: ["NEPHRITE_HOME": "", "HOME": "/c"], home: "/c/.local/share/nephrite"),
            Case(environment: ["XDG_DATA_HOME": "relative", "HOME": "/c"], home: "/c/.local/share/nephrite"),
        ])
    func others(sample: Case) throws {
        let isRoot = try ClusterOwner.current().isAnotherUser
        #expect(
            try LocalCluster.defaultHome(environment: sample.environment)
                == (isRoot ? "/var/lib/nephrite" : sample.home))
    }

    @Test(
        "A path is freed of what leads nowhere",
        arguments: [("/a//b/./c/../d/", "/a/b/d"), ("/", "/"), ("/..", "/"), ("/a/..", "/")])
    func absolute(path: String, expected: String) {
        #expect(absolutePath(path) == expected)
    }
}
