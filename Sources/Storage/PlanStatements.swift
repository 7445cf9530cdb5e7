package import Catalog
package import Postgres

/// Keeps the planner from walking one row at a time through rows it has no statistics of yet, for this transaction.
///
/// What a plan has just copied in is unknown to the planner; it takes a hundred thousand rows for a few, and a nested
/// loop over them for cheap. Joined by hash the statements cost the same whatever it believes.
package struct JoinByHash: Statement {
    package static let sql = "SELECT set_config('enable_nestloop', 'off', true) AS setting"

    /// The statement.
    package init() {}
}

/// Begins a run; answers its number and the supplier's applied run it is planned against.
package struct InsertRun: Statement {
    package static let sql = """
        INSERT INTO import_run (supplier_id, profile, profile_sha256, settings, file_name, file_bytes, state, base_run)
        SELECT id, $2, $3, $4, $5, $6, 'planned', applied_run FROM supplier WHERE id = $1
        RETURNING id
        """
    let supplier: Int64
    let profile: String
    let profileSHA256: String
    let settings: String
    let fileName: String
    let fileBytes: Int

    /// A run of a supplier's file.
    package init(
        supplier: Int64, profile: String, profileSHA256: String, settings: String, fileName: String, fileBytes: Int
    ) {
        self.supplier = supplier
        self.profile = profile
        self.profileSHA256 = profileSHA256
        self.settings = settings
        self.fileName = fileName
        self.fileBytes = fileBytes
    }

    package var parameters: [any ParameterConvertible] {
        [supplier, profile, profileSHA256, settings, fileName, fileBytes]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Keeps a refused file as a failed run.
package struct InsertFailedRun: Statement {
    package static let sql = """
        INSERT INTO import_run (supplier_id, profile, file_name, file_sha256, file_bytes, state, fault_code,
            fault_message, fault_line, seconds)
        VALUES ($1, $2, $3, $4, $5, 'failed', $6, $7, $8, $9::numeric)
        RETURNING id
        """
    let supplier: Int64
    let profile: String?
    let fileName: String
    let fileSHA256: String?
    let fileBytes: Int
    let code: String
    let message: String
    let line: Int?
    let seconds: String

    /// What is known of the refused file.
    package init(
        supplier: Int64, profile: String?, fileName: String, fileSHA256: String?, fileBytes: Int, code: String,
        message: String, line: Int?, seconds: String
    ) {
        self.supplier = supplier
        self.profile = profile
        self.fileName = fileName
        self.fileSHA256 = fileSHA256
        self.fileBytes = fileBytes
        self.code = code
        self.message = message
        self.line = line
        self.seconds = seconds
    }

    package var parameters: [any ParameterConvertible] {
        [supplier, profile, fileName, fileSHA256, fileBytes, code, message, line, seconds]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// The supplier's latest applied run, when it read a file of this digest by this profile and settings.
package struct SelectSameFile: Statement {
    package static let sql = """
        SELECT run.id, run.records - run.quarantined_count AS taken, run.mode
        FROM import_run AS run JOIN supplier ON supplier.applied_run = run.id
        WHERE supplier.id = $1 AND run.file_sha256 = $2 AND run.profile_sha256 = $3 AND run.settings = $4
            AND run.mode = 'full' AND run.quarantined_count = 0 AND run.held_count = 0 AND run.missing_held_count = 0
        """
    let supplier: Int64
    let fileSHA256: String
    let profileSHA256: String
    let settings: String

    /// What has to be equal.
    package init(supplier: Int64, fileSHA256: String, profileSHA256: String, settings: String) {
        self.supplier = supplier
        self.fileSHA256 = fileSHA256
        self.profileSHA256 = profileSHA256
        self.settings = settings
    }

    package var parameters: [any ParameterConvertible] { [supplier, fileSHA256, profileSHA256, settings] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("taken") }
}

/// Size of the file of the supplier's latest applied run, if there is one.
package struct SelectAppliedFileSize: Statement {
    package static let sql = """
        SELECT run.file_bytes FROM import_run AS run JOIN supplier ON supplier.applied_run = run.id
        WHERE supplier.id = $1
        """
    let supplier: Int64

    /// The supplier.
    package init(supplier: Int64) { self.supplier = supplier }

    package var parameters: [any ParameterConvertible] { [supplier] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int? { try row.intOrNil("file_bytes") }
}

/// An item as we have it, in the form in which a delta changes it.
package struct KnownItem: Sendable {
    /// What holds of it.
    package let item: SupplierItem
    /// The version, or nil when only this run has told of it so far.
    package let pointer: VersionPointer?
    /// Digest of the content.
    package let contentDigest: String
}

/// The part numbers of active items with a GTIN, two at most: more than one is too many.
package struct SelectPartNumbersOfGTIN: Statement {
    package static let sql = """
        SELECT part_number FROM supplier_item
        WHERE supplier_id = $1 AND gtin = $2 AND status = 'active'
        ORDER BY part_number COLLATE "C" LIMIT 2
        """
    let supplier: Int64
    let gtin: String

    /// Those of a supplier.
    package init(supplier: Int64, gtin: String) {
        self.supplier = supplier
        self.gtin = gtin
    }

    package var parameters: [any ParameterConvertible] { [supplier, gtin] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("part_number") }
}

/// Items by their part numbers, as this run leaves them so far.
package struct SelectKnownItems: Statement {
    package static let sql = """
        SELECT DISTINCT ON (version.part_number) version.part_number, version.gtin, version.manufacturer_part_number,
            version.manufacturer, version.brand, version.buyer_part_number, version.name, version.description,
            version.language, version.keywords, version.category, version.order_unit, version.content_unit,
            version.content_quantity, version.min_quantity, version.quantity_interval, version.max_quantity,
            version.lead_time_days, version.country_of_origin, version.hs_code, version.length_mm, version.width_mm,
            version.thickness_mm, version.mass_g, version.material, version.shape, version.treatments,
            version.identity_basis, version.evidence, version.pictures, version.prices, version.features,
            version.content_digest, item.version_run, item.version_record, item.status
        FROM (
            SELECT run_id, record, 1 AS rank FROM supplier_item_version
            WHERE run_id = $2 AND part_number = ANY ($3) AND change <> 'deleted'
            UNION ALL
            SELECT version_run, version_record, 0 FROM supplier_item WHERE supplier_id = $1 AND part_number = ANY ($3)
        ) AS known
        JOIN supplier_item_version AS version ON version.run_id = known.run_id AND version.record = known.record
        LEFT JOIN supplier_item AS item ON item.supplier_id = $1 AND item.part_number = version.part_number
        ORDER BY version.part_number, known.rank DESC, known.record DESC
        """
    let supplier: Int64
    let run: Int64
    let partNumbers: [String]

    /// The items to look up.
    package init(supplier: Int64, run: Int64, partNumbers: [String]) {
        self.supplier = supplier
        self.run = run
        self.partNumbers = partNumbers
    }

    package var parameters: [any ParameterConvertible] { [supplier, run, partNumbers] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> KnownItem {
        let item = try SupplierItemRow.decoded(row)
        let digest = try row.string("content_digest")
        guard let run = try row.int64OrNil("version_run") else {
            return KnownItem(item: item, pointer: nil, contentDigest: digest)
        }
        return KnownItem(
            item: item,
            pointer: VersionPointer(
                run: run, record: try row.int("version_record"), isActive: try row.string("status") == "active"),
            contentDigest: digest)
    }
}
