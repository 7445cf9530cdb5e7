internal import ArgumentParser
internal import Catalog
internal import Commanding
internal import Documents
internal import Labels
internal import Operations
internal import Rendering
internal import Storage

/// `nephrite label`: what is stuck on products and cartons.
struct LabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Labels for products and cartons.",
        discussion: """
            Sheets as PDF or HTML, or ZPL for label printers. Layouts: \(LabelLayout.sheets.map(\.name).joined(separator: ", ")), \
            or WIDTHxHEIGHT in millimetres for one label by itself.

            Examples:
              nephrite label product HANSE-10130 --copies 21 -o labels.pdf
              nephrite label carton SH-2026-000001 --per-carton 24 -o cartons.pdf
              nephrite label carton SH-2026-000001 --layout 100x150 -o cartons.zpl
              nephrite label list SH-2026-000001
            """,
        subcommands: [Product.self, Carton.self, List.self])

    struct Product: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "product", abstract: "Print labels of products with their GTIN.",
            discussion: """
                Examples:
                  nephrite label product HANSE-10130 HANSE-10140 --layout 5160 -o labels.pdf
                  nephrite label product HANSE-10130 --lot L-2026-07 --copies 100 --layout 60x40 --dpi 300 -o labels.zpl
                """)
        @Argument(help: ArgumentHelp("The products' SKUs.", valueName: "sku"))
        var skus: [String]
        @Option(help: "So many of each.")
        var copies = 1
        @Option(help: "The lot that the goods are of.")
        var lot: String?
        @OptionGroup var print: LabelOptions
        @OptionGroup var common: CommonOptions

        private static let standard = "L7160"

        func validate() throws {
            try print.check(standard: Self.standard)
            guard copies > 0, copies <= LabelOptions.most / max(1, skus.count) else {
                throw ValidationError("print 1 to \(LabelOptions.most) labels at once")
            }
        }

        func run() throws {
            let output = try LabelOutput(print, standard: Self.standard, common)
            let products = try ProductLabels(common.open()).labels(skus, lot: lot)
            let rows = products.map { product in
                Answer.keys(
                    ("sku", .text(product.sku)), ("name", .text(product.name)), ("gtin", .text(product.gtin.display)),
                    ("lot", .text(ifPresent: product.lot?.text)), ("copies", .int(copies)))
            }
            try output.deliver({ try output.bytes(products.map { (.product($0), copies) }) }, { .list(rows) }, common)
        }
    }

    struct Carton: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "carton", abstract: "Number the cartons of a shipment or purchase, and print their labels.",
            discussion: """
                Each carton gets an SSCC within the setting gs1_company_prefix, once: later prints have the same numbers.

                Examples:
                  nephrite label carton SH-2026-000001 --per-carton 24 -o cartons.pdf
                  nephrite label carton SH-2026-000001 --mixed 3 --layout L7168 -o cartons.pdf
                  nephrite label carton PO-2026-000001 --per-carton 50 -o for-the-supplier.pdf
                """)
        @Argument(help: ArgumentHelp("The shipment's or purchase's number.", valueName: "number"))
        var number: String
        @Option(help: "Each product and lot in cartons of its own, at most so many to one; without it all in one.")
        var perCarton: Int?
        @Option(help: "So many cartons, each with several products.")
        var mixed: Int?
        @Flag(help: "Number new cartons where they were packed otherwise before.")
        var repack = false
        @Flag(help: "Do everything but keep the numbers and write the file.")
        var dryRun = false
        @OptionGroup var print: LabelOptions
        @OptionGroup var common: CommonOptions

        private static let standard = "A6"

        func validate() throws {
            try print.check(standard: Self.standard)
            guard perCarton == nil || mixed == nil else {
                throw ValidationError("--per-carton and --mixed exclude each other")
            }
            guard [perCarton, mixed].allSatisfy({ $0.map { $0 > 0 } ?? true }) else {
                throw ValidationError("--per-carton and --mixed must be above zero")
            }
        }

        func run() throws {
            let output = try LabelOutput(print, standard: Self.standard, common)
            let packing: CartonLabels.Packing? =
                mixed.map { .mixed($0) } ?? perCarton.map { .single(most: $0) } ?? (repack ? .single(most: nil) : nil)
            let cartons = CartonLabels(try common.open())
            var rows: [CartonRow] = []
            try output.deliver(
                {
                    let printed = try cartons.print(number, packing, repacks: repack, dryRun: dryRun) { labels in
                        try output.bytes(labels.map { (.carton($0), 1) })
                    }
                    rows = printed.cartons
                    return printed.bytes
                }, { .list(rows.map { Answer($0) }) }, common, isDryRun: dryRun)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List numbered cartons, the latest first.",
            discussion: "Examples:\n  nephrite label list SH-2026-000001\n  nephrite label list 340123450000000017")
        @Argument(help: "Only those of this shipment or purchase, or those packed with the carton of this SSCC.")
        var number: String?
        @OptionGroup var most: LimitOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try CartonLabels(common.open()).list(number: number, limit: most.limit)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}

/// How labels are printed.
struct LabelOptions: ParsableArguments {
    @Option(help: "pdf, html or zpl; else the file's ending says it.")
    var format: LabelOutput.Format?
    @Option(
        help: "A sheet (\(LabelLayout.sheets.map(\.name).joined(separator: ", "))) or WIDTHxHEIGHT in millimetres.")
    var layout: LabelLayout?
    @Option(help: "The place of the first label on the first sheet, for sheets begun before; 1 when left out.")
    var from: Int?
    @Option(help: "For zpl: dots to the inch of the label printer, 203, 300 or 600; 203 when left out.")
    var dpi: LabelCommands.Resolution?
    @Option(
        name: .customShort("o"),
        help: ArgumentHelp("Write into this file; else, or for -, to standard output.", valueName: "file"))
    var file: String?

    /// More labels than anybody prints at once.
    static let most = 10_000

    /// The layout asked for, else the standard one.
    func layout(standard: String) -> LabelLayout {
        guard let layout = layout ?? LabelLayout(standard) else { preconditionFailure("no layout \(standard)") }
        return layout
    }

    /// Refuses a place that the sheet does not have, and options that the form has no use for.
    func check(standard: String) throws {
        guard let format = OutputPlace.form(format, file: file, otherwise: .html) else { return }
        if let from {
            guard format != .zpl else {
                throw ValidationError("--from is for sheets; a label printer begins with the next label")
            }
            let layout = layout(standard: standard)
            guard from > 0, from <= layout.count else {
                throw ValidationError(
                    layout.count == 1
                        ? "--from is a place on a sheet, and \(layout.name) is one label by itself"
                        : "--from is a place on the sheet \(layout.name), 1 to \(layout.count)")
            }
        }
        guard dpi == nil || format == .zpl else {
            throw ValidationError("--dpi is for zpl; pages are drawn exactly at any resolution")
        }
    }
}

extension LabelLayout: ExpressibleByArgument {
    /// By its name, or as `WIDTHxHEIGHT`.
    package init?(argument: String) { self.init(argument) }
}

extension LabelCommands.Resolution: ExpressibleByArgument {}

extension Answer {
    /// A carton.
    init(_ row: CartonRow) {
        self = .keys(
            ("sscc", .text(row.sscc)), ("number", .text(row.number)), ("packing", .int(row.packing)),
            ("carton", .int(row.ordinal)), ("of", .int(row.total)), ("sku", .text(ifPresent: row.sku)),
            ("quantity", row.quantity.map { .int($0) } ?? .null), ("lot", .text(ifPresent: row.lot)),
            ("is_current", .bool(row.isCurrent)), ("numbered_at", .text(row.at)), ("numbered_by", .text(row.actor)))
    }
}
