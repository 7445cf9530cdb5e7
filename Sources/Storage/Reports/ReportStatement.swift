package import Postgres

/// What a report asks the database, resolved to days and codes.
package struct ReportQuestion: Sendable, Equatable {
    /// First and last day of the period; nil without one.
    package var from, to: String?
    /// First and last day of the period that it is compared with.
    package var priorFrom, priorTo: String?
    /// The day for which the report speaks, and the company's today.
    package var asOf, today: String
    /// The dimensions that figures are grouped by.
    package var by: [String] = []
    /// Values that are wanted, by column; an empty text means rows without a value.
    package var filters: [String: [String]] = [:]
    /// The keys of the row whose figure is explained, by column; empty for a whole report.
    package var row: [String: String] = [:]
    /// Digits of the base currency's minor unit, to which amounts are rounded.
    package var minorDigits: Int

    /// A question without period, dimensions and filters.
    package init(asOf: String, today: String, minorDigits: Int) {
        self.asOf = asOf
        self.today = today
        self.minorDigits = minorDigits
    }
}

/// A row of a report as the server writes it: a text for each column, nil for NULL.
package struct ReportRow: Sendable, Equatable {
    /// The columns, shared by all rows of a result.
    package let columns: [String]
    /// Their values, in the same order.
    package let values: [String?]

    /// A row that no statement made.
    package init(columns: [String], values: [String?]) {
        self.columns = columns
        self.values = values
    }
}

/// The one statement of a report.
///
/// Its result has the report's columns by name, in any order and with others among them; its ORDER BY is total, and is
/// the order of the report.
package protocol ReportStatement: Statement where Output == ReportRow {
    /// The statement for a question; what a report does not take is left alone.
    init(_ question: ReportQuestion)
}

extension ReportStatement {
    /// The values as they come.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ReportRow {
        ReportRow(columns: row.columns, values: row.texts())
    }
}

/// When the youngest entry that a snapshot holds was made, to the microsecond and in UTC; no row while there is none.
package struct SelectLatestEntry: Statement {
    package static let sql = """
        SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM audit_entry
        ORDER BY id DESC LIMIT 1
        """

    /// The statement.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("at") }
}

/// Gives the sorts and sums of the transaction memory enough for a ledger of millions, unless the server gives more.
package struct SetReportMemory: Statement {
    package static let sql = """
        SELECT set_config('work_mem', greatest(setting::integer, 65536) || 'kB', true) AS memory
        FROM pg_settings WHERE name = 'work_mem'
        """

    /// The statement.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("memory") }
}

/// Makes the statements of the transaction see only what had been entered by the end of a day of the company.
package struct SetKnownDay: Statement {
    package static let sql = """
        SELECT set_config('nephrite.known_until', (
                SELECT ((($1::date + 1)::timestamp AT TIME ZONE value) - interval '1 microsecond')::text FROM setting
                WHERE key = 'time_zone'
            ), true) AS until,
            set_config('search_path', 'nephrite_known, nephrite, pg_temp', true) AS path
        """
    let day: String

    /// The day.
    package init(day: String) { self.day = day }

    package var parameters: [any ParameterConvertible] { [day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("until") }
}

/// A rate of exchange of a day or one before that was entered only after what is known; the first of them, if there are any.
package struct SelectLateRate: Statement {
    package static let sql = """
        SELECT rate.from_currency, rate.to_currency, rate.valid_on, to_char(rate.entered_at AT TIME ZONE zone.value,
            'YYYY-MM-DD') AS entered_on
        FROM exchange_rate AS rate JOIN setting AS zone ON zone.key = 'time_zone'
        WHERE rate.valid_on <= $1::date AND rate.entered_at > known_until()
        ORDER BY rate.valid_on, rate.from_currency COLLATE "C", rate.to_currency COLLATE "C"
        LIMIT 1
        """
    let day: String

    /// The last day of interest.
    package init(day: String) { self.day = day }

    /// The currencies, the first day it holds, and the day it was entered.
    package struct LateRate: Sendable {
        /// As ISO 4217 has them.
        package let from, target: String
        /// Days.
        package let validOn, enteredOn: String
    }

    package var parameters: [any ParameterConvertible] { [day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> LateRate {
        LateRate(
            from: try row.string("from_currency"), target: try row.string("to_currency"),
            validOn: try row.string("valid_on"), enteredOn: try row.string("entered_on"))
    }
}
