/// A row that is not what its statement promised.
public struct DecodingFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The statement's type name.
    public let statement: String
    /// The column asked for; empty when the fault lies with the number of rows.
    public let column: String
    /// The row's place in the result, counted from 1.
    public let row: Int
    /// What was wanted, in words: "an integer".
    public let wanted: String
    /// What was there instead: NULL, a quoted text (shortened to 80 characters), or the columns that the result has.
    public let found: String

    /// Takes the facts of a fault; for a `decode` that adds checks of its own.
    public init(statement: String, column: String, row: Int, wanted: String, found: String) {
        self.statement = statement
        self.column = column
        self.row = row
        self.wanted = wanted
        self.found = found
    }

    /// One sentence with statement, row, column, what was wanted and what was found.
    public var description: String {
        let place = column.isEmpty ? "row \(row)" : "row \(row), column \"\(column)\""
        return "\(statement), \(place): wanted \(wanted), found \(found)"
    }
}
