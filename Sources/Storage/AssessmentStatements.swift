package import Catalog
package import Postgres

/// Where screening found something, with the item it belongs to.
package struct ClaimRow: Sendable, Equatable {
    /// The supplier's code, the part number, and record and line in the file of the run.
    package let supplier: String, partNumber: String, record: Int, line: Int
    /// The text.
    package let field: String
    /// The place in Unicode scalars, half-open; nil where something is missing from the text.
    package let start, end: Int?
    /// The rule and its label, `flag` or `block`.
    package let rule, label: String
    /// The words; nil where something is missing.
    package let text: String?
    /// The markets in which it counts.
    package let markets: [String]
    /// Why.
    package let reason: String

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> ClaimRow {
        let end = try row.int("end_at")
        let text = try row.string("text")
        return ClaimRow(
            supplier: try row.string("supplier"), partNumber: try row.string("part_number"),
            record: try row.int("record"), line: try row.int("line"), field: try row.string("field"),
            start: end > 0 ? try row.int("start_at") : nil, end: end > 0 ? end : nil, rule: try row.string("rule"),
            label: try row.string("label"), text: end > 0 ? text : nil, markets: try row.stringArray("markets"),
            reason: try row.string("reason"))
    }
}

/// What screening found in the texts of a product's items, as they hold.
package struct SelectProductClaims: Statement {
    package static let sql = """
        SELECT supplier.code AS supplier, item.part_number, claim.record, version.line, claim.field, claim.start_at,
            claim.end_at, claim.rule, claim_label(claim.label, claim.flagged_until, $2::date) AS label, claim.text,
            claim.markets, claim.reason
        FROM supplier_item AS item
        JOIN supplier ON supplier.id = item.supplier_id
        JOIN supplier_item_version AS version
            ON version.run_id = item.version_run AND version.record = item.version_record
        JOIN claim_finding AS claim ON claim.run_id = item.version_run AND claim.record = item.version_record
        WHERE item.product_id = $1
        ORDER BY supplier.code COLLATE "C", item.part_number COLLATE "C", claim.field COLLATE "C", claim.start_at,
            claim.end_at, claim.rule COLLATE "C"
        """
    let product: Int64
    let today: String

    /// The product, and the day on which studies have to count.
    package init(product: Int64, today: String) {
        self.product = product
        self.today = today
    }

    package var parameters: [any ParameterConvertible] { [product, today] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ClaimRow { try .decoded(row) }
}

/// What screening found in the texts that a run brought, in the order of the file; a page ends with the last of a record.
package struct SelectRunClaims: Statement {
    package static let sql = """
        SELECT supplier.code AS supplier, version.part_number, claim.record, version.line, claim.field, claim.start_at,
            claim.end_at, claim.rule, claim_label(claim.label, claim.flagged_until, $4::date) AS label, claim.text,
            claim.markets, claim.reason
        FROM claim_finding AS claim
        JOIN supplier_item_version AS version ON version.run_id = claim.run_id AND version.record = claim.record
        JOIN supplier ON supplier.id = version.supplier_id
        WHERE claim.run_id = $1 AND claim.record IN (
            SELECT DISTINCT record FROM claim_finding WHERE run_id = $1 AND record > $2::bigint ORDER BY record LIMIT $3)
        ORDER BY claim.record, claim.field COLLATE "C", claim.start_at, claim.end_at, claim.rule COLLATE "C"
        """
    let run: Int64
    let after: Int
    let limit: Int
    let today: String

    /// A page of findings behind a record, with their labels of a day.
    package init(run: Int64, after: Int, limit: Int, today: String) {
        self.run = run
        self.after = after
        self.limit = limit
        self.today = today
    }

    package var parameters: [any ParameterConvertible] { [run, after, limit, today] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ClaimRow { try .decoded(row) }
}

/// Takes out what screening found in versions that are no longer part of their run.
package struct DeleteStrayClaims: Statement {
    package static let sql = """
        DELETE FROM claim_finding AS claim WHERE claim.run_id = $1 AND NOT EXISTS (
            SELECT FROM supplier_item_version AS version
            WHERE version.run_id = claim.run_id AND version.record = claim.record)
        """
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
}

/// Takes out what screening found in some versions, before they are screened again.
package struct DeleteClaims: Statement {
    package static let sql = """
        DELETE FROM claim_finding AS claim USING unnest($1::bigint[], $2::integer[]) AS version (run, record)
        WHERE claim.run_id = version.run AND claim.record = version.record
        """
    let versions: [VersionPointer]

    /// The versions.
    package init(_ versions: [VersionPointer]) { self.versions = versions }

    package var parameters: [any ParameterConvertible] { [versions.map(\.run), versions.map(\.record)] }
}

/// Sets the grade of a product that people know something of; nil leaves it to the supplier item's version.
package struct SetProductGrade: Statement {
    package static let sql = """
        UPDATE product SET grade = $2, grade_floor = $3, grade_ceiling = $4
        WHERE id = $1 AND (grade, grade_floor, grade_ceiling) IS DISTINCT FROM ($2, $3, $4)
        """
    let product: Int64
    let grade, floor, ceiling: String?

    /// The product and its grading.
    package init(product: Int64, _ grading: Grading?) {
        self.product = product
        grade = grading?.code
        floor = grading?.floor.rawValue
        ceiling = grading?.ceiling.rawValue
    }

    package var parameters: [any ParameterConvertible] { [product, grade, floor, ceiling] }
}

/// Sets the grades of versions where they differ.
package struct SetVersionGrades: Statement {
    package static let sql = """
        UPDATE supplier_item_version AS version SET grade = graded.grade
        FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS graded (run, record, grade)
        WHERE version.run_id = graded.run AND version.record = graded.record AND version.grade <> graded.grade
        """
    let versions: [VersionPointer]
    let grades: [String]

    /// For each version its grade.
    package init(_ versions: [VersionPointer], grades: [String]) {
        self.versions = versions
        self.grades = grades
    }

    package var parameters: [any ParameterConvertible] { [versions.map(\.run), versions.map(\.record), grades] }
}

/// Products of which people know something, or that lean on studies, and one of whose items a run brought as it holds now.
///
/// Also those whose version before was screened while they leaned on a study: rolling back brings that one back.
package struct SelectKnownProductsOf: Statement {
    package static let sql = """
        SELECT product.id
        FROM supplier_item AS item JOIN product ON product.id = item.product_id
        WHERE item.supplier_id = $2 AND item.version_run = $1 AND product.facts <> '{}'
        UNION
        SELECT item.product_id
        FROM product_evidence AS link JOIN supplier_item AS item ON item.product_id = link.product_id
        WHERE item.supplier_id = $2 AND item.version_run = $1
        UNION
        SELECT item.product_id
        FROM supplier_item AS item
        JOIN supplier_item_version AS version
            ON version.run_id = item.version_run AND version.record = item.version_record
        JOIN claim_finding AS claim
            ON claim.run_id = version.previous_run AND claim.record = version.previous_record
        WHERE item.supplier_id = $2 AND item.version_run = $1 AND item.product_id IS NOT NULL
            AND claim.rule = 'H5' AND claim.label = 'flag'
        ORDER BY id
        """
    let run: Int64
    let supplier: Int64

    /// The run and its supplier.
    package init(run: Int64, supplier: Int64) {
        self.run = run
        self.supplier = supplier
    }

    package var parameters: [any ParameterConvertible] { [run, supplier] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Every supplier item with its texts, a page at a time, for assessing all of them anew.
package struct SelectItemsToAssess: Statement {
    package static let sql = """
        SELECT item.item_id, item.product_id, item.version_run, item.version_record, item.status,
            product.facts <> '{}' OR EXISTS (
                SELECT FROM product_evidence AS link WHERE link.product_id = product.id) AS is_known,
            item.part_number, item.gtin, item.manufacturer_part_number, item.manufacturer, item.brand,
            item.buyer_part_number, item.name, item.description, item.language, item.keywords, item.category,
            item.order_unit, item.content_unit, item.content_quantity, item.min_quantity, item.quantity_interval,
            item.max_quantity, item.lead_time_days, item.country_of_origin, item.hs_code, item.length_mm, item.width_mm,
            item.thickness_mm, item.mass_g, item.material, item.shape, item.treatments, item.identity_basis,
            item.evidence, item.pictures, item.prices, item.features
        FROM catalog_item AS item JOIN product ON product.id = item.product_id
        WHERE item.item_id > $1 ORDER BY item.item_id LIMIT $2
        """
    let after: Int64
    let limit: Int

    /// A page of items behind one.
    package init(after: Int64, limit: Int) {
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [after, limit] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (id: Int64, product: Int64, isKnown: Bool, version: VersionPointer, item: SupplierItem) {
        (
            try row.int64("item_id"), try row.int64("product_id"), try row.bool("is_known"),
            VersionPointer(
                run: try row.int64("version_run"), record: try row.int("version_record"),
                isActive: try row.string("status") == "active"),
            try SupplierItemRow.decoded(row)
        )
    }
}

/// How many supplier items there are.
package struct CountAllItems: Statement {
    package static let sql = "SELECT count(*) AS items FROM supplier_item"

    /// All items.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("items") }
}

/// Products of which people know something or that lean on studies, a page at a time.
package struct SelectKnownProducts: Statement {
    package static let sql = """
        SELECT id FROM product
        WHERE id > $1 AND (facts <> '{}' OR EXISTS (
            SELECT FROM product_evidence AS link WHERE link.product_id = product.id))
        ORDER BY id LIMIT $2
        """
    let after: Int64
    let limit: Int

    /// A page of products behind one.
    package init(after: Int64, limit: Int) {
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// How many products have each grade on a day.
package struct CountGrades: Statement {
    package static let sql = """
        SELECT iastm_grade, count(*) AS products FROM product_on($1::date) GROUP BY iastm_grade
        """
    let today: String

    /// The day on which the item that counts is chosen.
    package init(today: String) { self.today = today }

    package var parameters: [any ParameterConvertible] { [today] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (grade: String, products: Int) {
        (try row.string("iastm_grade"), try row.int("products"))
    }
}

/// How many items' texts may be published, have to wait for a person, or must not be published.
package struct CountClaims: Statement {
    package static let sql = """
        SELECT count(*) AS items, coalesce(sum(found.findings), 0) AS findings,
            count(*) FILTER (WHERE found.findings IS NULL) AS allowed,
            count(*) FILTER (WHERE found.blocks = 0) AS flagged,
            count(*) FILTER (WHERE found.blocks > 0) AS blocked
        FROM supplier_item AS item
        LEFT JOIN (
            SELECT run_id, record, count(*) AS findings,
                count(*) FILTER (WHERE claim_label(label, flagged_until, $1::date) = 'block') AS blocks
            FROM claim_finding GROUP BY run_id, record
        ) AS found ON found.run_id = item.version_run AND found.record = item.version_record
        """
    let today: String

    /// All items, by the labels of a day.
    package init(today: String) { self.today = today }

    package var parameters: [any ParameterConvertible] { [today] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (items: Int, findings: Int, allowed: Int, flagged: Int, blocked: Int) {
        (
            try row.int("items"), try row.int("findings"), try row.int("allowed"), try row.int("flagged"),
            try row.int("blocked")
        )
    }
}

/// Products, by SKU, with an item whose name is blocked, or that does not say what has to be disclosed.
package struct SelectMisnamedProducts: Statement {
    package static let sql = """
        SELECT DISTINCT product.sku COLLATE "C" AS sku
        FROM claim_finding AS claim
        JOIN supplier_item AS item ON item.version_run = claim.run_id AND item.version_record = claim.record
        JOIN product ON product.id = item.product_id
        WHERE claim.label = 'block' AND (claim.rule = 'N5' OR claim.rule = 'H10' AND claim.field = 'name')
            AND ($1::text IS NULL OR product.sku COLLATE "C" > $1)
        ORDER BY sku LIMIT $2
        """
    let after: String?
    let limit: Int

    /// A page of products behind an SKU.
    package init(after: String?, limit: Int) {
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("sku") }
}
