import Catalog
import Foundation
import Postgres
import Storage
import TestSupport

/// The shipped knowledge of goods, read once from a database that the migrations have filled.
enum GoodsDatabase {
    static let vocabulary: Vocabulary = {
        do {
            return try load()
        } catch {
            preconditionFailure("the vocabulary cannot be loaded: \(error)")
        }
    }()

    static let recogniser = Recogniser(vocabulary)

    /// A database with the reference data and nothing else.
    static let template = TestTemplate("goods") { conninfo in
        try fill(Connection(conninfo, applicationName: "goods test"))
    }

    static func fill(_ connection: Connection) throws {
        try connection.script("CREATE SCHEMA nephrite; SET search_path = nephrite, pg_temp")
        for name in ["0020_goods"] { try connection.script(try migration(name)) }
    }

    static func migration(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Migrations/\(name).sql"), encoding: .utf8)
    }

    private static func load() throws -> Vocabulary {
        let cluster = try TestCluster.shared()
        let maintenance = try Connection(cluster.conninfo(), applicationName: "goods test")
        try maintenance.script("CREATE DATABASE goods_vocabulary")
        let connection = try Connection(
            cluster.conninfo(database: "goods_vocabulary"), applicationName: "goods test")
        try fill(connection)
        return try loadVocabulary(connection)
    }
}
