internal import ArgumentParser
internal import Operations
internal import Rendering
internal import Storage

extension PurchaseCommand {
    struct Amend: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "amend", abstract: "Change what is ordered of the supplier, or what it costs.",
            discussion: """
                The quantity is what we want then; an SKU that the purchase lacks gets a line. A cost stays as agreed unless one is given. \
                All changes are made or none; --dry-run shows them.

                Examples:
                  nephrite purchase amend PO-2026-000001 --line LOTUS-1001=240 --dry-run
                  nephrite purchase amend PO-2026-000001 --line LOTUS-1001=240 LOTUS-1002=50@3.05 --reason "by phone"
                """)
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("What and how many then, at a cost if one is given.", valueName: "sku=qty[@cost]"))
        var line: [String]
        @Option(help: "Why.")
        var reason: String?
        @Argument(help: ArgumentHelp("The purchase's number.", valueName: "purchase"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let wishes = try line.map(WishText.wish)
            let database = try common.open()
            try change.perform("purchase amend", [number, reason ?? ""] + line, common, database) {
                let (detail, changes) = try Purchases(database).amend(
                    number, wishes, reason: reason, key: change.key, dryRun: change.dryRun)
                return (Answer(detail, changes: changes), 0)
            }
        }
    }
}
