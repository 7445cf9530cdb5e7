package import Catalog
package import Postgres
package import Quantities

/// What of an item's version decides whether its change has to wait.
package struct HoldFactsRow: Sendable, Equatable {
    /// Every price.
    package let prices: [SupplierPrice]
    /// What one orders, and what is in it.
    package let orderUnit, contentUnit: String?
    /// How much is in it.
    package let contentQuantity: Decimal?
    /// The material's code.
    package let material: String?
    /// Codes of the treatments.
    package let treatments: [String]
}

/// What decides whether changes wait, before and after, of the changed items of a run in which any of it differs.
package struct SelectHoldFacts: Statement {
    package static let sql = """
        SELECT version.record, version.prices AS new_prices, version.order_unit AS new_order_unit,
            version.content_unit AS new_content_unit, version.content_quantity AS new_content_quantity,
            version.material AS new_material, version.treatments AS new_treatments,
            previous.prices AS old_prices, previous.order_unit AS old_order_unit,
            previous.content_unit AS old_content_unit, previous.content_quantity AS old_content_quantity,
            previous.material AS old_material, previous.treatments AS old_treatments
        FROM supplier_item_version AS version
        JOIN supplier_item_version AS previous
            ON previous.run_id = version.previous_run AND previous.record = version.previous_record
        WHERE version.run_id = $1 AND version.change = 'changed'
            AND (version.prices, version.order_unit, version.content_unit, version.content_quantity, version.material,
                version.treatments)
                IS DISTINCT FROM (previous.prices, previous.order_unit, previous.content_unit,
                previous.content_quantity, previous.material, previous.treatments)
        ORDER BY version.record
        """
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (record: Int, new: HoldFactsRow, old: HoldFactsRow) {
        (try row.int("record"), try facts(row, "new"), try facts(row, "old"))
    }

    private static func facts(_ row: borrowing Row, _ side: String) throws(DecodingFault) -> HoldFactsRow {
        HoldFactsRow(
            prices: try SupplierItemRow.prices(row, side + "_prices"),
            orderUnit: try row.stringOrNil(side + "_order_unit"),
            contentUnit: try row.stringOrNil(side + "_content_unit"),
            contentQuantity: try row.decimalOrNil(side + "_content_quantity"),
            material: try row.stringOrNil(side + "_material"), treatments: try row.stringArray(side + "_treatments"))
    }
}

/// Records of a run whose GTIN another active item of the supplier had and has no longer.
package struct SelectMovedGTINs: Statement {
    package static let sql = """
        SELECT version.record, version.gtin, min(item.part_number COLLATE "C") AS part_number
        FROM supplier_item_version AS version
        JOIN supplier_item AS item
            ON item.supplier_id = $2 AND item.gtin = version.gtin AND item.part_number <> version.part_number
                AND item.status = 'active'
        JOIN supplier_item_version AS after
            ON after.run_id = $1 AND after.part_number = item.part_number
                AND (after.change IN ('missing', 'deleted') OR after.gtin IS DISTINCT FROM version.gtin)
        LEFT JOIN supplier_item AS own ON own.supplier_id = $2 AND own.part_number = version.part_number
        WHERE version.run_id = $1 AND version.change IN ('new', 'changed') AND own.gtin IS DISTINCT FROM version.gtin
        GROUP BY version.record, version.gtin
        ORDER BY version.record
        """
    let run: Int64
    let supplier: Int64

    /// The run and its supplier.
    package init(run: Int64, supplier: Int64) {
        self.run = run
        self.supplier = supplier
    }

    package var parameters: [any ParameterConvertible] { [run, supplier] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (record: Int, gtin: String, partNumber: String) {
        (try row.int("record"), try row.string("gtin"), try row.string("part_number"))
    }
}

/// Changed records of a run whose texts contradict their material, and did not before.
package struct SelectNewContradictions: Statement {
    package static let sql = """
        SELECT version.record, min(finding.message COLLATE "C") AS message
        FROM supplier_item_version AS version
        JOIN import_finding AS finding ON finding.run_id = version.run_id AND finding.record = version.record
        WHERE version.run_id = $1 AND version.change = 'changed' AND finding.code = 'material_contradiction'
            AND NOT EXISTS (
                SELECT FROM import_finding AS before
                WHERE before.run_id = version.previous_run AND before.record = version.previous_record
                    AND before.code = 'material_contradiction')
        GROUP BY version.record ORDER BY version.record
        """
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (record: Int, message: String) {
        (try row.int("record"), try row.string("message"))
    }
}

/// Lets versions wait for a person, for another reason each time.
package struct HoldVersions: Statement {
    package static let sql = """
        UPDATE supplier_item_version AS version
        SET held_because = coalesce(version.held_because, '{}') || held.reasons
        FROM (
            SELECT reason.record, array_agg(reason.text ORDER BY reason.ordinal) AS reasons
            FROM unnest($2::integer[], $3::text[]) WITH ORDINALITY AS reason (record, text, ordinal)
            GROUP BY reason.record
        ) AS held
        WHERE version.run_id = $1 AND version.record = held.record
        """
    let run: Int64
    let records: [Int]
    let reasons: [String]

    /// Records with a reason each; a record may stand there more than once.
    package init(run: Int64, _ held: [(record: Int, reason: String)]) {
        self.run = run
        records = held.map(\.record)
        reasons = held.map(\.reason)
    }

    package var parameters: [any ParameterConvertible] { [run, records, reasons] }
}

/// Decides on what waits in a run, all of it or what is named, and moves its counts from held to what it is then.
///
/// What is rejected leaves the item unchanged, and is counted so.
package struct ReviewHeld: Statement {
    package static let sql = """
        WITH decided AS (
            UPDATE supplier_item_version AS version SET accepted = $2
            WHERE version.run_id = $1 AND version.held_because IS NOT NULL AND version.accepted IS NULL
                AND ($3::text[] IS NULL OR version.part_number = ANY ($3))
                AND ($4::text IS NULL OR EXISTS (
                    SELECT FROM unnest(version.held_because) AS reason WHERE split_part(reason, ':', 1) = $4))
            RETURNING version.record, version.part_number, version.change, version.held_because
        ), written AS (
            INSERT INTO import_review (run_id, record, part_number, decision, held_because, note)
            SELECT $1, record, part_number, CASE WHEN $2 THEN 'accepted' ELSE 'rejected' END, held_because, $5
            FROM decided ORDER BY record
        ), counted AS (
            SELECT count(*) FILTER (WHERE change = 'new') AS new,
                count(*) FILTER (WHERE change IN ('changed', 'deleted')) AS changed,
                count(*) FILTER (WHERE change = 'missing') AS missing
            FROM decided
        ), moved AS (
            UPDATE import_run SET
                new_count = new_count + CASE WHEN $2 THEN counted.new ELSE 0 END,
                changed_count = changed_count + CASE WHEN $2 THEN counted.changed ELSE 0 END,
                unchanged_count = unchanged_count + CASE WHEN $2 THEN 0 ELSE counted.new + counted.changed END,
                held_count = held_count - counted.new - counted.changed,
                missing_held_count = missing_held_count - counted.missing
            FROM counted WHERE id = $1
        )
        SELECT count(*) AS decided FROM decided
        """
    let run: Int64
    let accepts: Bool
    let partNumbers: [String]?
    let rule: String?
    let note: String?

    /// Nil part numbers and rule decide on everything that waits.
    package init(run: Int64, accepts: Bool, partNumbers: [String]? = nil, rule: String? = nil, note: String? = nil) {
        self.run = run
        self.accepts = accepts
        self.partNumbers = partNumbers
        self.rule = rule
        self.note = note
    }

    package var parameters: [any ParameterConvertible] { [run, accepts, partNumbers, rule, note] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("decided") }
}

/// Which of some part numbers wait in a run.
package struct SelectHeldNumbers: Statement {
    package static let sql = """
        SELECT DISTINCT part_number FROM supplier_item_version
        WHERE run_id = $1 AND part_number = ANY ($2::text[]) AND held_because IS NOT NULL AND accepted IS NULL
        """
    let run: Int64
    let partNumbers: [String]

    /// The run and the part numbers.
    package init(run: Int64, partNumbers: [String]) {
        self.run = run
        self.partNumbers = partNumbers
    }

    package var parameters: [any ParameterConvertible] { [run, partNumbers] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("part_number") }
}

/// What waits in a run, by part number and rule.
package struct SelectHeld: Statement {
    package static let sql = """
        SELECT part_number, ARRAY(SELECT DISTINCT split_part(reason, ':', 1) FROM unnest(held_because) AS reason) AS rules
        FROM supplier_item_version
        WHERE run_id = $1 AND held_because IS NOT NULL AND accepted IS NULL
        ORDER BY record LIMIT $2
        """
    let run: Int64
    let limit: Int

    /// The first ones of a run.
    package init(run: Int64, limit: Int) {
        self.run = run
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [run, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (partNumber: String, rules: [String]) {
        (try row.string("part_number"), try row.stringArray("rules"))
    }
}

/// A decision on a change that waited.
package struct ReviewRow: Sendable, Equatable {
    /// The record in the file and the item.
    package let record: Int, partNumber: String
    /// `accepted` or `rejected`, and why it had waited.
    package let decision: String, heldBecause: [String]
    /// What the person wrote beside it.
    package let note: String?
    /// Who and when, ISO 8601.
    package let actor: String, at: String
}

/// The decisions on a run behind a record, in the order of the file.
package struct SelectReviews: Statement {
    package static let sql = """
        SELECT record, part_number, decision, held_because, note, actor,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
        FROM import_review WHERE run_id = $1 AND record > $2::bigint ORDER BY record LIMIT $3
        """
    let run: Int64
    let after: Int
    let limit: Int

    /// A page of decisions behind a record.
    package init(run: Int64, after: Int, limit: Int) {
        self.run = run
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [run, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ReviewRow {
        ReviewRow(
            record: try row.int("record"), partNumber: try row.string("part_number"),
            decision: try row.string("decision"), heldBecause: try row.stringArray("held_because"),
            note: try row.stringOrNil("note"), actor: try row.string("actor"), at: try row.string("at"))
    }
}
