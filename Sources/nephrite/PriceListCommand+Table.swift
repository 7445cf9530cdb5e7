internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering
internal import Storage

extension PriceListCommand {
    /// `nephrite price-list import`: many prices at once.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Set many fixed prices and quantities from a table, all rows or none.",
            discussion: """
                CSV or a workbook with the columns sku and unit_price, and as needed min_quantity, valid_from, valid_to, minimum, \
                multiple and maximum. Several rows of an SKU are its breaks. The table that price-list export prints may come back.

                Example:
                  nephrite price-list import WH prices.xlsx --dry-run
                """)
        @Argument(help: "The list's code.")
        var code: String
        @Argument(help: "The file, also packed with gzip; - is standard input.", completion: .file())
        var file: String
        @Flag(help: "Take fixed prices away that the file lacks.")
        var replace = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            let table = try RowTable(file, needs: ["sku", "unit_price"], isInterrupted: { Interrupt.isRequested })
            let request = [code, "\(replace)"] + table.request
            try change.perform("price-list import", request, common, database) {
                let (list, changes) = try PriceLists(database).take(
                    table, into: code, replacing: replace, dryRun: change.dryRun)
                return (Answer(list, changes), 0)
            }
        }
    }

    /// `nephrite price-list export`: the table that import reads.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write the fixed prices and quantities of a list as the table that import reads.",
            discussion: """
                Examples:
                  nephrite price-list export WH -o prices.xlsx
                  nephrite price-list export WH -O csv > prices.csv
                """)
        @Argument(help: "The list's code.")
        var code: String
        @OptionGroup var output: TableOutput

        func run() throws {
            let place = try output.place()
            let (list, rows, day) = try PriceLists(output.connection.open(.app)).table(code)
            try output.write(
                rows.map { Answer.members(of: $0, list.currency) }, titles: PriceLists.tableColumns,
                sheet: "Prices", day: day, to: place)
        }
    }
}

extension Answer {
    /// What a table has changed of a list.
    fileprivate init(_ list: PriceListRow, _ table: PriceTableChanges) {
        let changes = table.changes.map { change in
            Answer.object(
                [Member("change", .text(change.kind.rawValue))] + Self.members(of: change.row, list.currency)
                    + [
                        Member("previous_price", .money(ifPresent: change.previousPrice, list.currency)),
                        Member("floor", .money(ifPresent: change.floor, list.currency)),
                    ])
        }
        self = .keys(
            ("price_list", .text(list.code)), ("currency", .text(list.currency)), ("rows", .int(table.rows)),
            ("new", .int(table.count(.new))), ("changed", .int(table.count(.changed))),
            ("unchanged", .int(table.count(.unchanged))), ("removed", .int(table.count(.removed))),
            ("below_floor", .int(table.countBelowFloor)),
            ("changes", .list(changes)))
    }

    fileprivate static func members(of row: PriceTableRow, _ currency: String) -> [Member] {
        [
            Member("sku", .text(row.sku)), Member("unit_price", .money(ifPresent: row.unitPrice, currency)),
            Member("min_quantity", .int(ifPresent: row.minQuantity)),
            Member("valid_from", .text(ifPresent: row.validFrom)), Member("valid_to", .text(ifPresent: row.validTo)),
            Member("minimum", .int(ifPresent: row.terms?.minimum)),
            Member("multiple", .int(ifPresent: row.terms?.multiple)),
            Member("maximum", .int(ifPresent: row.terms?.maximum)),
        ]
    }
}
