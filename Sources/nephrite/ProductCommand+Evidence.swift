internal import ArgumentParser
internal import Catalog
internal import Commanding
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

extension ProductCommand {
    struct Evidence: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "evidence",
            abstract: "Show or change the studies that a product's words of proof lean on.",
            discussion: """
                A study counts when its citation is verified and has not expired, it supports a sentence, and it tested the product's kind \\
                of tool. Words of proof are then held for a person instead of blocked; no study makes them publishable by itself.

                Examples:
                  nephrite product evidence HANSE-10110
                  nephrite product evidence HANSE-10110 --unlink stone_trial_2026
                """)
        @Argument(help: "The SKU.")
        var sku: String
        @Option(help: "A study to lean on; several are given one by one.")
        var link: [String] = []
        @Option(help: "A study to lean on no longer; several are given one by one.")
        var unlink: [String] = []
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            guard !link.isEmpty || !unlink.isEmpty else {
                return try common.show(.leaning(try Products(database).show(sku)))
            }
            try change.perform("product evidence", [sku] + link + [""] + unlink, common, database) {
                (
                    .leaning(try Products(database).lean(sku, on: link, notOn: unlink, dryRun: change.dryRun)), 0
                )
            }
        }
    }
}

extension Answer {
    /// The studies a product leans on, and what is found in its words of proof.
    static func leaning(_ detail: Products.Detail) -> Answer {
        .keys(
            ("sku", .text(detail.product.sku)), ("supported", .bool(detail.known.support != nil)),
            ("studies", .list(detail.studies.map { Answer($0) })),
            ("findings", .list(detail.claims.filter { $0.rule == "H5" }.map { productClaim($0) })))
    }

    /// A study that a product leans on, and whether it counts.
    init(_ linked: Products.LinkedStudy) {
        let study = linked.row.study
        self = .keys(
            ("evidence", .text(study.code)), ("title", .text(linked.row.title)),
            ("tool_tested", .text(study.tool.rawValue)), ("verification_status", .text(study.status.rawValue)),
            ("expires_on", .text(ifPresent: study.expiresOn?.text)), ("counts", .bool(linked.refusal == nil)),
            ("because", .text(ifPresent: linked.refusal?.reason)))
    }
}
