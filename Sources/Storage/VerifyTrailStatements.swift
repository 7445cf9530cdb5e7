internal import Postgres

/// The digest of every sealed batch is that of its entries and of the batch before.
struct VerifyAuditChain: Invariant {
    static let sql = """
        SELECT 'audit_chain' AS invariant, (SELECT count(*) FROM audit_batch) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT 'batch ' || id AS subject FROM (
                SELECT id, entries, sha256, previous_sha256, lag(id, 1, 0::bigint) OVER in_turn AS before,
                    lag(sha256, 1, '') OVER in_turn AS before_sha256
                FROM audit_batch WINDOW in_turn AS (ORDER BY id)
            ) AS batch
            WHERE batch.id <> batch.before + 1 OR batch.previous_sha256 <> batch.before_sha256
                OR batch.sha256 <> audit_batch_digest(batch.entries, batch.previous_sha256)
        ) AS faulty
        """
}

/// Every entry of the audit trail is in one batch, or waits to be sealed.
struct VerifyAuditEntries: Invariant {
    static let sql = """
        SELECT 'audit_entries' AS invariant, (SELECT count(*) FROM audit_entry) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT 'entry ' || id AS subject FROM (
                SELECT id FROM audit_entry
                UNION ALL SELECT unnest(entries) FROM audit_batch
                UNION ALL SELECT entry_id FROM audit_pending
            ) AS entry GROUP BY id HAVING count(*) <> 2 OR NOT EXISTS (SELECT FROM audit_entry WHERE audit_entry.id = entry.id)
        ) AS faulty
        """
}

/// The records of a run are new, changed, unchanged, held or quarantined.
struct VerifyImportRecords: Invariant {
    static let sql = """
        SELECT 'import_records' AS invariant, (SELECT count(*) FROM import_run) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT 'run ' || id AS subject FROM import_run
            WHERE records <> new_count + changed_count + unchanged_count + held_count + quarantined_count
                OR missing_held_count > missing_count
        ) AS faulty
        """
}

/// Every supplier item points at the version of an applied run of its supplier that speaks of it.
struct VerifyImportVersions: Invariant {
    static let sql = """
        SELECT 'import_versions' AS invariant, (SELECT count(*) FROM supplier_item) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT supplier.code || ' ' || item.part_number AS subject
            FROM supplier_item AS item JOIN supplier ON supplier.id = item.supplier_id
            LEFT JOIN supplier_item_version AS version
                ON version.run_id = item.version_run AND version.record = item.version_record
            LEFT JOIN import_run AS run ON run.id = version.run_id
            WHERE version.run_id IS NULL OR version.part_number <> item.part_number OR version.supplier_id <> item.supplier_id
                OR run.state IS DISTINCT FROM 'applied'
        ) AS faulty
        """
}

/// Every key has one answer with an exit status.
struct VerifyRequestKeys: Invariant {
    static let sql = """
        SELECT 'request_keys' AS invariant, (SELECT count(*) FROM request_key) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT command || ' ' || key AS subject FROM request_key
            GROUP BY command, key HAVING count(*) > 1 OR bool_or(exit_status NOT IN (0, 3)) OR bool_or(answer = '')
        ) AS faulty
        """
}
