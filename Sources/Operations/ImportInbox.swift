internal import Glibc
package import Storage

/// Importing the files that arrived in a folder, one after the other, each moved away when it is done with.
///
/// The folder is locked meanwhile, so that two of these at once do no harm. What is killed between an import and the move
/// is imported again by the next one, which changes nothing.
package struct ImportInbox {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// Which files, for whom, and where they go.
    package struct Request: Sendable {
        /// The folder in which files arrive.
        package let folder: String
        /// Our code of the supplier.
        package let supplier: String
        /// Where imported files go; nil is `done` in the folder.
        package var done: String?
        /// Where refused files go; nil is `failed` in the folder.
        package var failed: String?
        /// A file that was written to within so many seconds may still be on its way, and is left.
        package var settleSeconds = 5
        /// Applies also what would wait for a person.
        package var acceptHeld = false

        /// A request.
        package init(folder: String, supplier: String) {
            self.folder = folder
            self.supplier = supplier
        }
    }

    /// What became of one file.
    package struct Outcome: Sendable {
        /// Its name in the folder.
        package let file: String
        /// `done`, `failed`, or `left` for one that may still be on its way.
        package let result: String
        /// The run, where there is one.
        package let run: RunRow?
        /// The run that keeps the account of a refused file.
        package let failedRun: Int64?
        /// Why it was refused.
        package let code, message: String?
        /// Where it lies now.
        package let movedTo: String?
    }

    /// Imports what lies there, by name; tells each outcome as it comes.
    ///
    /// Refuses (`inbox_busy`) while another program works in the folder, and a folder that is not there. What a file is
    /// refused for is written beside it; an interruption or a lost database ends the work and leaves the file where it is.
    package func run(_ request: Request, _ tell: (Outcome) throws -> Void) throws {
        _ = try Suppliers(database).show(code: request.supplier)
        let folder = InboxFolder(request.folder)
        let entries = try folder.entries()
        let lock = try folder.lock()
        defer { folder.unlock(lock) }
        let done = try folder.place(request.done ?? "done", isNamed: request.done != nil)
        let failed = try folder.place(request.failed ?? "failed", isNamed: request.failed != nil)
        for other in entries.others {
            try tell(
                Outcome(
                    file: other.name, result: "left", run: nil, failedRun: nil, code: other.code,
                    message: other.message,
                    movedTo: nil))
        }
        for name in entries.files {
            try database.checkInterruption()
            if folder.isFresh(name, within: request.settleSeconds) {
                try tell(
                    Outcome(
                        file: name, result: "left", run: nil, failedRun: nil, code: "file_fresh",
                        message: "it was written to less than \(request.settleSeconds) s ago", movedTo: nil))
                continue
            }
            do {
                let feed = ImportRequest(FeedSource(folder.path(of: name)), supplier: request.supplier)
                let run = try ImportRunning(database).run(feed, acceptHeld: request.acceptHeld)
                let place = try folder.move(name, to: done)
                try tell(
                    Outcome(
                        file: name, result: "done", run: run, failedRun: nil, code: nil, message: nil, movedTo: place))
            } catch let refusal as Refusal where refusal.code.hasPrefix("file_") {
                let place = try folder.move(name, to: failed)
                folder.explain(place, "\(refusal.code): \(refusal.message)\n\(refusal.remedy ?? "")\n")
                try tell(
                    Outcome(
                        file: name, result: "failed", run: nil, failedRun: refusal.run, code: refusal.code,
                        message: refusal.message, movedTo: place))
            }
        }
    }
}
