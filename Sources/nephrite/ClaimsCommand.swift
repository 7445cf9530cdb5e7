internal import ArgumentParser
internal import Catalog
internal import Commanding
internal import Operations
internal import Rendering

/// `nephrite claims`: what a text may say.
struct ClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims", abstract: "What a text may say of the goods.",
        discussion: "Example:\n  nephrite claims check \"Relieves neck pain\" --market EU", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Screen a text: allowed, flag (hold for a person) or block (must not be published).",
            discussion: """
                The answer is the exit status 0, whatever the label. Places count Unicode scalars and end behind the last.

                Examples:
                  nephrite claims check "Natural jade gua sha" --material serpentine
                  nephrite claims check - < description.txt
                """)
        @Argument(help: "The text, or - for standard input.")
        var text: String
        @Option(help: "US or EU; without it the strictest counts.")
        var market: String?
        @Option(help: "The product the text is about.")
        var sku: String?
        @Option(help: "The material's code, before the product's.")
        var material: String?
        @Option(
            name: [.customLong("treatment")],
            help: "A treatment's code, before the product's; several are given one by one.")
        var treatments: [String] = []
        @Option(help: "The grade, before the product's.")
        var grade: String?
        @OptionGroup var common: CommonOptions

        func validate() throws {
            if let market, Market(rawValue: market) == nil {
                throw ValidationError("--market takes US or EU, not \"\(market)\"")
            }
        }

        func run() throws {
            var subject = ClaimsCheck.Subject()
            subject.sku = sku
            subject.material = material
            subject.treatments = treatments
            subject.grade = grade
            let text =
                self.text == "-"
                ? try ShortText.contents(of: "-", tooLong: "screen one description at a time") : self.text
            let database = try common.open()
            let screening = try ClaimsCheck(database).check(
                text, subject, market: market.flatMap { Market(rawValue: $0) })
            try common.show(Answer(screening))
        }
    }
}

extension Answer {
    /// What screening says of a text.
    init(_ screening: Screening) {
        self = .keys(
            ("label", .text(screening.label.rawValue)),
            (
                "findings",
                .list(
                    screening.findings.map {
                        .keys(
                            ("rule", .text($0.rule)), ("label", .text($0.label.rawValue)),
                            ("start", .int($0.scalars.lowerBound)), ("end", .int($0.scalars.upperBound)),
                            ("text", .text($0.text)),
                            ("market", .text($0.markets.map(\.rawValue).joined(separator: ","))),
                            ("reason", .text($0.reason)))
                    })
            ), ("rules_version", .int(screening.version)))
    }
}
