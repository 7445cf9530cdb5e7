internal import Postgres
package import Quantities
package import Storage

/// Days for which the stock ledger takes no more movements.
package struct Periods {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// Closes the ledger through a day, for good.
    ///
    /// Refuses a day that is not over (`day_in_future`), and one that is closed already (`period_closed`).
    package func close(_ day: Day, dryRun: Bool = false) throws -> ClosedPeriodRow {
        try database.write(dryRun: dryRun) {
            let today = try database.day()
            guard day < today else {
                throw Refusal(
                    "day_in_future", "\(day.text) is not over; today is \(today.text)", at: "DATE",
                    remedy: "close a day that is over")
            }
            if let last = try list(limit: 1).first, day.text <= last.closedThrough {
                throw Refusal(
                    "period_closed", "the ledger is closed through \(last.closedThrough) already", at: "DATE",
                    remedy: "give a later day")
            }
            _ = try connection.first(ClosePeriod(day: day.text))
            try connection.run(InsertAudit(action: "period.close", subjectKind: "period", subject: day.text))
            guard let row = try list(limit: 1).first else {
                throw Refusal("row_missing", "the closing is not there", status: .bug)
            }
            return row
        }
    }

    /// The closings, the latest first.
    package func list(limit: Int) throws -> [ClosedPeriodRow] {
        try connection.fetch(SelectClosedPeriods(limit: limit))
    }
}
