internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite lot`: goods that came in together, and where they went.
struct LotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lot", abstract: "Lots with their certificate, inspection and trace.",
        discussion: """
            A lot is made when goods of it come in: nephrite stock receive SKU 100 --cost 3.20 --lot L-2026-11

            Example:
              nephrite lot show LOTUS-1001 L-2026-11
            """,
        subcommands: [List.self, Show.self, Edit.self, Inspect.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List lots by SKU and code.",
            discussion: "Example:\n  nephrite lot list --sku LOTUS-1001")
        @Option(help: "Only those of this product.")
        var sku: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Lots(common.open()).list(sku: sku, limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a lot: where it came from, what lies where, to whom it went.",
            discussion: "Example:\n  nephrite lot show LOTUS-1001 L-2026-11")
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "The lot's code.")
        var lot: String
        @OptionGroup var common: CommonOptions

        func run() throws { try common.show(Answer(try Lots(common.open()).show(sku, lot))) }
    }

    struct Edit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Say where a lot comes from, and which certificate it has.",
            discussion:
                "Example:\n  nephrite lot set LOTUS-1001 L-2026-11 --certificate 26-4711 --issuer \"Gemlab\" --certified-on 2026-10-30"
        )
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "The lot's code.")
        var lot: String
        @Option(help: "The supplier, by its code.")
        var supplier: String?
        @Option(help: "The supplier's own number of the lot.")
        var supplierLot: String?
        @Option(help: "The reference of its certificate.")
        var certificate: String?
        @Option(help: "Who issued it.")
        var issuer: String?
        @Option(help: "The day it was issued.")
        var certifiedOn: Day?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            var details = Lots.Details()
            details.supplier = supplier
            details.supplierLot = supplierLot
            details.certificate = certificate
            details.issuer = issuer
            details.certifiedOn = certifiedOn
            let database = try common.open()
            let request =
                [sku, lot] + [supplier, supplierLot, certificate, issuer, certifiedOn?.text].map { $0 ?? "-" }
            try change.perform("lot set", request, common, database) {
                (Answer(try Lots(database).set(sku, lot, details, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Inspect: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "inspect", abstract: "Write down what was found when a sample of a lot was looked at.",
            discussion: """
                What was measured counts for the product, which is graded anew; nephrite product measure --help has the fields.

                Example:
                  nephrite lot inspect LOTUS-1001 L-2026-11 --result accepted --sample 8 chip_max_mm=0.1 thickness_min_mm=6.1
                """)
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "The lot's code.")
        var lot: String
        @Argument(help: ArgumentHelp("What was measured.", valueName: "field=value"))
        var measured: [String] = []
        @Option(help: "accepted or rejected.")
        var result: Result
        @Option(help: "The day; without one today.")
        var on: Day?
        @Option(help: "Who looked at it.")
        var inspector: String?
        @Option(help: "How many pieces were looked at.")
        var sample: Int?
        @Option(help: "What else was found.")
        var note: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        enum Result: String, ExpressibleByArgument, CaseIterable {
            case accepted, rejected
        }

        func run() throws {
            let assignments = try measured.map { text in
                guard let assignment = Products.Assignment(text) else {
                    throw ValidationError("what was measured is given as FIELD=VALUE, not \"\(text)\"")
                }
                return assignment
            }
            let inspection = Lots.Inspection(
                isAccepted: result == .accepted, day: on, inspector: inspector, sample: sample, note: note,
                measured: assignments)
            let database = try common.open()
            let request =
                [
                    sku, lot, result.rawValue, on?.text ?? "-", inspector ?? "-", sample.map(String.init) ?? "-",
                    note ?? "-",
                ]
                + measured
            try change.perform("lot inspect", request, common, database) {
                (Answer(try Lots(database).inspect(sku, lot, inspection, dryRun: change.dryRun)), 0)
            }
        }
    }
}

extension Answer {
    /// How much is of a lot.
    init(_ part: LotPart) { self = .keys(("lot", .text(part.lot)), ("quantity", .int(part.quantity))) }

    /// A row of the list of lots.
    init(_ lot: LotRow) {
        self = .keys(
            ("sku", .text(lot.sku)), ("lot", .text(lot.code)), ("supplier", .text(ifPresent: lot.supplier)),
            ("supplier_lot", .text(ifPresent: lot.supplierLot)), ("certificate", .text(ifPresent: lot.certificate)),
            ("certificate_issuer", .text(ifPresent: lot.certificateIssuer)),
            ("certified_on", .text(ifPresent: lot.certifiedOn)), ("inspection", .text(ifPresent: lot.inspection)),
            ("on_hand", .int(lot.onHand)))
    }

    /// A lot with everything about it.
    init(_ detail: Lots.Detail) {
        self = Answer(detail.lot).with(
            Member("inspections", .list(detail.inspections.map { Answer($0) })),
            Member(
                "locations",
                .list(
                    detail.balances.map { .keys(("location", .text($0.location)), ("on_hand", .int($0.onHand))) })),
            Member("movements", .list(detail.moves.map { Answer($0) })))
    }

    /// An inspection.
    init(_ row: InspectionRow) {
        self = .keys(
            ("inspected_on", .text(row.inspectedOn)), ("result", .text(row.result)),
            ("inspector", .text(ifPresent: row.inspector)), ("sample", .int(ifPresent: row.sample)),
            ("note", .text(ifPresent: row.note)),
            ("measured", .object(row.measured.map { Member($0.field, .text($0.value)) })))
    }

    /// A movement of a lot.
    init(_ row: LotMoveRow) {
        self = .keys(
            ("movement", .int(Int(row.movement))), ("kind", .text(row.kind)), ("effective_on", .text(row.day)),
            ("quantity", .int(row.quantity)), ("from", .text(ifPresent: row.from)),
            ("to", .text(ifPresent: row.target)), ("purchase", .text(ifPresent: row.purchase)),
            ("receipt", .text(ifPresent: row.receipt)), ("order", .text(ifPresent: row.order)),
            ("customer", .text(ifPresent: row.customer)), ("shipment", .text(ifPresent: row.shipment)),
            ("return", .text(ifPresent: row.orderReturn)))
    }
}
