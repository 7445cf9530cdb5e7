package import Postgres

/// Keeps what stands around the records of a run's file, for reading some of them again.
package struct InsertEnvelope: Statement {
    package static let sql = "INSERT INTO import_envelope (run_id, opening, closing) VALUES ($1, $2, $3)"
    let run: Int64
    let opening, closing: String

    /// The run and the two texts.
    package init(run: Int64, opening: String, closing: String) {
        self.run = run
        self.opening = opening
        self.closing = closing
    }

    package var parameters: [any ParameterConvertible] { [run, opening, closing] }
}

/// What stands around the records of a run's file.
package struct SelectEnvelope: Statement {
    package static let sql = "SELECT opening, closing FROM import_envelope WHERE run_id = $1"
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (opening: String, closing: String) {
        (try row.string("opening"), try row.string("closing"))
    }
}

/// Quarantined records of a run that wait for repair, all or one, in the order of the file; they are locked.
///
/// Which of several records with one part number holds is for a person to say: those are answered only when named.
package struct SelectWaitingRecords: Statement {
    package static let sql = """
        SELECT waiting.record, waiting.raw FROM import_quarantine AS waiting
        WHERE waiting.run_id = $1 AND waiting.state = 'waiting'
            AND CASE WHEN $2::integer IS NOT NULL THEN waiting.record = $2 ELSE NOT EXISTS (
                SELECT FROM import_quarantine_fault AS fault
                WHERE fault.run_id = waiting.run_id AND fault.record = waiting.record
                    AND fault.code = 'duplicate_part_number') END
        ORDER BY waiting.record FOR UPDATE
        """
    let run: Int64
    let record: Int?

    /// The run, and the record; nil is all.
    package init(run: Int64, record: Int?) {
        self.run = run
        self.record = record
    }

    package var parameters: [any ParameterConvertible] { [run, record] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (record: Int, raw: String) {
        (try row.int("record"), try row.string("raw"))
    }
}

/// Records of a run that are in quarantine.
package struct SelectQuarantinedRecords: Statement {
    package static let sql = "SELECT record FROM import_quarantine WHERE run_id = $1 ORDER BY record"
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("record") }
}

/// Marks quarantined records that another run has taken.
package struct MarkRequeued: Statement {
    package static let sql = """
        UPDATE import_quarantine SET state = 'requeued', requeued_run = $3
        WHERE run_id = $1 AND record = ANY ($2::integer[])
        """
    let run: Int64
    let records: [Int]
    let into: Int64

    /// The run, the records and the run that took them.
    package init(run: Int64, records: [Int], into: Int64) {
        self.run = run
        self.records = records
        self.into = into
    }

    package var parameters: [any ParameterConvertible] { [run, records, into] }
}
