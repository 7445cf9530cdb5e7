import Foundation
import Testing

/// A home folder that does not exist yet, in a temporary folder of one test, and a person who uses it.
struct LocalHome {
    let person: Person
    /// The temporary folder; the person may write in it.
    let folder: String
    let path: String
    let nephrite: Program

    /// Gives a test a home, and afterwards stops the server and removes the folder, however the test ended.
    static func use(
        as person: Person = .oneself, name: String = "home", _ test: (LocalHome) throws -> Void
    ) throws {
        let template = FileManager.default.temporaryDirectory.appendingPathComponent("nephrite-test-XXXXXX").path
        var bytes = Array(template.utf8CString)
        guard mkdtemp(&bytes) != nil else { throw Program.Misuse("no temporary folder: \(template)") }
        let folder = String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // The system user postgres and the ordinary person both have to get in.
        chmod(folder, 0o777)
        var program = Program.nephrite.command[0]
        if !person.prefix.isEmpty {
            // The checkout may lie where the ordinary person cannot go.
            let copy = folder + "/nephrite"
            // By a process of its own: a child started elsewhere meanwhile would hold our copy open for writing, and a
            // file that is written cannot be run.
            _ = try Program(command: ["/bin/cp", program]).run(copy)
            program = copy
        }
        let path = folder + "/" + name
        let home = LocalHome(
            person: person, folder: folder, path: path,
            nephrite: Program(command: person.prefix + [program], environment: ["NEPHRITE_HOME": path]))
        defer {
            _ = try? home.nephrite.run("database", "stop")
            try? FileManager.default.removeItem(atPath: folder)
        }
        try test(home)
    }

    /// Runs `nephrite database` with an action, requires that it is done, and returns its answer.
    @discardableResult
    func database(_ action: String..., location: SourceLocation = #_sourceLocation) throws -> LocalStatus {
        let outcome = try nephrite.start(["database"] + action + ["-O", "json"]).finish()
        try #require(outcome.status == 0, "\(outcome.errors)", sourceLocation: location)
        return try LocalStatus(outcome)
    }

    /// The rows of a statement in the local database, as `psql` prints them unaligned.
    @discardableResult
    func sql(_ text: String, location: SourceLocation = #_sourceLocation) throws -> String {
        let conninfo = try database("status").conninfo
        let outcome = try psql(conninfo).run("-c", text)
        try #require(outcome.status == 0, "\(outcome.errors)", sourceLocation: location)
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func psql(_ conninfo: String) -> Program {
        Program(command: person.prefix + ["/usr/bin/env", "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", conninfo])
    }
}

/// The answer of the commands of `nephrite database`.
struct LocalStatus {
    let state: String
    let home: String
    let socketFolder: String
    let port: Int
    let pid: Int32?
    let conninfo: String

    init(_ outcome: Program.Outcome) throws {
        let object = try outcome.object()
        state = try #require(object["state"] as? String)
        home = try #require(object["home"] as? String)
        socketFolder = try #require(object["socket_folder"] as? String)
        port = try #require(object["port"] as? Int)
        pid = (object["pid"] as? Int).map { Int32($0) }
        conninfo = try #require(object["conninfo"] as? String)
        #expect(
            Set(object.keys) == [
                "state", "home", "data_folder", "socket_folder", "port", "pid", "server_version", "conninfo",
            ])
    }
}
