internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering
internal import Storage

extension ImportCommand {
    struct Inbox: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "inbox", abstract: "Import the files that arrived in a folder, and move each away.",
            discussion: """
                By name, one after the other. Imported files go to done, refused ones to failed with the reason beside them. A
                second one at the same time is refused; hidden files and *.part, *.tmp, *.filepart are left.

                Example:
                  nephrite import inbox /srv/feeds/hanse --supplier HANSE
                """)
        @Argument(help: "The folder.")
        var folder: String
        @Option(help: "Our code of the supplier.")
        var supplier: String
        @Option(help: "Where imported files go; else done in the folder.")
        var done: String?
        @Option(help: "Where refused files go; else failed in the folder.")
        var failed: String?
        @Option(help: "A file written to within so many seconds is left for the next time.")
        var settle: Int = 5
        @Flag(help: "Apply also what would wait for a person.")
        var acceptHeld = false
        @OptionGroup var common: CommonOptions

        func run() throws {
            var request = ImportInbox.Request(folder: folder, supplier: supplier)
            request.done = done
            request.failed = failed
            request.settleSeconds = settle
            request.acceptHeld = acceptHeld
            let database = try common.open()
            var rows: [Answer] = []
            var isPart = false
            do {
                try ImportInbox(database).run(request) { outcome in
                    rows.append(Answer(outcome))
                    if outcome.result == "failed" || outcome.run?.exitStatus == 3 { isPart = true }
                    common.report("\(outcome.file): \(outcome.message ?? outcome.result)")
                }
            } catch {
                // What was done is told even when the rest could not be.
                if !rows.isEmpty { try common.show(.list(rows)) }
                throw error
            }
            try common.show(.list(rows))
            if isPart { throw ExitCode(3) }
        }
    }
}

extension Answer {
    /// What became of a file of an inbox.
    init(_ outcome: ImportInbox.Outcome) {
        let run = outcome.run
        self = .keys(
            ("file", .text(outcome.file)), ("result", .text(outcome.result)),
            ("run", .int(ifPresent: (run?.id ?? outcome.failedRun).map { Int($0) })),
            ("state", .text(ifPresent: run?.state ?? outcome.failedRun.map { _ in "failed" })),
            ("records", .int(ifPresent: run?.records)), ("new", .int(ifPresent: run?.new)),
            ("changed", .int(ifPresent: run?.changed)), ("unchanged", .int(ifPresent: run?.unchanged)),
            ("missing", .int(ifPresent: run?.missing)),
            ("missing_held", .int(ifPresent: run?.missingHeld)), ("held", .int(ifPresent: run?.held)),
            ("quarantined", .int(ifPresent: run?.quarantined)), ("code", .text(ifPresent: outcome.code)),
            ("message", .text(ifPresent: outcome.message)), ("moved_to", .text(ifPresent: outcome.movedTo)))
    }
}
