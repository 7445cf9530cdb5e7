package import Postgres

/// New items of a run whose SKU is taken, or wanted twice.
package struct SelectTakenSKUs: Statement {
    package static let sql = """
        SELECT version.record, version.sku
        FROM supplier_item_version AS version
        WHERE version.run_id = $1 AND version.change = 'new' AND (version.held_because IS NULL OR version.accepted)
            AND NOT EXISTS (
                SELECT FROM supplier_item WHERE supplier_id = version.supplier_id AND part_number = version.part_number)
            AND (version.sku IN (SELECT sku FROM product)
                OR version.sku IN (
                    SELECT sku FROM supplier_item_version WHERE run_id = $1 AND change = 'new'
                    GROUP BY sku HAVING count(*) > 1))
        ORDER BY version.record
        """
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (record: Int, sku: String) {
        (try row.int("record"), try row.string("sku"))
    }
}

/// Gives a new item an SKU that is free and that no other new item wants: the wanted one, which goes to the first that
/// wants it, else with the least number behind it.
package struct SetFreeSKU: Statement {
    package static let sql = """
        UPDATE supplier_item_version SET sku = (
            SELECT candidate.sku FROM (
                SELECT $3 AS sku, 1 AS number
                UNION ALL SELECT $3 || '-' || number, number FROM generate_series(2, 100000) AS number
            ) AS candidate
            WHERE NOT EXISTS (SELECT FROM product WHERE product.sku = candidate.sku)
                AND NOT EXISTS (
                    SELECT FROM supplier_item_version AS other
                    WHERE other.run_id = $1 AND other.change = 'new' AND other.sku = candidate.sku
                        AND (other.record < $2 OR candidate.number > 1 AND other.record > $2))
            ORDER BY candidate.number LIMIT 1)
        WHERE run_id = $1 AND record = $2
        """
    let run: Int64
    let record: Int
    let sku: String

    /// The version and the SKU it wants.
    package init(run: Int64, record: Int, sku: String) {
        self.run = run
        self.record = record
        self.sku = sku
    }

    package var parameters: [any ParameterConvertible] { [run, record, sku] }
}

/// Makes items of the new versions that agree in GTIN and manufacturer part number with one product of others.
package struct JoinNewItems: Statement {
    package static let sql = """
        INSERT INTO supplier_item (supplier_id, part_number, status, product_id, version_run, version_record,
            source_digest, gtin, manufacturer_part_number, created_run)
        SELECT version.supplier_id, version.part_number, 'active', agreed.product_id, version.run_id, version.record,
            version.source_digest, version.gtin, version.manufacturer_part_number, version.run_id
        FROM supplier_item_version AS version
        JOIN (
            SELECT gtin, manufacturer_part_number, min(product_id) AS product_id
            FROM supplier_item
            WHERE supplier_id <> $2 AND gtin IS NOT NULL AND manufacturer_part_number IS NOT NULL
            GROUP BY gtin, manufacturer_part_number HAVING count(DISTINCT product_id) = 1
        ) AS agreed
            ON agreed.gtin = version.gtin AND agreed.manufacturer_part_number = version.manufacturer_part_number
        WHERE version.run_id = $1 AND version.change = 'new' AND (version.held_because IS NULL OR version.accepted)
            AND NOT EXISTS (
                SELECT FROM supplier_item_version AS twin
                WHERE twin.run_id = $1 AND twin.change = 'new' AND twin.gtin = version.gtin
                    AND twin.manufacturer_part_number = version.manufacturer_part_number AND twin.record <> version.record)
        ON CONFLICT DO NOTHING
        """
    let run: Int64
    let supplier: Int64

    /// The run and its supplier.
    package init(run: Int64, supplier: Int64) {
        self.run = run
        self.supplier = supplier
    }

    package var parameters: [any ParameterConvertible] { [run, supplier] }
}

/// Makes a product and an item of each new version that has none yet.
package struct CreateNewItems: Statement {
    package static let sql = """
        WITH fresh AS MATERIALIZED (
            SELECT version.supplier_id, version.part_number, version.record, version.sku, version.source_digest,
                version.gtin, version.manufacturer_part_number,
                nextval('nephrite.product_id_seq') AS product_id
            FROM supplier_item_version AS version
            WHERE version.run_id = $1 AND version.change = 'new' AND (version.held_because IS NULL OR version.accepted)
                AND NOT EXISTS (
                    SELECT FROM supplier_item AS item
                    WHERE item.supplier_id = $2 AND item.part_number = version.part_number)
            ORDER BY version.record
        ), made AS (
            INSERT INTO product (id, sku, created_run) SELECT product_id, sku, $1 FROM fresh
        )
        INSERT INTO supplier_item (supplier_id, part_number, status, product_id, version_run, version_record,
            source_digest, gtin, manufacturer_part_number, created_run)
        SELECT supplier_id, part_number, 'active', product_id, $1, record, source_digest, gtin,
            manufacturer_part_number, $1
        FROM fresh
        """
    let run: Int64
    let supplier: Int64

    /// The run and its supplier.
    package init(run: Int64, supplier: Int64) {
        self.run = run
        self.supplier = supplier
    }

    package var parameters: [any ParameterConvertible] { [run, supplier] }
}

/// Points changed items at their new version and ends the ones that are gone or withdrawn.
package struct ChangeItems: Statement {
    package static let sql = """
        UPDATE supplier_item AS item SET
            status = CASE WHEN version.change = 'changed' THEN 'active' ELSE 'discontinued' END,
            version_run = CASE WHEN version.change = 'changed' THEN version.run_id ELSE item.version_run END,
            version_record = CASE WHEN version.change = 'changed' THEN version.record ELSE item.version_record END,
            source_digest = CASE WHEN version.change = 'changed' THEN version.source_digest ELSE item.source_digest END,
            gtin = CASE WHEN version.change = 'changed' THEN version.gtin ELSE item.gtin END,
            manufacturer_part_number = CASE WHEN version.change = 'changed' THEN version.manufacturer_part_number
                ELSE item.manufacturer_part_number END
        FROM supplier_item_version AS version
        WHERE version.run_id = $1 AND version.change IN ('changed', 'missing', 'deleted')
            AND (version.held_because IS NULL OR version.accepted)
            AND item.supplier_id = $2 AND item.part_number = version.part_number
            AND item.version_run = version.previous_run AND item.version_record = version.previous_record
        """
    let run: Int64
    let supplier: Int64

    /// The run and its supplier.
    package init(run: Int64, supplier: Int64) {
        self.run = run
        self.supplier = supplier
    }

    package var parameters: [any ParameterConvertible] { [run, supplier] }
}

/// Marks a run applied and makes it the supplier's latest.
package struct MarkApplied: Statement {
    package static let sql = """
        WITH supplier_now AS (
            UPDATE supplier SET applied_run = $1 WHERE id = $2
        )
        UPDATE import_run SET state = 'applied', applied_at = now(), previous_run = base_run,
            seconds = seconds + $3::numeric
        WHERE id = $1 AND state = 'planned'
        """
    let run: Int64
    let supplier: Int64
    let seconds: String

    /// The run, its supplier, and how long applying took.
    package init(run: Int64, supplier: Int64, seconds: String) {
        self.run = run
        self.supplier = supplier
        self.seconds = seconds
    }

    package var parameters: [any ParameterConvertible] { [run, supplier, seconds] }
}

/// Marks a plan that was overtaken.
package struct MarkStale: Statement {
    package static let sql = "UPDATE import_run SET state = 'stale' WHERE id = $1 AND state = 'planned'"
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
}

/// What uses the products that a run made, besides the items the run made with them.
package struct SelectRollbackUses: Statement {
    package static let sql = """
        SELECT product.sku, 'supplier item ' || supplier.code || ' ' || item.part_number AS used_by
        FROM product
        JOIN supplier_item AS item ON item.product_id = product.id AND item.created_run <> $1
        JOIN supplier ON supplier.id = item.supplier_id
        WHERE product.created_run = $1
        UNION ALL
        SELECT product.sku, 'a status set by a person' FROM product
        WHERE product.created_run = $1 AND product.status_set IS NOT NULL
        UNION
        SELECT product.sku, 'what a person said of it' FROM product
        WHERE product.created_run = $1 AND EXISTS (SELECT FROM product_fact WHERE product_id = product.id)
        UNION
        SELECT product.sku, 'study ' || evidence.code FROM product
        JOIN product_evidence AS link ON link.product_id = product.id
        JOIN evidence ON evidence.id = link.evidence_id WHERE product.created_run = $1
        UNION
        SELECT product.sku, 'order ' || orders.number FROM product
        JOIN sales_order_line AS line ON line.product_id = product.id
        JOIN sales_order AS orders ON orders.id = line.order_id WHERE product.created_run = $1
        UNION
        SELECT product.sku, 'purchase ' || purchase.number FROM product
        JOIN purchase_order_line AS line ON line.product_id = product.id
        JOIN purchase_order AS purchase ON purchase.id = line.purchase_id WHERE product.created_run = $1
        UNION
        SELECT product.sku, 'a number of customer ' || customer.code FROM product
        JOIN customer_item_code AS code ON code.product_id = product.id
        JOIN customer ON customer.id = code.customer_id WHERE product.created_run = $1
        UNION
        SELECT product.sku, 'stock' FROM product JOIN stock_movement AS movement ON movement.product_id = product.id
        WHERE product.created_run = $1
        UNION
        SELECT product.sku, 'price list ' || list.code FROM product
        JOIN (
            SELECT product_id, price_list_id FROM price_list_row
            UNION SELECT product_id, price_list_id FROM price_list_quantity
        ) AS priced ON priced.product_id = product.id
        JOIN price_list AS list ON list.id = priced.price_list_id WHERE product.created_run = $1
        ORDER BY sku, used_by
        LIMIT 100
        """
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (sku: String, usedBy: String) {
        (try row.string("sku"), try row.string("used_by"))
    }
}

/// Takes away the items that a run made.
package struct RemoveCreatedItems: Statement {
    package static let sql = "DELETE FROM supplier_item WHERE created_run = $1 AND supplier_id = $2"
    let run: Int64
    let supplier: Int64

    /// The run and its supplier.
    package init(run: Int64, supplier: Int64) {
        self.run = run
        self.supplier = supplier
    }

    package var parameters: [any ParameterConvertible] { [run, supplier] }
}

/// Takes away the products that a run made.
package struct RemoveCreatedProducts: Statement {
    package static let sql = "DELETE FROM product WHERE created_run = $1"
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
}

/// Points the items that a run changed back at the version that held before.
package struct RestoreItems: Statement {
    package static let sql = """
        UPDATE supplier_item AS item SET status = version.previous_status, version_run = version.previous_run,
            version_record = version.previous_record, source_digest = previous.source_digest, gtin = previous.gtin,
            manufacturer_part_number = previous.manufacturer_part_number
        FROM supplier_item_version AS version
        JOIN supplier_item_version AS previous
            ON previous.run_id = version.previous_run AND previous.record = version.previous_record
        WHERE version.run_id = $1 AND version.change IN ('changed', 'missing', 'deleted')
            AND (version.held_because IS NULL OR version.accepted)
            AND item.supplier_id = $2 AND item.part_number = version.part_number
        """
    let run: Int64
    let supplier: Int64

    /// The run and its supplier.
    package init(run: Int64, supplier: Int64) {
        self.run = run
        self.supplier = supplier
    }

    package var parameters: [any ParameterConvertible] { [run, supplier] }
}

/// Marks a run rolled back and makes the one before it the supplier's latest.
package struct MarkRolledBack: Statement {
    package static let sql = """
        WITH supplier_now AS (
            UPDATE supplier SET applied_run = (SELECT previous_run FROM import_run WHERE id = $1) WHERE id = $2
        )
        UPDATE import_run SET state = 'rolled_back', rolled_back_at = now() WHERE id = $1 AND state = 'applied'
        """
    let run: Int64
    let supplier: Int64

    /// The run and its supplier.
    package init(run: Int64, supplier: Int64) {
        self.run = run
        self.supplier = supplier
    }

    package var parameters: [any ParameterConvertible] { [run, supplier] }
}

/// Brings the planner's statistics up to date after many rows have been written.
package struct AnalyseItems: Statement {
    package static let sql = "ANALYZE supplier_item_version, supplier_item, product"

    /// The statement.
    package init() {}
}

/// Adds an entry to the audit trail; the actor is the session's own.
package struct InsertAudit: Statement {
    package static let sql = """
        INSERT INTO audit_entry (action, subject_kind, subject, detail)
        VALUES ($1, $2, $3, jsonb_object($4::text[], $5::text[]))
        """
    let action: String
    let subjectKind: String
    let subject: String
    let names: [String]
    let values: [String]

    /// What was done to what, with some details.
    package init(action: String, subjectKind: String, subject: String, detail: [(String, String)] = []) {
        self.action = action
        self.subjectKind = subjectKind
        self.subject = subject
        names = detail.map(\.0)
        values = detail.map(\.1)
    }

    package var parameters: [any ParameterConvertible] { [action, subjectKind, subject, names, values] }
}

/// Seals what is committed of the audit trail.
package struct SealAudit: Statement {
    package static let sql = "SELECT audit_seal() AS sealed"

    /// The statement.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("sealed") }
}
