internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

extension StockCommand {
    /// `nephrite stock count`: what is found against what should lie there.
    struct Count: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "count", abstract: "Count the stock: open, enter, review and post.",
            discussion: """
                Goods may move on while they are counted: what is posted is the difference to what lay there at the opening.

                Examples:
                  nephrite stock count open --location MAIN
                  nephrite stock count enter CT-2026-000001 LOTUS-1001=198 LOTUS-1002=20
                  nephrite stock count post CT-2026-000001
                """,
            subcommands: [
                Open.self, Enter.self, Import.self, Review.self, Post.self, Cancel.self, Show.self, List.self,
            ])

        /// A count, and what every change of one takes.
        struct Target: ParsableArguments {
            @Argument(help: ArgumentHelp("The count's number.", valueName: "count"))
            var number: String
            @OptionGroup var change: ChangeOptions
            @OptionGroup var common: CommonOptions

            func perform(
                _ name: String, _ request: [String] = [], _ body: (Stocktake, Bool) throws -> Stocktake.Detail
            ) throws {
                let database = try common.open()
                try change.perform("stock count " + name, [number] + request, common, database) {
                    (Answer(try body(Stocktake(database), change.dryRun)), 0)
                }
            }
        }

        struct Open: ParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "open", abstract: "Write down what lies there as what the count expects.",
                discussion: """
                    Examples:
                      nephrite stock count open --location MAIN
                      nephrite stock count open --location MAIN --by-lot
                    """)
            @Option(help: "Only this location; without one all of them.")
            var location: String?
            @Flag(help: "Each lot by itself, and by itself what is of none.")
            var byLot = false
            @OptionGroup var change: ChangeOptions
            @OptionGroup var common: CommonOptions

            func run() throws {
                let database = try common.open()
                try change.perform("stock count open", [location ?? ""] + (byLot ? ["--by-lot"] : []), common, database)
                {
                    let detail = try Stocktake(database).open(location: location, isByLot: byLot, dryRun: change.dryRun)
                    return (Answer(detail), 0)
                }
            }
        }

        struct Enter: ParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "enter", abstract: "Write down what was found.",
                discussion: """
                    A figure that is entered again replaces the one before. What lay nowhere may be entered too. Of a count by lot \
                    a figure names its lot; without one it is of what is of none.

                    Examples:
                      nephrite stock count enter CT-2026-000001 LOTUS-1001=198 LOTUS-1002=20
                      nephrite stock count enter CT-2026-000002 LOTUS-1001@L1=78
                    """)
            @Option(help: "Where it was found; needed where the count is of several locations.")
            var location: String?
            @Argument(help: ArgumentHelp("The count's number.", valueName: "count"))
            var number: String
            @Argument(help: ArgumentHelp("What and how many were found.", valueName: "sku[@lot]=qty"))
            var figures: [String]
            @OptionGroup var change: ChangeOptions
            @OptionGroup var common: CommonOptions

            func run() throws {
                let found = try figures.map(Self.figure)
                let database = try common.open()
                try change.perform("stock count enter", [number, location ?? ""] + figures, common, database) {
                    let stocktake = Stocktake(database)
                    let count = try stocktake.head(number)
                    guard let place = try stocktake.place(of: count, location) else { throw Stocktake.noPlace(number) }
                    let figures = try found.map { try Self.counted($0, at: place, isByLot: count.isByLot) }
                    return (Answer(try stocktake.enter(number, figures, dryRun: change.dryRun)), 0)
                }
            }

            /// An SKU may have an @ too, so that a lot is looked for only where lots are counted.
            private static func counted(
                _ figure: (sku: String, counted: Int), at place: String, isByLot: Bool
            ) throws -> CountedFigure {
                guard isByLot, let mark = figure.sku.lastIndex(of: "@") else {
                    return CountedFigure(sku: figure.sku, location: place, lot: nil, counted: figure.counted)
                }
                let (sku, lot) = (figure.sku[..<mark], figure.sku[figure.sku.index(after: mark)...])
                guard !sku.isEmpty, !lot.isEmpty else {
                    throw ValidationError(
                        "give SKU@LOT=QTY, or SKU=QTY for what is of no lot, not \"\(figure.sku)=\(figure.counted)\"")
                }
                return CountedFigure(
                    sku: String(sku), location: place, lot: String(lot), counted: figure.counted)
            }

            private static func figure(_ text: String) throws -> (sku: String, counted: Int) {
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let counted = Int(parts[1]), (0...999_999_999).contains(counted),
                    !parts[0].isEmpty
                else { throw ValidationError("give SKU=QTY with a quantity from 0 to 999999999, not \"\(text)\"") }
                return (String(parts[0]), counted)
            }
        }

        struct Import: ParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "import", abstract: "Write down what was found, from a table.",
                discussion: """
                    CSV or a workbook with the columns sku and counted, location where the count is of several, and lot where \
                    it is by lot. The list that stock count show -O csv prints may come back; rows without a figure are not counted.

                    Example:
                      nephrite stock count import CT-2026-000001 counted.csv
                    """)
            @Option(help: "Where it was found, for rows that do not say.")
            var location: String?
            @Argument(help: ArgumentHelp("The count's number.", valueName: "count"))
            var number: String
            @Argument(help: "The file, also packed with gzip; - is standard input.", completion: .file())
            var file: String
            @OptionGroup var change: ChangeOptions
            @OptionGroup var common: CommonOptions

            func run() throws {
                let database = try common.open()
                let stocktake = Stocktake(database)
                let place = try stocktake.place(of: stocktake.head(number), location)
                let figures = try CountTable.read(file, location: place)
                let request = figures.flatMap { figure in
                    [figure.sku, figure.location] + ChangeOptions.said("--lot", figure.lot) + [String(figure.counted)]
                }
                try change.perform("stock count import", [number] + request, common, database) {
                    (Answer(try stocktake.enter(number, figures, dryRun: change.dryRun)), 0)
                }
            }
        }

        struct Review: ParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "review", abstract: "Show what differs and what is not counted yet.",
                discussion: "Example:\n  nephrite stock count review CT-2026-000001")
            @Argument(help: ArgumentHelp("The count's number.", valueName: "count"))
            var number: String
            @OptionGroup var common: CommonOptions
            func run() throws {
                try common.show(Answer(try Stocktake(common.open()).show(number, isDifferent: true)))
            }
        }

        struct Post: ParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "post", abstract: "Post what was found more or less; what was not counted stays as it is.",
                discussion: """
                    Where less lies there than is promised, the youngest promises are taken back first; the answer lists them.

                    Examples:
                      nephrite stock count post CT-2026-000001
                      nephrite stock count post CT-2026-000001 --on 2026-12-31
                    """)
            @Option(help: "The day it counts for, in a period that is open; without one today.")
            var on: Day?
            @OptionGroup var target: Target

            func run() throws {
                try target.perform("post", ChangeOptions.said("--on", on?.text)) {
                    try $0.post(target.number, on: on, dryRun: $1)
                }
            }
        }

        struct Cancel: ParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "cancel", abstract: "End a count that is not wanted.",
                discussion: "Example:\n  nephrite stock count cancel CT-2026-000001")
            @OptionGroup var target: Target
            func run() throws { try target.perform("cancel") { try $0.cancel(target.number, dryRun: $1) } }
        }

        struct Show: ParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "show", abstract: "Show a count with all its lines.",
                discussion: "Example:\n  nephrite stock count show CT-2026-000001")
            @Argument(help: ArgumentHelp("The count's number.", valueName: "count"))
            var number: String
            @OptionGroup var common: CommonOptions
            func run() throws { try common.show(Answer(try Stocktake(common.open()).show(number))) }
        }

        struct List: ParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "list", abstract: "List counts, the latest first.",
                discussion: "Example:\n  nephrite stock count list")
            @OptionGroup var page: PageOptions
            @OptionGroup var common: CommonOptions
            func run() throws {
                let rows = try Stocktake(common.open()).list(limit: page.limit, after: page.after)
                try common.show(.list(rows.map { Answer($0) }))
            }
        }
    }
}

extension Answer {
    /// A count with its lines.
    init(_ detail: Stocktake.Detail) {
        let lines = detail.lines.map { line in
            Answer.keys(
                ("sku", .text(line.sku)), ("name", .text(ifPresent: line.name)), ("location", .text(line.location)),
                ("lot", .text(ifPresent: line.lot)), ("expected", .int(line.expected)),
                ("counted", .int(ifPresent: line.counted)),
                ("variance", .int(ifPresent: line.variance)))
        }
        self = Answer(detail.count).with(
            Member("lines", .list(lines)), Member("released", .list(detail.released.map { Answer(promise: $0) })))
    }

    /// A count.
    init(_ count: StockCountRow) {
        self = .keys(
            ("count", .text(count.number)), ("location", .text(ifPresent: count.location)),
            ("by_lot", .bool(count.isByLot)),
            ("state", .text(count.state)),
            ("opened_at", .text(count.openedAt)), ("ended_at", .text(ifPresent: count.endedAt)),
            ("line_count", .int(count.lines)), ("counted", .int(count.counted)))
    }
}
