internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering

extension OrderFile.Format: ExpressibleByArgument {}

extension OrderCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Make orders of documents that customers sent.",
            discussion: """
                UBL and Peppol orders, cXML OrderRequests, openTRANS, CSV and NDJSON; several files, and files of many orders.
                The buyer is known by an identifier (nephrite customer identifier). An order that was taken before is a
                duplicate. The exit status is 3 when some are refused; the others are made.

                Example:
                  nephrite order import Imports/orders-ubl/samples/nord-2026-118.xml --confirm --allocate
                """)
        @Argument(help: "The files, also packed with gzip; - is standard input.", completion: .file())
        var files: [String]
        @Option(help: "How they are written: auto, ubl, cxml, opentrans, csv (or a workbook) or ndjson.")
        var format = OrderFile.Format.auto
        @Flag(help: "Agree on them; above the credit limit they are put on hold.")
        var confirm = false
        @Flag(help: "Promise what is available; needs --confirm.")
        var allocate = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard confirm || !allocate else {
                throw ValidationError("--allocate needs --confirm: only what is agreed is promised")
            }
            guard files.filter({ $0 == "-" }).count < 2 else {
                throw ValidationError("standard input can be read once only")
            }
        }

        func run() throws {
            var options = OrderImport.Options()
            options.format = format
            options.confirm = confirm
            options.allocate = allocate
            options.key = change.key
            let database = try common.open()
            let orders = OrderImport(database, options)
            var request = [format.rawValue, confirm ? "confirm" : "", allocate ? "allocate" : ""] + files
            if change.key != nil { request += orders.digests(files) }
            try change.perform("order import", request, common, database) {
                let (outcomes, status) = try orders.run(files, dryRun: change.dryRun)
                return (.list(outcomes.map { Answer($0) }), status)
            }
        }
    }
}

extension Answer {
    /// What became of an order that came in.
    init(_ outcome: OrderOutcome) {
        self = .keys(
            ("order", .text(ifPresent: outcome.order)), ("po_number", .text(ifPresent: outcome.poNumber)),
            ("source", .text(outcome.source)), ("result", .text(outcome.result.rawValue)),
            ("code", .text(ifPresent: outcome.code)), ("message", .text(ifPresent: outcome.message)),
            ("remedy", .text(ifPresent: outcome.remedy)))
    }
}
