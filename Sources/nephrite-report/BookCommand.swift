internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Reporting

/// `nephrite-report book`: binds the reports of a month, or of other days.
struct BookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book", abstract: "Bind the reports of a period, with key figures, contents and charts.",
        discussion: """
            Everything comes from one snapshot. Sales, margin and stock are those of the period; what is known for today only, \
            as the order book, is that of today.

            Examples:
              nephrite-report book -o book.html
              nephrite-report book --month 2026-10 -o book.pdf
              nephrite-report book --period 2026-Q3 -o book.xlsx
              nephrite-report book --period 2026-Q3 --as-known-on 2026-10-10 -o reprint.html
            """)

    @Option(help: ArgumentHelp("The month, as 2026-10; else the last one.", valueName: "month"))
    var month: String?

    @Option(
        help: ArgumentHelp("Other days by name: 2026, 2026-Q3, last-quarter, this-year …", valueName: "period"))
    var period: String?

    @Option(
        help: ArgumentHelp(
            "Count only what had been entered by the end of this day; reports that cannot tell are left out and named.",
            valueName: "day"))
    var asKnownOn: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        let days = try days()
        let target = try output.bookTarget(connection)
        try target.write(Reports(connection.open(.report)).book(days, asKnownOn: asKnownOn))
    }

    private func days() throws -> String {
        guard month == nil || period == nil else {
            throw Refusal(
                "period_invalid", "the days are given twice", at: "--month", remedy: "give --month or --period",
                status: .usage)
        }
        if let month, month.utf8.count != 7 || month.contains("Q") || month.contains("W") {
            throw Refusal(
                "period_invalid", "\"\(month)\" is no month", at: "--month",
                remedy: "give year and month, as 2026-10; --period takes other days", status: .usage)
        }
        let days = month ?? period ?? "last-month"
        try Reports.checkBook(days, asKnownOn: asKnownOn)
        return days
    }
}
