package import Postgres

/// Closes the ledger through a day.
package struct ClosePeriod: Statement {
    package static let sql = "SELECT period_close($1::date) IS NULL AS done"
    let day: String

    /// The last day of the period.
    package init(day: String) { self.day = day }

    package var parameters: [any ParameterConvertible] { [day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("done") }
}

/// A closing of the ledger.
package struct ClosedPeriodRow: Sendable, Equatable {
    /// The last day of the period, who closed it and when, in UTC.
    package let closedThrough, actor, at: String
}

/// The closings of the ledger, the latest first.
package struct SelectClosedPeriods: Statement {
    package static let sql = """
        SELECT closed_through, actor, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
        FROM closed_period ORDER BY closed_through DESC LIMIT $1
        """
    let limit: Int

    /// So many.
    package init(limit: Int) { self.limit = limit }

    package var parameters: [any ParameterConvertible] { [limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ClosedPeriodRow {
        ClosedPeriodRow(
            closedThrough: try row.string("closed_through"), actor: try row.string("actor"), at: try row.string("at"))
    }
}
