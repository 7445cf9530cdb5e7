internal import ArgumentParser
internal import Operations
internal import Orders
internal import Quantities
internal import Rendering
internal import Storage

extension PurchaseCommand {
    struct Receive: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receive", abstract: "Take goods of a purchase in.",
            discussion: """
                Without --line all that is open came in. The goods cost what the purchase says at the rate of the day; \
                what freight and duty cost is spread over them.

                Examples:
                  nephrite purchase receive PO-2026-000001 --line LOTUS-1001=120
                  nephrite purchase receive PO-2026-000001 --landed 86.40 --by weight --cover
                  nephrite purchase receive PO-2026-000001 --lot LOTUS-1001=L1:80 LOTUS-1001=L2:40 --certificate L1=26-4711
                """)
        @Option(parsing: .upToNextOption, help: ArgumentHelp("Only so much of it.", valueName: "sku=qty"))
        var line: [String] = []
        @Option(help: "Where to.")
        var location: String = "MAIN"
        @Option(help: "The day it came in; without one today.")
        var on: Day?
        @Option(help: "What freight, duty and the like cost, in the base currency.")
        var landed: String?
        @Option(help: "By what that is spread over the lines: value or weight.")
        var by: Basis = .value
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp(
                "The lot that an SKU is of, or how many are; it is made where it is new.", valueName: "sku=lot[:qty]"))
        var lot: [String] = []
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("The supplier's own number of such a lot.", valueName: "lot=number"))
        var supplierLot: [String] = []
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("The reference of such a lot's certificate.", valueName: "lot=reference"))
        var certificate: [String] = []
        @Flag(help: "Promise what came in to the orders that wait for it, who was confirmed first first.")
        var cover = false
        @Argument(help: ArgumentHelp("The purchase's number.", valueName: "purchase"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        enum Basis: String, ExpressibleByArgument, CaseIterable {
            case value, weight
        }

        func run() throws {
            let arrival = Purchases.Arrival(
                wishes: try WishText.quantities(line), location: location, day: on, landed: landed,
                basis: by == .value ? .value : .weight, isCovering: cover,
                lots: try ArrivingLotText.lots(lot, supplierLots: supplierLot, certificates: certificate))
            let database = try common.open()
            let request =
                [number, location, on?.text ?? "", landed ?? "", by.rawValue, cover ? "cover" : ""] + line
                + lot.map { "lot " + $0 } + supplierLot.map { "--supplier-lot " + $0 }
                + certificate.map { "--certificate " + $0 }
            try change.perform("purchase receive", request, common, database) {
                let detail = try Purchases(database).receive(
                    number, arrival, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }
}
