import Foundation
import TestSupport
import Testing

/// A database of a throw-away server, and the program pointed at it.
struct Sandbox: Sendable {
    let conninfo: String
    let nephrite: Program

    /// A database with its schema and one supplier, SAMPLE.
    static let template = TestTemplate("sandbox") { conninfo in
        try Sandbox(conninfo).addSupplier()
    }

    /// The program itself: what Debian has on the path is a script that looks for it, slowly.
    static let psql: String = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return "/usr/lib/postgresql/\(versions.compactMap { Int($0) }.max() ?? 15)/bin/psql"
    }()

    /// The database lent to the test that is running.
    static var current: Sandbox { Sandbox(TestDatabase.current.conninfo) }

    init(_ conninfo: String) {
        self.conninfo = conninfo
        nephrite = Program.nephrite.with(["NEPHRITE_DATABASE": conninfo])
    }

    func addSupplier(_ code: String = "SAMPLE") throws {
        try done("supplier", "add", code, "--name", "Sample Stones", "--currency", "EUR")
    }

    /// Runs a command that has to succeed; answers its JSON.
    @discardableResult
    func done(_ arguments: String..., location: SourceLocation = #_sourceLocation) throws -> [String: Any] {
        let outcome = try nephrite.start(arguments + ["-O", "json"]).finish(timeout: 120)
        try #require(outcome.status == 0, "\(arguments): \(outcome.errors)", sourceLocation: location)
        return try outcome.object()
    }

    /// The rows of a command that lists.
    func rows(_ arguments: [String], location: SourceLocation = #_sourceLocation) throws -> [[String: Any]] {
        let outcome = try nephrite.start(arguments + ["-O", "json"]).finish()
        try #require(outcome.status == 0, "\(arguments): \(outcome.errors)", sourceLocation: location)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]],
            sourceLocation: location)
    }

    /// Runs a command that has to be refused; answers the error object.
    func refused(
        _ arguments: [String], status: Int32, location: SourceLocation = #_sourceLocation
    ) throws -> [String: String] {
        let outcome = try nephrite.start(arguments + ["-O", "json"]).finish()
        #expect(outcome.status == status, "\(arguments): \(outcome.output)\(outcome.errors)", sourceLocation: location)
        #expect(outcome.output == "", "\(arguments)", sourceLocation: location)
        return try outcome.refusal()
    }

    /// The rows of a statement, as `psql` prints them unaligned.
    @discardableResult
    func sql(_ text: String, location: SourceLocation = #_sourceLocation) throws -> String {
        let psql = Program(command: [Self.psql, "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", conninfo])
        let outcome = try psql.run("-c", "SET search_path = nephrite", "-c", text)
        try #require(outcome.status == 0, "\(outcome.errors)", sourceLocation: location)
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension Program.Outcome {
    /// The error object, which has to be all that was said on standard error, with every key it must have.
    func refusal(location: SourceLocation = #_sourceLocation) throws -> [String: String] {
        let document = try #require(
            try? JSONSerialization.jsonObject(with: Data(errors.utf8)) as? [String: Any],
            "not one JSON object: \(errors)", sourceLocation: location)
        #expect(Array(document.keys) == ["error"], sourceLocation: location)
        let error = try #require(document["error"] as? [String: Any], sourceLocation: location)
        #expect(Set(error.keys).isSuperset(of: ["code", "message", "where", "remedy"]), sourceLocation: location)
        return error.mapValues { "\($0)" }
    }
}

extension Sandbox {
    /// What the catalog holds, whatever the numbers of the runs that brought it.
    func catalog() throws -> String {
        try sql(
            """
            SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE item.status = 'active'), (SELECT count(*) FROM product),
                md5(string_agg(concat_ws(' ', item.part_number, item.status, version.content_digest, product.sku), ','
                    ORDER BY item.part_number COLLATE "C")))
            FROM supplier_item AS item JOIN product ON product.id = item.product_id
            JOIN supplier_item_version AS version
                ON version.run_id = item.version_run AND version.record = item.version_record
            """)
    }

    static let advisoryLocks = """
        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """

    /// Waits until the server has noticed that its clients are gone.
    func awaitQuiet(location: SourceLocation = #_sourceLocation) throws {
        for _ in 0..<600 {
            let sessions = """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'nephrite'
                """
            if try sql(sessions) == "0" { return }
            usleep(50_000)
        }
        Issue.record("sessions of a killed program stay for 30 seconds", sourceLocation: location)
    }

    /// Checks what must hold after any fault: runs whole, rows counted, nothing locked.
    func expectSound(location: SourceLocation = #_sourceLocation) throws {
        try awaitQuiet(location: location)
        let miscounted = """
            SELECT count(*) FROM import_run AS run WHERE state IN ('planned', 'applied', 'rolled_back')
                AND new_count + changed_count + missing_count + held_count <> (
                    SELECT count(*) FROM supplier_item_version WHERE run_id = run.id)
            """
        #expect(try sql(miscounted) == "0", sourceLocation: location)
        #expect(try sql(Self.advisoryLocks) == "0", sourceLocation: location)
        #expect(try sql("SELECT count(*) FROM pg_prepared_xacts") == "0", sourceLocation: location)
    }

    /// Takes runs back until the catalog is as it was.
    func rollBack(to catalog: String, location: SourceLocation = #_sourceLocation) throws {
        for _ in 0..<3 where try self.catalog() != catalog {
            try done("import", "rollback", sql("SELECT applied_run FROM supplier WHERE code = 'SAMPLE'"))
        }
        #expect(try self.catalog() == catalog, sourceLocation: location)
    }
}

/// Seconds that something takes.
func duration(of work: () throws -> Void) rethrows -> Double {
    let start = Date()
    try work()
    return Date().timeIntervalSince(start)
}
