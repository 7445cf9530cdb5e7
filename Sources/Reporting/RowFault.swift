/// A value that a report cannot show.
package struct RowFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The report, its column and the text that is not of the column's kind, or nil when the column itself is missing.
    package let report, column: String, text: String?

    /// What is wrong.
    package var description: String {
        guard let text else { return "report \(report): its statement has no column \(column)" }
        return "report \(report): \"\(text)\" is no value of column \(column)"
    }
}
