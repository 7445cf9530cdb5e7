internal import ArgumentParser
internal import Operations
internal import Rendering

extension ProductCommand {
    struct Link: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "link", abstract: "Make a supplier's item an offer of a product.",
            discussion: "Example:\n  nephrite product link HANSE-10110 LOTUS LJ-1001")
        @OptionGroup var offer: Offer
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            try offer.run("product link", change, common) {
                try $0.link(offer.sku, supplier: offer.supplier, partNumber: offer.partNumber, dryRun: change.dryRun)
            }
        }
    }

    struct Unlink: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unlink", abstract: "Make a supplier's item an offer of a product of its own.",
            discussion: "Example:\n  nephrite product unlink HANSE-10320 LOTUS LB-3001")
        @OptionGroup var offer: Offer
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            try offer.run("product unlink", change, common) {
                try $0.unlink(offer.sku, supplier: offer.supplier, partNumber: offer.partNumber, dryRun: change.dryRun)
            }
        }
    }

    /// A product and a supplier's item.
    struct Offer: ParsableArguments {
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "Our code of the supplier.")
        var supplier: String
        @Argument(help: "The supplier's part number.")
        var partNumber: String

        func run(
            _ command: String, _ change: ChangeOptions, _ common: CommonOptions,
            _ body: (Products) throws -> Products.Detail
        ) throws {
            let database = try common.open()
            try change.perform(command, [sku, supplier, partNumber], common, database) {
                (Answer(try body(Products(database))), 0)
            }
        }
    }
}
