import Foundation
import Importing
import Operations
import Postgres
import Storage
import TestSupport
import Testing

extension Trait where Self == DatabaseTrait {
    /// A database with the shipped schema and reference data for each test.
    static var migrated: Self { .database(Workshop.template) }
}

/// The program as a test uses it: one database, suppliers and feeds made in a line.
struct Workshop {
    static let template = TestTemplate("operations") { conninfo in
        try SchemaMigrator(Connection(conninfo, applicationName: "operations test")).migrate()
    }

    let database: Database
    let folder: TemporaryFolder

    init() throws {
        database = try Database(
            TestDatabase.current.conninfo, environment: [:], role: .app, program: "operations test", report: { _ in })
        folder = try TemporaryFolder()
    }

    /// A supplier with the defaults of the command line.
    @discardableResult
    func supplier(
        _ code: String = "S", currency: String = "EUR", profile: String? = nil, prefix: String? = nil,
        holdPriceChange: String? = nil, holdMissing: String? = nil
    ) throws -> SupplierRow {
        var details = Suppliers.Details()
        details.currency = currency
        details.profile = profile
        details.skuPrefix = prefix
        details.holdPriceChange = holdPriceChange
        details.holdMissing = holdMissing
        return try Suppliers(database).add(code: code, details)
    }

    func request(
        _ path: String, _ supplier: String, mode: ImportMode? = nil, reparse: Bool = false, profile: String? = nil
    ) -> ImportRequest {
        var request = ImportRequest(FeedSource(path), supplier: supplier)
        request.mode = mode
        request.reparse = reparse
        request.profile = profile
        return request
    }

    @discardableResult
    func plan(
        _ feed: Feed, for supplier: String = "S", mode: ImportMode? = nil, reparse: Bool = false
    ) throws -> RunRow {
        let path = try folder.write(feed.text)
        return try ImportPlanning(database).plan(request(path, supplier, mode: mode, reparse: reparse))
    }

    @discardableResult
    func take(
        _ feed: Feed, for supplier: String = "S", mode: ImportMode? = nil, acceptHeld: Bool = false,
        reparse: Bool = false
    ) throws -> RunRow {
        let path = try folder.write(feed.text)
        return try ImportRunning(database).run(
            request(path, supplier, mode: mode, reparse: reparse), acceptHeld: acceptHeld)
    }

    /// The codes of a run's quarantine with their part numbers, in the order of the file.
    func quarantine(_ run: RunRow) throws -> [String] {
        try ImportViews(database).quarantine(run.id, after: 0, limit: 1000).map { "\($0.partNumber ?? "-") \($0.code)" }
    }

    /// The codes of a run's findings with their part numbers, in the order of the file.
    func findings(_ run: RunRow) throws -> [String] {
        try ImportViews(database).findings(run.id, after: 0, limit: 1000).map { "\($0.partNumber) \($0.code)" }
    }

    /// What a run does to items: `part number change`, with what waits marked.
    func changes(_ run: RunRow, heldOnly: Bool = false) throws -> [String] {
        try ImportViews(database).changes(run.id, heldOnly: heldOnly, after: 0, limit: 1000).map {
            "\($0.partNumber) \($0.change)" + ($0.heldBecause.isEmpty ? "" : " held")
        }
    }

    /// The SKUs with their status, in order.
    func products(_ filter: Products.Filter = .init(), limit: Int = 1000, after: String? = nil) throws -> [String] {
        try Products(database).list(filter, limit: limit, after: after).map { "\($0.sku) \($0.status)" }
    }

    /// A digest of everything that an import changes of the catalog.
    func catalogDigest() throws -> String { try #require(try database.connection.first(CatalogDigest())) }
}

/// What a run counted.
struct Counts: Sendable, Equatable, CustomStringConvertible {
    var records: Int
    var new = 0
    var changed = 0
    var unchanged = 0
    var missing = 0
    var missingHeld = 0
    var held = 0
    var quarantined = 0

    var description: String {
        "\(records) records: \(new) new, \(changed) changed, \(unchanged) unchanged, \(held) held, "
            + "\(quarantined) quarantined; \(missing) missing, \(missingHeld) of them held"
    }
}

extension RunRow {
    var counts: Counts {
        Counts(
            records: records, new: new, changed: changed, unchanged: unchanged, missing: missing,
            missingHeld: missingHeld, held: held, quarantined: quarantined)
    }
}

/// A folder that goes with the test.
final class TemporaryFolder {
    let url: URL
    private var written = 0

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "nephrite-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ text: String) throws -> String {
        written += 1
        let file = url.appending(path: "feed-\(written).xml")
        try Data(text.utf8).write(to: file)
        return file.path
    }
}

/// Content of items and products without the digests by which unchanged records are recognised.
private struct CatalogDigest: Statement {
    static let sql = """
        SELECT md5(coalesce((
                SELECT string_agg(concat_ws('|', item.id, supplier_id, part_number, status, product_id, version_run,
                    version_record, gtin, manufacturer_part_number, item.created_run, sku, status_set, product.created_run,
                    preferred_item), E'\\n' ORDER BY item.id)
                FROM supplier_item AS item JOIN product ON product.id = item.product_id), '')
            || (SELECT count(*) FROM product)
            || coalesce((
                SELECT string_agg(catalog_item::text, E'\\n' ORDER BY item_id) FROM catalog_item), '')
            || (SELECT string_agg(concat_ws('|', code, applied_run), ',' ORDER BY code) FROM supplier)) AS digest
        """
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("digest") }
}
