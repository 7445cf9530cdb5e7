internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite period`: days for which nothing moves any more.
struct PeriodCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "period", abstract: "Close the stock ledger through a day.",
        discussion: "Example:\n  nephrite period close 2026-09-30", subcommands: [Close.self, List.self])

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "close", abstract: "Take no more movements for days up to this one, for good.",
            discussion: "Example:\n  nephrite period close 2026-09-30")
        @Argument(help: "The last day of the period.")
        var date: Day
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("period close", [date.text], common, database) {
                (Answer(try Periods(database).close(date, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the closings, the latest first.",
            discussion: "Example:\n  nephrite period list")
        @Option(help: "How many at most.")
        var limit: Int = 100
        @OptionGroup var common: CommonOptions
        func run() throws {
            try common.show(.list(try Periods(common.open()).list(limit: limit).map { Answer($0) }))
        }
    }
}

extension Answer {
    /// A closing of the ledger.
    init(_ row: ClosedPeriodRow) {
        self = .keys(
            ("closed_through", .text(row.closedThrough)), ("actor", .text(row.actor)), ("at", .text(row.at)))
    }
}
