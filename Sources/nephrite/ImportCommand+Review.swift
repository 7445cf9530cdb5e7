internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering
internal import Storage

extension ImportCommand {
    struct Review: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "review",
            abstract: "Decide on what waits: accept or reject it by item, by rule, or all of it.",
            discussion: """
                In a plan the decision counts when it is applied; in the run applied last, what is accepted is applied at once. What is
                rejected leaves the item as it is; the decision and who made it are kept.

                Examples:
                  nephrite import review 5 accept --rule price_change --note "new list of 1 November"
                  nephrite import review 5 reject --item 10360
                """)

        enum Choice: String, ExpressibleByArgument, CaseIterable { case accept, reject }

        @Argument(help: ArgumentHelp("The run's number.", valueName: "run"))
        var number: Int
        @Argument(help: "accept or reject.")
        var decision: Choice
        @Option(name: .customLong("item"), help: "A part number; several are given one by one.")
        var items: [String] = []
        @Option(help: "What waits by this rule, as price_change or missing_share.")
        var rule: String?
        @Flag(help: "Everything that waits.")
        var all = false
        @Option(help: "Why, for those who look later.")
        var note: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard [!items.isEmpty, rule != nil, all].filter({ $0 }).count == 1 else {
                throw ValidationError("say what: --item PART, --rule RULE or --all")
            }
        }

        func run() throws {
            var decided = ImportApplying.Decision(accepts: decision == .accept)
            decided.partNumbers = items.isEmpty ? nil : items
            decided.rule = rule
            decided.note = note
            let database = try common.open()
            let body = [String(number), decision.rawValue, rule ?? "", all ? "all" : "", note ?? ""] + items
            try change.perform("import review", body, common, database) {
                let row = try ImportApplying(database).review(Int64(number), decided, dryRun: change.dryRun)
                return (Answer(row), row.exitStatus)
            }
        }
    }
}

extension Answer {
    /// A decision on a change that waited.
    init(_ review: ReviewRow) {
        self = .keys(
            ("record", .int(review.record)), ("part_number", .text(review.partNumber)),
            ("decision", .text(review.decision)), ("held_because", .list(review.heldBecause.map(Answer.text))),
            ("note", .text(ifPresent: review.note)), ("by", .text(review.actor)), ("at", .text(review.at)))
    }
}
