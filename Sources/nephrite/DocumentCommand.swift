internal import ArgumentParser
internal import Commanding
internal import Documents
internal import Operations
internal import Rendering
internal import Storage

/// `nephrite document`: what goes out to customers and suppliers.
struct DocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document", abstract: "Documents for customers and suppliers.",
        discussion: """
            quotation, confirmation, proforma and pick-list take an order's number (pick-list a planned shipment's too), packing-slip and commercial-invoice a shipment's, invoice and credit-note \
            their own, purchase-order a purchase's, statement and line-sheet a customer's code. What was issued is kept: the same request gives the same bytes again, and of an \
            invoice nothing else ever.

            Examples:
              nephrite document invoice INV-2026-000001 -o invoice.html
              nephrite document invoice INV-2026-000001 --language de -o rechnung.pdf
              nephrite document invoice INV-2026-000001 -o invoice.xml
              nephrite document list INV-2026-000001
            """,
        subcommands: [Write.self, Send.self, Catalogue.self, List.self], defaultSubcommand: Write.self)

    struct Write: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "write", abstract: "Write a document, or print again what was issued.",
            discussion: """
                Examples:
                  nephrite document write quotation SO-2026-000001 -o quotation.pdf --paper Letter
                  nephrite document write packing-slip SH-2026-000001 --format ubl -o despatch.xml
                  nephrite document write line-sheet NORD --by shape -o catalog.pdf
                """)
        @Argument(help: "What it is: \(DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        var kind: DocumentKind
        @Argument(help: "The number of the order, shipment, invoice, credit note or purchase, or a customer's code.")
        var number: String
        @Option(help: "html, pdf, ubl, opentrans, cii or facturx; else the file's ending says it, .xml for ubl.")
        var format: TradeDocuments.Format?
        @Option(help: "en, de, fr, es or zh.")
        var language: DocumentLanguage = .english
        @Option(help: "A4 or Letter.")
        var paper: Paper = .a4
        @OptionGroup var selection: SheetOptions
        @Option(
            name: .customShort("o"),
            help: ArgumentHelp("Write into this file; else, or for -, to standard output.", valueName: "file"))
        var file: String?
        @Flag(help: "Do everything but keep it and write the file.")
        var dryRun = false
        @OptionGroup var common: CommonOptions

        func validate() throws { try selection.check(kind) }

        func run() throws {
            let place = try OutputPlace(format, file: file, otherwise: .html)
            let format = place.form
            let request = TradeDocuments.Request(kind, number, format, language, paper, selection.selection)
            try request.checkFormat()
            let printer = try DocumentPrinter(format, language, common)
            let issued = try TradeDocuments(common.open()).issue(request, dryRun: dryRun, print: printer.print)
            issued.noteAge()
            guard let file = place.file else { return try Console.write(bytes: issued.content) }
            if !dryRun { try OutputFile.write(bytes: issued.content, to: file) }
            try common.show(Answer(issued, file: file))
        }
    }

    /// Which products a line sheet shows.
    struct SheetOptions: ParsableArguments {
        @Option(help: "Of a line sheet: what makes a group, material or shape; material when left out.")
        var by: SheetSelection.Grouping?
        @Option(help: ArgumentHelp("Of a line sheet: only goods of this material or shape.", valueName: "code"))
        var only: String?

        var selection: SheetSelection { SheetSelection(grouping: by ?? .material, only: only) }

        /// Refuses them for other documents.
        func check(_ kind: DocumentKind) throws {
            guard kind == .lineSheet || by == nil && only == nil else {
                throw ValidationError("--by and --only are for line sheets; a \(kind.rawValue) has all of its lines")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List what was issued, the latest first.",
            discussion: "Examples:\n  nephrite document list\n  nephrite document list INV-2026-000001 -O json")
        @Argument(help: "Only of this number.")
        var number: String?
        @OptionGroup var most: LimitOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try TradeDocuments(common.open()).list(number: number, limit: most.limit)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}

extension DocumentKind: ExpressibleByArgument {}
extension DocumentLanguage: ExpressibleByArgument {}
extension Paper: ExpressibleByArgument {}
extension SheetSelection.Grouping: ExpressibleByArgument {}
extension TradeDocuments.Format: ExpressibleByArgument {}

extension Answer {
    init(_ row: IssuedRow) {
        self = .keys(
            ("kind", .text(row.key.kind)), ("number", .text(row.key.number)), ("format", .text(row.key.format)),
            ("language", .text(row.key.language)),
            ("paper", .text(ifPresent: row.key.paper.isEmpty ? nil : row.key.paper)), ("edition", .int(row.edition)),
            ("bytes", .int(row.size)), ("sha256", .text(row.digest)), ("issued_at", .text(row.issuedAt)),
            ("issued_by", .text(row.actor)))
    }

    init(_ issued: TradeDocuments.Issued, file: String) {
        self = Answer(issued.row).with(
            Member("is_reprint", .bool(issued.isReprint)),
            Member("is_as_posted", issued.isAsPosted.map(Answer.bool) ?? .null),
            Member("file", .text(file)))
    }
}

extension TradeDocuments.Issued {
    /// Says where a document of before facts were kept has names and addresses of today.
    func noteAge() {
        guard isAsPosted == false else { return }
        Console.note(
            "\(row.key.number) is of before names and addresses were kept at posting: it has those of today")
    }
}
