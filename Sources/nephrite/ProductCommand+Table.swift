internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering

extension ProductCommand {
    /// `nephrite product import`: what is known of many products at once.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Say what many products are from a table, all rows or none.",
            discussion: """
                CSV or a workbook with the column sku and one for each field as product fields lists them; with measured. before \
                the name what was found out on a sample. A product that is not there is made, with a name and as a draft unless \
                its row says otherwise. An empty cell says nothing.

                Example:
                  nephrite product import products.xlsx --dry-run
                """)
        @Argument(help: "The file, also packed with gzip; - is standard input.", completion: .file())
        var file: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            let table = try RowTable(file, needs: ["sku"], isInterrupted: { Interrupt.isRequested })
            try change.perform("product import", table.request, common, database) {
                (Answer(try Products(database).take(table, dryRun: change.dryRun)), 0)
            }
        }
    }
}

extension Answer {
    /// What a table has changed of products.
    fileprivate init(_ table: ProductTableChanges) {
        let changes = table.changes.flatMap { change in
            change.said.map { said in
                Answer.keys(
                    ("change", .text(change.kind.rawValue)), ("sku", .text(change.sku)), ("field", .text(said.field)),
                    ("value", .text(said.value)), ("previous", .text(ifPresent: said.previous)),
                    ("basis", .text(said.isMeasured ? "measured" : "stated")))
            }
        }
        self = .keys(
            ("rows", .int(table.rows)), ("new", .int(table.count(.new))), ("changed", .int(table.count(.changed))),
            ("unchanged", .int(table.count(.unchanged))), ("changes", .list(changes)))
    }
}
