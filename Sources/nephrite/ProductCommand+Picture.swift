internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering
internal import Storage

extension ProductCommand {
    struct Picture: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "picture",
            abstract: "Give a product its picture for line sheets, show which it has, or take it away.",
            discussion: """
                The picture is a PNG or JPEG of at most 1 MiB on this machine; its bytes are kept in the database. Nothing is fetched: \
                pictures that suppliers name by address are not used.

                Examples:
                  nephrite product picture HANSE-10110 photos/10110.jpg
                  nephrite product picture HANSE-10110
                  nephrite product picture HANSE-10110 --remove
                """)
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "The file; without it the picture is shown by its digest.")
        var file: String?
        @Flag(help: "Take the picture away.")
        var remove = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            if remove, file != nil { throw ValidationError("give a file or --remove, not both") }
        }

        func run() throws {
            let database = try common.open()
            let products = Products(database)
            guard remove || file != nil else {
                return try common.show(Answer(sku, try products.picture(of: sku)))
            }
            try change.perform("product picture", [sku, file ?? ""], common, database) {
                (Answer(sku, try products.setPicture(sku, file: file, dryRun: change.dryRun)), 0)
            }
        }
    }
}

extension Answer {
    /// The picture of a product.
    fileprivate init(_ sku: String, _ picture: PictureRow?) {
        self = .keys(
            ("sku", .text(sku)), ("media_type", .text(ifPresent: picture?.mediaType)),
            ("bytes", .int(ifPresent: picture?.size)), ("sha256", .text(ifPresent: picture?.digest)),
            ("given_by", .text(ifPresent: picture?.actor)), ("given_at", .text(ifPresent: picture?.at)))
    }
}
