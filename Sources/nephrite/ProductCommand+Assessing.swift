internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering

extension ProductCommand {
    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Say what a product is; it counts before what its suppliers say.",
            discussion: """
                An empty value takes back what was said. preferred_supplier=CODE chooses the supplier item that counts.
                nephrite product fields lists the fields.

                Example:
                  nephrite product set HANSE-10110 material=nephrite treatments=none_asserted identity_basis=in_house_test
                """)
        @OptionGroup var said: Assignments
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws { try said.run("product set", isMeasured: false, change, common) }
    }

    struct Measure: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "measure",
            abstract: "Write down what was found on a sample, with its unit in the field's name.",
            discussion: """
                An empty value takes back what was said. nephrite product fields lists the fields.

                Example:
                  nephrite product measure HANSE-10110 thickness_min_mm=6.2 edge_min_radius_mm=1.5 chip_max_mm=0
                """)
        @OptionGroup var said: Assignments
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws { try said.run("product measure", isMeasured: true, change, common) }
    }

    /// A product and what is said of it.
    struct Assignments: ParsableArguments {
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: ArgumentHelp("A field and its value.", valueName: "field=value"))
        var assignments: [String]

        func run(
            _ command: String, isMeasured: Bool, _ change: ChangeOptions, _ common: CommonOptions
        ) throws {
            let said = try Products.Assignment.all(assignments)
            let database = try common.open()
            try change.perform(command, [sku] + assignments, common, database) {
                let detail = try Products(database).say(sku, said, isMeasured: isMeasured, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct Fields: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fields", abstract: "List what can be said of a product and measured on it.",
            discussion: "Example:\n  nephrite product fields")
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.show(.list(try Products(common.open()).fields().map { Answer($0) }))
        }
    }

    struct Grade: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "grade", abstract: "Grade a product for IASTM work, with the reasons, or all products.",
            discussion: "Example:\n  nephrite product grade HANSE-10110\n  nephrite product grade --all")
        @OptionGroup var which: OneOrAll
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            try which.run("product grade", change, common, one: Answer.grading) {
                Answer(try $0.gradeAll(dryRun: change.dryRun))
            }
        }
    }

    struct Screen: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "screen", abstract: "Screen a product's texts for claims and names, or those of all products.",
            discussion: "Example:\n  nephrite product screen LOTUS-LJ-1003\n  nephrite product screen --all")
        @OptionGroup var which: OneOrAll
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            try which.run("product screen", change, common, one: Answer.screening) {
                Answer(try $0.screenAll(dryRun: change.dryRun))
            }
        }
    }

    /// A product, or all.
    struct OneOrAll: ParsableArguments {
        @Argument(help: "The SKU.")
        var sku: String?
        @Flag(help: "All products.")
        var all = false

        func validate() throws {
            guard (sku == nil) == all else { throw ValidationError("give an SKU, or --all for all products") }
        }

        /// What was asked for, as part of a request with a key.
        var key: [String] { [sku ?? "", all ? "all" : ""] }

        /// Assesses the product anew, or all with a line of progress, and prints the answer.
        func run(
            _ command: String, _ change: ChangeOptions, _ common: CommonOptions,
            one: (Products.Detail) -> Answer, all: (Assessing) throws -> Answer
        ) throws {
            let database = try common.open()
            try change.perform(command, key, common, database) {
                if let sku { return (one(try Assessing(database).reassess(sku, dryRun: change.dryRun)), 0) }
                let line = ProgressLine(isQuiet: common.quiet)
                defer { line.end() }
                return (try all(Assessing(database) { done, total in line.report(done, total, done) }), 0)
            }
        }
    }
}

extension Products.Assignment {
    /// Reads each `field=value`.
    static func all(_ texts: [String]) throws -> [Products.Assignment] {
        try texts.map { text in
            guard let assignment = Products.Assignment(text) else {
                throw ValidationError("\"\(text)\" is not of the form field=value")
            }
            return assignment
        }
    }
}
