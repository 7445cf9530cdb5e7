internal import Catalog
package import Postgres

/// Part numbers that stand in several versions of one run, and whether all of them say the same.
package struct SelectRepeats: Statement {
    package static let sql = """
        SELECT part_number, count(DISTINCT content_digest) = 1 AS alike, array_agg(record ORDER BY record) AS records,
            array_agg(line ORDER BY record) AS lines
        FROM supplier_item_version WHERE run_id = $1 GROUP BY part_number HAVING count(*) > 1 ORDER BY min(record)
        """
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (partNumber: String, alike: Bool, records: [Int], lines: [Int]) {
        (
            try row.string("part_number"), try row.bool("alike"), try row.intArray("records"), try row.intArray("lines")
        )
    }
}

/// Records of a run that are versions of certain part numbers.
package struct SelectRecordsOf: Statement {
    package static let sql = """
        SELECT record FROM supplier_item_version WHERE run_id = $1 AND part_number = ANY ($2) ORDER BY record
        """
    let run: Int64
    let partNumbers: [String]

    /// The part numbers.
    package init(run: Int64, partNumbers: [String]) {
        self.run = run
        self.partNumbers = partNumbers
    }

    package var parameters: [any ParameterConvertible] { [run, partNumbers] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("record") }
}

/// How many items we have of a supplier.
package struct CountItems: Statement {
    package static let sql = "SELECT count(*) AS items FROM supplier_item WHERE supplier_id = $1"
    let supplier: Int64

    /// The supplier.
    package init(supplier: Int64) { self.supplier = supplier }

    package var parameters: [any ParameterConvertible] { [supplier] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("items") }
}

/// Takes versions out of a run; answers nothing but the count.
package struct DeleteVersions: Statement {
    package static let sql = "DELETE FROM supplier_item_version WHERE run_id = $1 AND record = ANY ($2)"
    let run: Int64
    let records: [Int]

    /// The versions' records.
    package init(run: Int64, records: [Int]) {
        self.run = run
        self.records = records
    }

    package var parameters: [any ParameterConvertible] { [run, records] }
}

/// Takes findings out of a run, with the records they were about.
package struct DeleteFindings: Statement {
    package static let sql = "DELETE FROM import_finding WHERE run_id = $1 AND record = ANY ($2)"
    let run: Int64
    let records: [Int]

    /// The records.
    package init(run: Int64, records: [Int]) {
        self.run = run
        self.records = records
    }

    package var parameters: [any ParameterConvertible] { [run, records] }
}

/// Withdrawals of items that we do not have or that have ended already: taken out, with what they named.
///
/// That is known only when the whole file has been read: a record before may have brought the item back.
package struct DeleteVainWithdrawals: Statement {
    package static let sql = """
        DELETE FROM supplier_item_version
        WHERE run_id = $1 AND change = 'deleted' AND (previous_run IS NULL OR previous_status = 'discontinued')
        RETURNING record, line, part_number, previous_run IS NULL AS is_unknown
        """
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (record: Int, line: Int, partNumber: String, isUnknown: Bool) {
        (
            try row.int("record"), try row.int("line"), try row.string("part_number"), try row.bool("is_unknown")
        )
    }
}

/// Versions that say what the item's version says already are taken out, and the item remembers how the record looks.
package struct RemoveSameContent: Statement {
    package static let sql = """
        WITH same AS (
            DELETE FROM supplier_item_version AS version USING supplier_item_version AS previous
            WHERE version.run_id = $1 AND version.change = 'changed' AND version.previous_status = 'active'
                AND previous.run_id = version.previous_run AND previous.record = version.previous_record
                AND previous.content_digest = version.content_digest
            RETURNING version.record, version.line, version.part_number, version.source_digest
        ), remembered AS (
            UPDATE supplier_item AS item SET source_digest = same.source_digest FROM same
            WHERE item.supplier_id = $2 AND item.part_number = same.part_number
        )
        SELECT record, line, part_number FROM same WHERE part_number = ANY ($3) ORDER BY record
        """
    let run: Int64
    let supplier: Int64
    let watched: [String]

    /// The run and its supplier, and the part numbers of which the removed records are answered.
    package init(run: Int64, supplier: Int64, watched: [String]) {
        self.run = run
        self.supplier = supplier
        self.watched = watched
    }

    package var parameters: [any ParameterConvertible] { [run, supplier, watched] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (record: Int, line: Int, partNumber: String) {
        (try row.int("record"), try row.int("line"), try row.string("part_number"))
    }
}

/// Which of these part numbers a run has versions of.
package struct SelectPartNumbersOf: Statement {
    package static let sql = """
        SELECT DISTINCT part_number FROM supplier_item_version WHERE run_id = $1 AND part_number = ANY ($2)
        """
    let run: Int64
    let partNumbers: [String]

    /// The part numbers.
    package init(run: Int64, partNumbers: [String]) {
        self.run = run
        self.partNumbers = partNumbers
    }

    package var parameters: [any ParameterConvertible] { [run, partNumbers] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("part_number") }
}

/// Versions taken for new though we have the item become changes: what a hash cannot tell apart, the key does.
package struct CorrectNewOnes: Statement {
    package static let sql = """
        UPDATE supplier_item_version AS version
        SET change = 'changed', previous_run = item.version_run, previous_record = item.version_record,
            previous_status = item.status
        FROM supplier_item AS item
        WHERE version.run_id = $1 AND version.change = 'new' AND item.supplier_id = $2
            AND item.part_number = version.part_number
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

/// Versions taken for changes of another item of ours, since the hashes of the two part numbers agree, become new.
package struct CorrectFalseChanges: Statement {
    package static let sql = """
        UPDATE supplier_item_version AS version
        SET change = 'new', previous_run = NULL, previous_record = NULL, previous_status = NULL
        FROM supplier_item_version AS previous
        WHERE version.run_id = $1 AND version.change = 'changed' AND previous.run_id = version.previous_run
            AND previous.record = version.previous_record AND previous.part_number <> version.part_number
        """
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
}

/// Adds a version for each item that a full feed no longer has, numbered on behind the last record.
package struct InsertMissing: Statement {
    package static let sql = """
        INSERT INTO supplier_item_version (run_id, record, line, supplier_id, part_number, change, previous_run,
            previous_record, previous_status, source_digest, content_digest, held_because)
        SELECT $1, $3 + row_number() OVER (ORDER BY item.part_number COLLATE "C"), 0, $2, item.part_number, 'missing',
            item.version_run, item.version_record, item.status, 0, '00000000-0000-0000-0000-000000000000', $6
        FROM unnest($4::bigint[], $5::integer[]) AS gone (run, record)
        JOIN supplier_item AS item
            ON item.supplier_id = $2 AND item.version_run = gone.run AND item.version_record = gone.record
        """
    let run: Int64
    let supplier: Int64
    let lastRecord: Int
    let versions: [VersionPointer]
    let heldBecause: [String]?

    /// The versions that hold of the vanished items, and why they wait, if they do.
    package init(run: Int64, supplier: Int64, lastRecord: Int, versions: [VersionPointer], heldBecause: [String]?) {
        self.run = run
        self.supplier = supplier
        self.lastRecord = lastRecord
        self.versions = versions
        self.heldBecause = heldBecause
    }

    package var parameters: [any ParameterConvertible] {
        [run, supplier, lastRecord, versions.map(\.run), versions.map(\.record), heldBecause]
    }
}

/// Findings for items whose GTIN another item of the same supplier has too.
package struct FindSharedGTINs: Statement {
    package static let sql = """
        INSERT INTO import_finding (run_id, record, line, part_number, code, field, value, message)
        SELECT version.run_id, version.record, version.line, version.part_number, 'gtin_shared', 'gtin', version.gtin,
            'part number '
            || CASE WHEN shared.parts[1] = version.part_number THEN shared.parts[2] ELSE shared.parts[1] END
            || ' has the same GTIN; the items are kept apart'
        FROM supplier_item_version AS version
        JOIN (
            SELECT gtin, array_agg(part_number ORDER BY part_number COLLATE "C") AS parts FROM (
                SELECT gtin, part_number FROM supplier_item_version WHERE run_id = $1 AND gtin IS NOT NULL
                UNION
                SELECT item.gtin, item.part_number FROM supplier_item AS item
                WHERE item.supplier_id = $2 AND item.gtin IS NOT NULL AND item.status = 'active'
            ) AS named
            GROUP BY gtin HAVING count(*) > 1
        ) AS shared ON shared.gtin = version.gtin
        WHERE version.run_id = $1
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

/// Findings for new items that share one of GTIN and manufacturer part number with another supplier's item.
package struct FindPossibleMatches: Statement {
    package static let sql = """
        INSERT INTO import_finding (run_id, record, line, part_number, code, field, value, message)
        SELECT $1, matched.record, matched.line, matched.part_number, 'possible_match', matched.field, matched.value,
            'product ' || min(product.sku COLLATE "C") || ' may be the same goods'
        FROM (
            SELECT version.record, version.line, version.part_number, 'gtin' AS field, version.gtin AS value,
                other.product_id
            FROM supplier_item_version AS version JOIN supplier_item AS other ON other.gtin = version.gtin
            WHERE version.run_id = $1 AND version.change = 'new' AND other.supplier_id <> $2
                AND other.manufacturer_part_number IS DISTINCT FROM version.manufacturer_part_number
            UNION ALL
            SELECT version.record, version.line, version.part_number, 'manufacturer_part_number',
                version.manufacturer_part_number, other.product_id
            FROM supplier_item_version AS version
            JOIN supplier_item AS other ON other.manufacturer_part_number = version.manufacturer_part_number
            WHERE version.run_id = $1 AND version.change = 'new' AND other.supplier_id <> $2
                AND other.gtin IS DISTINCT FROM version.gtin
        ) AS matched
        JOIN product ON product.id = matched.product_id
        GROUP BY matched.record, matched.line, matched.part_number, matched.field, matched.value
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

/// Whether any other supplier has items.
package struct OthersHaveItems: Statement {
    package static let sql = "SELECT EXISTS (SELECT FROM supplier_item WHERE supplier_id <> $1) AS found"
    let supplier: Int64

    /// The supplier.
    package init(supplier: Int64) { self.supplier = supplier }

    package var parameters: [any ParameterConvertible] { [supplier] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("found") }
}

/// Sets the raw text of quarantined records.
package struct SetQuarantineRaw: Statement {
    package static let sql = """
        UPDATE import_quarantine AS record SET raw = found.raw
        FROM unnest($2::integer[], $3::text[]) AS found (record, raw)
        WHERE record.run_id = $1 AND record.record = found.record
        """
    let run: Int64
    let records: [Int]
    let raws: [String]

    /// The records and their texts.
    package init(run: Int64, records: [Int], raws: [String]) {
        self.run = run
        self.records = records
        self.raws = raws
    }

    package var parameters: [any ParameterConvertible] { [run, records, raws] }
}

/// Completes a plan with its counts, which are counted from its rows; what is left of the records is unchanged.
package struct FinishPlan: Statement {
    package static let sql = """
        UPDATE import_run SET file_sha256 = $2, mode = $3, sequence_number = $4, records = $5::integer, seconds = $6::numeric,
            new_count = counted.new, changed_count = counted.changed, held_count = counted.held,
            missing_count = counted.missing, missing_held_count = counted.missing_held,
            quarantined_count = counted.quarantined, findings_count = counted.findings, claims_count = counted.claims,
            unchanged_count = $5::integer - counted.new - counted.changed - counted.held - counted.quarantined
        FROM (
            SELECT count(*) FILTER (WHERE change = 'new' AND held_because IS NULL) AS new,
                count(*) FILTER (WHERE change IN ('changed', 'deleted') AND held_because IS NULL) AS changed,
                count(*) FILTER (WHERE change <> 'missing' AND held_because IS NOT NULL) AS held,
                count(*) FILTER (WHERE change = 'missing') AS missing,
                count(*) FILTER (WHERE change = 'missing' AND held_because IS NOT NULL) AS missing_held,
                (SELECT count(*) FROM import_quarantine WHERE run_id = $1) AS quarantined,
                (SELECT count(*) FROM import_finding WHERE run_id = $1) AS findings,
                (SELECT count(*) FROM claim_finding WHERE run_id = $1) AS claims
            FROM supplier_item_version WHERE run_id = $1
        ) AS counted
        WHERE id = $1
        """
    let run: Int64
    let fileSHA256: String
    let mode: String
    let sequence: String?
    let records: Int
    let seconds: String

    /// What only the reader of the file knows.
    package init(run: Int64, fileSHA256: String, mode: String, sequence: String?, records: Int, seconds: String) {
        self.run = run
        self.fileSHA256 = fileSHA256
        self.mode = mode
        self.sequence = sequence
        self.records = records
        self.seconds = seconds
    }

    package var parameters: [any ParameterConvertible] { [run, fileSHA256, mode, sequence, records, seconds] }
}
