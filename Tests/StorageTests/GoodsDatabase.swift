import Catalog
import Foundation
import Postgres
import Storage
import TestSupport

/// The shipped knowledge of goods, read once from a database that the migrations have filled.
struct GoodsDatabase {
    private static let shared: GoodsDatabase = {
        do {
            return try GoodsDatabase()
        } catch {
            preconditionFailure("the knowledge of goods cannot be loaded: \(error)")
        }
    }()

    static var vocabulary: Vocabulary { shared.vocabulary }
    static var scheme: GradingScheme { shared.scheme }
    static var claimRules: ClaimRules { shared.claimRules }
    static let recogniser = Recogniser(vocabulary)
    static let screener = Screener(claimRules, recogniser, vocabulary)

    static let assessor = Assessor(vocabulary, scheme, claimRules, recogniser)

    private let vocabulary: Vocabulary
    private let scheme: GradingScheme
    private let claimRules: ClaimRules

    private init() throws {
        let cluster = try TestCluster.shared()
        let maintenance = try Connection(cluster.conninfo(), applicationName: "goods test")
        try maintenance.script("CREATE DATABASE goods_knowledge")
        let connection = try Connection(cluster.conninfo(database: "goods_knowledge"), applicationName: "goods test")
        try connection.script("CREATE SCHEMA nephrite; SET search_path = nephrite, pg_temp")
        for name in ["0020_goods", "0110_grading", "0340_claim_terms", "0614_chinese_claims", "0615_chinese_goods"] {
            try connection.script(try GoodsDatabase.migration(name))
        }
        vocabulary = try loadVocabulary(connection)
        scheme = try loadGradingScheme(connection)
        claimRules = try loadClaimRules(connection)
    }

    private static func migration(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Migrations/\(name).sql"), encoding: .utf8)
    }
}
