internal import ArgumentParser
internal import Commanding
internal import Importing
internal import Operations
internal import Rendering
internal import Storage

/// `nephrite import`: supplier feeds planned, looked at, applied and taken back.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Supplier feeds: plan, look, apply, take back.",
        discussion: """
            A plan says what a feed would change and changes nothing. Prices that jump and items that vanish wait for a
            person; records that cannot be trusted are quarantined with line and reason.

            Example:
              nephrite import plan hanse-2026-11.xml --supplier HANSE
              nephrite import show 2 --changes
              nephrite import apply 2
            """,
        subcommands: [
            Plan.self, Show.self, Review.self, Apply.self, Run.self, Rollback.self, List.self, Inbox.self, Requeue.self,
        ])

    struct FeedOptions: ParsableArguments {
        @Argument(help: "The feed, plain or packed with gzip; - is standard input.", completion: .file())
        var file: String

        @Option(help: "The supplier's code.")
        var supplier: String

        @Option(help: "A built-in profile or a .yaml file; else the supplier's, else the document tells.")
        var profile: String?

        @Flag(help: "Take the file for the whole catalog, whatever it says.")
        var full = false

        @Flag(help: "Take the file for changes only, whatever it says.")
        var delta = false

        @Flag(help: "Read the file again though it is the one applied last.")
        var reparse = false

        func validate() throws {
            if full && delta { throw ValidationError("--full and --delta exclude each other") }
        }

        /// To be made once for a command, since it holds the file open.
        func request() -> ImportRequest {
            var request = ImportRequest(
                FeedSource(file, isInterrupted: { Interrupt.isRequested }), supplier: supplier)
            request.profile = profile
            request.mode = full ? .full : delta ? .delta : nil
            request.reparse = reparse
            return request
        }

        var body: [String] { [file, supplier, profile ?? "", full ? "full" : delta ? "delta" : ""] }
    }

    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "Say what a feed would change; change nothing.",
            discussion: "Example:\n  nephrite import plan hanse-2026-11.xml --supplier HANSE")
        @OptionGroup var feed: FeedOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            let line = ProgressLine(isQuiet: common.quiet)
            let request = feed.request()
            try change.perform("import plan", feed.body, common, database, inOneSnapshot: true) {
                defer { line.end() }
                let run = try ImportPlanning(database, progress: line.report).plan(request, dryRun: change.dryRun)
                return (Answer(run), run.exitStatus)
            }
        }
    }

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Plan a feed and apply it.",
            discussion: "Example:\n  nephrite import run lotus-2026-10.xml --supplier LOTUS")
        @OptionGroup var feed: FeedOptions
        @Flag(help: "Apply also what would wait for a person.")
        var acceptHeld = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            let line = ProgressLine(isQuiet: common.quiet)
            let request = feed.request()
            try change.perform(
                "import run", feed.body + [acceptHeld ? "accept" : ""], common, database, inOneSnapshot: true
            ) {
                defer { line.end() }
                let run = try ImportRunning(database, progress: line.report).run(
                    request, acceptHeld: acceptHeld, dryRun: change.dryRun)
                return (Answer(run), run.exitStatus)
            }
        }
    }

    struct Apply: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply", abstract: "Apply a plan, or what waits in the run applied last.",
            discussion: "Example:\n  nephrite import apply 2 --accept-held")
        @Argument(help: ArgumentHelp("The run's number.", valueName: "run"))
        var number: Int
        @Flag(help: "Apply also what waits for a person.")
        var acceptHeld = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("import apply", [String(number), acceptHeld ? "accept" : ""], common, database) {
                let row = try ImportApplying(database).apply(
                    Int64(number), acceptHeld: acceptHeld, dryRun: change.dryRun)
                return (Answer(row), row.exitStatus)
            }
        }
    }

    struct Rollback: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rollback", abstract: "Take the supplier's latest applied run back.",
            discussion: "Example:\n  nephrite import rollback 2")
        @Argument(help: ArgumentHelp("The run's number.", valueName: "run"))
        var number: Int
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("import rollback", [String(number)], common, database) {
                (Answer(try ImportApplying(database).rollback(Int64(number), dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a run, its changes, what waits, its quarantine, findings, claims or decisions.",
            discussion: "Example:\n  nephrite import show 2 --held -O json")
        @Argument(help: ArgumentHelp("The run's number.", valueName: "run"))
        var number: Int
        @Flag(help: "Every change, field by field.")
        var changes = false
        @Flag(help: "What waits for a person, and why.")
        var held = false
        @Flag(help: "Records that cannot be trusted, with line and reason.")
        var quarantine = false
        @Flag(help: "What was noticed about records that were taken.")
        var findings = false
        @Flag(help: "What their texts say that may not be published, or not without a person.")
        var claims = false
        @Flag(help: "Who decided what on changes that waited.")
        var reviews = false
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            if [changes, held, quarantine, findings, claims, reviews].filter({ $0 }).count > 1 {
                throw ValidationError("choose one of --changes, --held, --quarantine, --findings, --claims, --reviews")
            }
        }

        func run() throws {
            let views = ImportViews(try common.open())
            let after = try page.numericAfter() ?? 0
            if changes || held {
                let rows = try views.changes(Int64(number), heldOnly: held, after: after, limit: page.limit)
                try common.show(.list(rows.flatMap { common.output == .json ? [Answer($0)] : Answer.flat($0) }))
            } else if quarantine {
                let rows = try views.quarantine(Int64(number), after: after, limit: page.limit)
                try common.show(.list(rows.map { Answer($0, withRaw: common.output == .json) }))
            } else if findings {
                try common.show(
                    .list(try views.findings(Int64(number), after: after, limit: page.limit).map { Answer($0) }))
            } else if claims {
                try common.show(
                    .list(try views.claims(Int64(number), after: after, limit: page.limit).map { Answer($0) }))
            } else if reviews {
                try common.show(
                    .list(try views.reviews(Int64(number), after: after, limit: page.limit).map { Answer($0) }))
            } else {
                try common.show(Answer(try views.show(Int64(number))))
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List runs, the latest first.",
            discussion: "Example:\n  nephrite import list --supplier HANSE --limit 10")
        @Option(help: "Only this supplier's.")
        var supplier: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let after = try page.numericAfter().map { Int64($0) }
            let database = try common.open()
            if let supplier { _ = try Suppliers(database).show(code: supplier) }
            let rows = try ImportViews(database).list(supplier: supplier, limit: page.limit, after: after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}
