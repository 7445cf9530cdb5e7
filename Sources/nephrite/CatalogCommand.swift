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
            help: ArgumentHelp("Write into this file; else to standard output.", valueName: "file"))
        var file: String?
        @OptionGroup var common: CommonOptions

        private var chosenFormat: FeedFormat? {
            guard format == nil, let file else { return format ?? .bmecat }
            return FeedFormat(file: file)
        }

        func validate() throws {
            guard (priceList == nil) != (customer == nil) else {
                throw ValidationError("say whose prices: --price-list or --customer")
            }
            guard let format = chosenFormat else {
                throw ValidationError("say --format bmecat, google, csv or xlsx: the file's ending does not tell it")
            }
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
            let format = chosenFormat ?? .bmecat
            let export = CatalogExport(try common.open())
            let prices: CatalogExport.Prices = customer.map { .customer($0) } ?? .list(priceList ?? "")
            let scope = try export.scope(prices, language: language, tax: tax)
            let line = ProgressLine(isQuiet: common.quiet)
            defer { line.end() }
            let output = FeedOutput(export, scope, format, link: link ?? "") { line.report($0, $1, $0) }
            guard let file else {
                var outcome = CatalogExport.Outcome()
                try Console.write(scratch: Scratch.folder(common.environment())) { outcome = try output.write(to: $0) }
                line.end()
                if !outcome.leftOut.isEmpty {
                    common.report("\(outcome.leftOut.count) products are not in it; with -o FILE they are listed")
                    throw ExitCode(3)
                }
                return
            }
            var outcome = CatalogExport.Outcome()
            try OutputFile.write(to: file) { outcome = try output.write(to: $0) }
            line.end()
            try common.show(Answer(outcome, scope, format, file: file))
            if !outcome.leftOut.isEmpty { throw ExitCode(3) }
        }
    }
}

/// A form of a feed of ours.
enum FeedFormat: String, CaseIterable, ExpressibleByArgument {
    case bmecat, google, csv, xlsx

    /// The form that a file's ending means.
    init?(file: String) {
        let ending = FileEnding.of(file)
        self.init(rawValue: ending == "xml" ? "bmecat" : ending ?? "")
    }
}

/// A feed written into a file.
struct FeedOutput {
    private let export: CatalogExport
    private let scope: CatalogExport.Scope
    private let format: FeedFormat
    private let link: String
    private let progress: (Int, Int) -> Void

    init(
        _ export: CatalogExport, _ scope: CatalogExport.Scope, _ format: FeedFormat, link: String,
        progress: @escaping (Int, Int) -> Void
    ) {
        (self.export, self.scope, self.format, self.link) = (export, scope, format, link)
        self.progress = progress
    }

    /// Writes it whole; tables are looked through once before, for the length of their lists.
    func write(to part: OutputFile.Part) throws -> CatalogExport.Outcome {
        let sink: FeedSink = { try part.write($0) }
        return try export.inOneView {
            switch format {
            case .bmecat: try stream(BMEcatFeed(scope.head, into: sink))
            case .google: try stream(GoogleFeed(scope.head, link: link, into: sink))
            case .csv: try stream(CSVFeed(try table(), into: sink))
            case .xlsx: try workbook(part)
            }
        }
    }

    private func stream(_ writer: some FeedWriter) throws -> CatalogExport.Outcome {
        var writer = writer
        try writer.begin()
        let outcome = try export.forEach(scope, progress: progress) { product in
            if let excess = excess(of: product) { return excess }
            try writer.write(product)
            return nil
        }
        try writer.end()
        return outcome
    }

    private func table() throws -> TableFeed {
        var lengths = TableFeed.Lengths()
        _ = try export.forEach(scope) { product in
            if TableFeed.excess(of: product) == nil { lengths.add(product) }
            return nil
        }
        return TableFeed(scope.head, lengths)
    }

    private func excess(of product: FeedProduct) -> CatalogExport.LeftOut? {
        guard format == .csv || format == .xlsx, let words = TableFeed.excess(of: product) else { return nil }
        return CatalogExport.LeftOut(sku: product.sku, code: "no_room", message: "it has \(words)")
    }

    private func workbook(_ part: OutputFile.Part) throws -> CatalogExport.Outcome {
        let table = try table()
        do {
            let book = try PlainWorkbook(
                path: part.openPath, scratch: part.folder, title: "Catalog", created: scope.day, titles: table.titles)
            let outcome = try export.forEach(scope, progress: progress) { product in
                if let excess = excess(of: product) { return excess }
                try book.add(table.cells(product).map(TableFeed.apostropheKept))
                return nil
            }
            try book.finish()
            return outcome
        } catch let fault as WorkbookFault {
            throw part.refusal(fault.description)
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
