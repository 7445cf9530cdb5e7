internal import ArgumentParser
internal import Catalog
internal import Commanding
internal import Importing
internal import Operations
internal import Quantities
internal import Rendering

/// `nephrite protocol`: ways of using tools that people load, and the tools that suit them.
struct ProtocolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocol",
        abstract: "Ways of using tools, as people wrote them, and the products that suit their steps.",
        discussion: "The program has no protocols of its own.\n\nExample:\n  nephrite protocol match demo_relax_face",
        subcommands: [Load.self, List.self, Show.self, Approve.self, Retire.self, Match.self])

    struct Load: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "load", abstract: "Load a protocol from a YAML file.",
            discussion: """
                Every mistake is listed with its line. Title, headings and instructions are screened: what must not be published
                is refused, what a person has to decide on is shown.

                Example:
                  nephrite protocol load Docs/guide/examples/demo-relax-face.yaml
                """)
        @Argument(help: "The file; - is standard input.", completion: .file())
        var file: String
        @Flag(help: "Replace the version where it is a draft or in review.")
        var replace = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            // A mark of the byte order belongs to the file and not to its text.
            let text = try ShortText.contents(
                of: file, tooLong: "a protocol is a text that people read; load one at a time"
            ).trimmingPrefix("\u{FEFF}")
            let database = try common.open()
            try change.perform("protocol load", [String(text), replace ? "replace" : ""], common, database) {
                let detail = try Protocols(database).load(
                    String(text), from: ShortText.name(file), replaces: replace, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the versions of protocols by code and version.",
            discussion: "--after takes a code, or code@version.\n\nExample:\n  nephrite protocol list -O csv")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Protocols(common.open()).list(limit: page.limit, after: page.after)
            try common.show(.list(rows.map(Answer.protocolRow)))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a protocol with its steps, reasons against use and verified studies.",
            discussion: """
                Without --version the latest approved one, else the latest.

                Example:
                  nephrite protocol show demo_relax_face --version 1
                """)
        @Argument(help: "The protocol's code.")
        var code: String
        @Option(help: "The version.")
        var version: Int?
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.show(Answer(try Protocols(common.open()).show(code, version: version)))
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve",
            abstract: "Approve a version that somebody else than its author reviewed; it never changes again.",
            discussion: """
                Example:
                  nephrite protocol approve demo_relax_face --version 1 --by "B. Reviewer" --scope "wording and tools"
                """)
        @Argument(help: "The protocol's code.")
        var code: String
        @Option(help: "The version.")
        var version: Int
        @Option(help: "Who reviewed it.")
        var by: String
        @Option(help: "What was reviewed.")
        var scope: String
        @Option(help: "On which day; today without it.")
        var on: Day?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            let request = [code, String(version), by, scope, on?.text ?? ""]
            try change.perform("protocol approve", request, common, database) {
                let detail = try Protocols(database).approve(
                    code, version: version, by: by, scope: scope, on: on, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct Retire: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retire", abstract: "Retire a version for good.",
            discussion: "Example:\n  nephrite protocol retire demo_relax_face --version 1")
        @Argument(help: "The protocol's code.")
        var code: String
        @Option(help: "The version.")
        var version: Int
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("protocol retire", [code, String(version)], common, database) {
                let detail = try Protocols(database).retire(code, version: version, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct Match: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "match", abstract: "List the active products that suit each step, and say why others do not.",
            discussion: """
                A product suits a step when it meets every must; those that meet more shoulds come first. What nobody has said of a
                product never meets a must.

                Examples:
                  nephrite protocol match demo_relax_face --limit 10
                  nephrite protocol match demo_relax_face --sku LOTUS-LJ-1002
                """)
        @Argument(help: "The protocol's code.")
        var code: String
        @Option(help: "The version; without it the latest approved one, else the latest.")
        var version: Int?
        @Option(help: "At most so many products of each step.")
        var limit = 20
        @Flag(help: "List also products that do not suit, with every reason.")
        var explain = false
        @Option(help: "Only this product, with every reason.")
        var sku: String?
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard (1...1000).contains(limit) else { throw ValidationError("--limit is from 1 to 1000") }
        }

        func run() throws {
            let failures = explain || sku != nil ? limit : 0
            let matching = try Protocols(common.open()).match(
                code, version: version, sku: sku, limit: limit, failureLimit: failures)
            try common.show(common.output == .csv ? .matchRows(matching) : Answer(matching))
        }
    }
}
