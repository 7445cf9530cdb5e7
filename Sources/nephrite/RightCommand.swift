internal import ArgumentParser
internal import Operations
internal import Rendering
internal import Storage

/// `nephrite right`: who may release holds and override prices.
struct RightCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "right", abstract: "Who may release holds and override prices.",
        discussion: """
            A right that nobody has been given is everybody's. Persons are named as they are connected to the database.

            Rights: \(Right.allCases.map(\.rawValue).joined(separator: ", ")).

            Example:
              nephrite right grant anna release_credit
            """,
        subcommands: [Grant.self, Revoke.self, List.self])

    struct Chosen: ParsableArguments {
        @Argument(help: "The person, as he is connected to the database.")
        var person: String
        @Argument(help: "The right.")
        var right: Right
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions
    }

    struct Grant: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "grant", abstract: "Give a person a right; from then on only who was given it has it.",
            discussion: "Example:\n  nephrite right grant anna release_credit")
        @OptionGroup var chosen: Chosen

        func run() throws {
            let database = try chosen.common.open()
            try chosen.change.perform("right grant", [chosen.person, chosen.right.rawValue], chosen.common, database) {
                let rows = try Rights(database).grant(chosen.right, to: chosen.person, dryRun: chosen.change.dryRun)
                return (.list(rows.map { Answer($0) }), 0)
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Take a right away from a person.",
            discussion: "Example:\n  nephrite right revoke anna release_credit")
        @OptionGroup var chosen: Chosen

        func run() throws {
            let database = try chosen.common.open()
            try chosen.change.perform("right revoke", [chosen.person, chosen.right.rawValue], chosen.common, database) {
                let rows = try Rights(database).revoke(chosen.right, from: chosen.person, dryRun: chosen.change.dryRun)
                return (.list(rows.map { Answer($0) }), 0)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List rights that were given, by name and person.",
            discussion: "Example:\n  nephrite right list")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = page.page(of: try Rights(common.open()).list()) { "\($0.name) \($0.person)" }
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}

extension Right: ExpressibleByArgument {}

extension Answer {
    /// A right that was given.
    init(_ row: RightRow) {
        self = .keys(
            ("right", .text(row.name)), ("person", .text(row.person)), ("granted_by", .text(row.grantedBy)),
            ("granted_at", .text(row.grantedAt)))
    }
}
