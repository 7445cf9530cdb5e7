internal import ArgumentParser
internal import Operations
internal import Rendering

extension ProductCommand {
    struct Name: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "name",
            abstract:
                "Propose a name made of material, treatments, shape and size where a product's own must not be published.",
            discussion: """
                That is a name with a blocked finding of rule H10, or a treatment that no text discloses (N5). With --accept the name is \\
                said of the product, as by product set, and screened again.

                Examples:
                  nephrite product name LOTUS-LJ-1003
                  nephrite product name --all --accept
                """)
        @OptionGroup var which: OneOrAll
        @Flag(help: "Give the products these names.")
        var accept = false
        @OptionGroup var page: PageOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            let naming = ProductNaming(database)
            let request = which.key + [accept ? "accept" : "", String(page.limit), page.after ?? ""]
            try change.perform("product name", request, common, database) {
                guard let sku = which.sku else {
                    let proposals = try naming.proposeAll(
                        limit: page.limit, after: page.after, accepts: accept, dryRun: change.dryRun)
                    return (.list(proposals.map { Answer($0) }), 0)
                }
                return (Answer(try naming.propose(sku, accepts: accept, dryRun: change.dryRun)), 0)
            }
        }
    }
}

extension Answer {
    /// What became of a product's name.
    init(_ proposal: ProductNaming.Proposal) {
        self = .keys(
            ("sku", .text(proposal.sku)), ("name", .text(ifPresent: proposal.name)),
            ("generated_name", .text(ifPresent: proposal.generated)),
            ("rules", .list(proposal.rules.map(Answer.text))), ("result", .text(proposal.outcome.rawValue)))
    }
}
