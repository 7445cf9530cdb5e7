internal import ArgumentParser
internal import Commanding
internal import Feeds
internal import Operations
internal import Quantities
internal import Rendering
internal import Reporting

/// `nephrite catalog`: our own range as a feed.
struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog", abstract: "Our range as a feed for customers and portals.",
        discussion: """
            Examples:
              nephrite catalog export --price-list WH -o catalog.xml
              nephrite catalog export --customer NORD -o nord.xlsx
            """, subcommands: [Export.self])

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write the active products with their prices: BMEcat, Google Merchant, CSV or a workbook.",
            discussion: """
                Only texts that screening allows are written, treatments always. Products without a price are left out and listed; then \
                the status is 3.

                Examples:
                  nephrite catalog export --price-list WH -o catalog.xml
                  nephrite catalog export --customer NORD -o nord.csv
                  nephrite catalog export --price-list SHOP --format google --tax DE --link "https://shop.example/{sku}" -o google.xml
                """)
        @Option(help: ArgumentHelp("The price list.", valueName: "code"))
        var priceList: String?
        @Option(help: ArgumentHelp("The customer, whose list and currency count.", valueName: "code"))
        var customer: String?
        @Option(help: "bmecat, google, csv or xlsx; else the file's ending: .xml is bmecat.")
        var format: FeedFormat?
        @Option(help: "The language of texts whose own is not known, as ISO 639-2.")
        var language = "eng"
        @Option(help: "For google: where a product is shown, with {sku} for its SKU.")
        var link: String?
        @Option(help: "For google: a country whose standard rate of tax is added to the prices.")
        var tax: String?
        @Option(
            name: .customShort("o"),
            help: ArgumentHelp("Write into this file; else, or for -, to standard output.", valueName: "file"))
        var file: String?
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard (priceList == nil) != (customer == nil) else {
                throw ValidationError("say whose prices: --price-list or --customer")
            }
            // What an ending does not tell is refused when the place is known.
            let format = OutputPlace.form(format, file: file, otherwise: .bmecat)
            guard (format == .google) == (link != nil) else {
                throw ValidationError(
                    format == .google
                        ? "Google wants a page for each product: give --link \"https://…/{sku}\""
                        : "--link is for google")
            }
            guard tax == nil || format == .google else {
                throw ValidationError("--tax is for google; the prices of the other forms are net")
            }
            if let link, !link.hasPrefix("https://") && !link.hasPrefix("http://") {
                throw ValidationError("--link is an address that begins with https://")
            }
            let isCode = language.utf8.count == 3 && language.utf8.allSatisfy { (0x61...0x7A).contains($0) }
            guard isCode else { throw ValidationError("--language takes three letters, as eng or deu") }
        }

        func run() throws {
            let place = try OutputPlace(format, file: file, otherwise: .bmecat)
            let format = place.form
            let export = CatalogExport(try common.open())
            let prices: CatalogExport.Prices = customer.map { .customer($0) } ?? .list(priceList ?? "")
            let scope = try export.scope(prices, language: language, tax: tax)
            let line = ProgressLine(isQuiet: common.quiet)
            defer { line.end() }
            let output = FeedOutput(export, scope, format, link: link ?? "") { line.report($0, $1, $0) }
            var outcome = CatalogExport.Outcome()
            try OutputFile.write(to: place.file, scratch: Scratch.folder(common.environment())) {
                outcome = try output.write(to: $0)
            }
            line.end()
            if let file = place.file {
                try common.show(Answer(outcome, scope, format, file: file))
            } else if !outcome.leftOut.isEmpty {
                common.report("\(outcome.leftOut.count) products are not in it; with -o FILE they are listed")
            }
            if !outcome.leftOut.isEmpty { throw ExitCode(3) }
        }
    }
}

extension Answer {
    /// What an export came to.
    init(_ outcome: CatalogExport.Outcome, _ scope: CatalogExport.Scope, _ format: FeedFormat, file: String) {
        self = .keys(
            ("file", .text(file)), ("format", .text(format.rawValue)), ("price_list", .text(scope.head.list)),
            ("currency", .text(scope.head.currency)), ("day", .text(scope.day.text)),
            ("products", .int(outcome.products)), ("withheld", .int(outcome.withheld)),
            (
                "left_out",
                .list(
                    outcome.leftOut.map { product in
                        .keys(
                            ("sku", .text(product.sku)), ("code", .text(product.code)),
                            ("message", .text(product.message)))
                    })
            ))
    }
}
