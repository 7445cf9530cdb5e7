internal import Catalog
internal import Crypto
package import Importing
internal import Postgres
package import Storage
internal import XMLStream

/// The file of a request, opened once however often the work is tried: standard input can only be read once.
package final class FeedSource {
    /// The path, or `-`.
    package let name: String
    private let file: Result<FeedFile, XMLFault>

    /// Opens a file, and reads a pipe to its end, so that nothing is locked while others are waited for.
    ///
    /// A file that cannot be opened is told when it is used. `isInterrupted` is asked while a pipe lets us wait.
    package init(_ name: String, isInterrupted: () -> Bool = { false }) {
        self.name = name
        do throws(XMLFault) {
            file = .success(try FeedFile(name, isInterrupted: isInterrupted))
        } catch {
            file = .failure(error)
        }
    }

    /// A feed that is put together in memory.
    init(text: String, named name: String) {
        self.name = name
        do throws(XMLFault) { file = .success(try FeedFile(text: text, named: name)) } catch { file = .failure(error) }
    }

    func opened() throws(XMLFault) -> FeedFile { try file.get() }
}

/// What a buyer asks of an import.
package struct ImportRequest {
    /// The file.
    package let feed: FeedSource
    /// Its path, or `-`.
    package var file: String { feed.name }
    /// Our code of the supplier.
    package var supplier: String
    /// A profile's name or file; nil takes the supplier's, else the document tells.
    package var profile: String?
    /// Overrides what the message says of itself.
    package var mode: ImportMode?
    /// Reads a file again though nothing about it has changed.
    package var reparse = false
    /// Values that a person puts in place of what the records say.
    var repair: RecordRepair?
    /// What records of a catalog replace when it is read as changes; nil is what they have.
    var replaces: Replacement?

    /// A request.
    package init(_ feed: FeedSource, supplier: String) {
        self.feed = feed
        self.supplier = supplier
    }
}

/// A file that was refused: thrown through the transaction, which keeps nothing of it, and stored behind that.
struct RefusedFile: Error {
    let refusal: Refusal
    /// The failed run; nil when there was no file to speak of.
    let record: InsertFailedRun?

    /// Stores the failed run and nothing else; answers the refusal that names it.
    func kept(in connection: Connection) throws -> Refusal {
        guard let record else { return refusal }
        let run = try connection.first(record)
        return Refusal(
            refusal.code, refusal.message, at: refusal.place, remedy: refusal.remedy, status: refusal.status, run: run)
    }
}

/// Progress of a long reading: bytes done, bytes in all where known, records done.
package typealias ProgressReport = (_ done: Int, _ total: Int, _ records: Int) -> Void

/// Plans imports: reads a feed and writes down what it would change; nothing of the catalog changes.
package struct ImportPlanning {
    private let database: Database
    private let progress: ProgressReport

    /// On a database; `progress` is called now and then.
    package init(_ database: Database, progress: @escaping ProgressReport = { _, _, _ in }) {
        self.database = database
        self.progress = progress
    }

    /// Plans one file.
    ///
    /// A refused file is kept as a failed run, and the refusal names it.
    package func plan(_ request: ImportRequest, dryRun: Bool = false) throws -> RunRow {
        let supplier = try Suppliers(database).show(code: request.supplier)
        let clock = Stopwatch()
        return try database.write(dryRun: dryRun, .repeatableRead) {
            do {
                let file = try request.feed.opened()
                let profile = try profile(for: request, supplier, file)
                let run = try PlanWriting(
                    database, supplier: supplier, file: file, compiled: CompiledProfile(profile),
                    request: request, clock: clock, progress: progress
                ).write()
                try database.connection.run(
                    InsertAudit(
                        action: "import.plan", subjectKind: "import_run", subject: String(run.id),
                        detail: [("supplier", supplier.code), ("file", run.file), ("sha256", run.sha256 ?? "")]))
                return run
            } catch let fault as XMLFault {
                throw refusedFile(fault, request, supplier, clock)
            }
        }
    }

    private func profile(for request: ImportRequest, _ supplier: SupplierRow, _ file: FeedFile) throws -> Profile {
        do {
            let named = try (request.profile ?? supplier.profile).map(Profiles.profile)
            if let named, named.isForOrders {
                throw Refusal(
                    "profile_faulty", "the profile \(named.name) reads orders, not catalogs", at: "--profile",
                    remedy: "nephrite order import reads orders", status: .badInput)
            }
            if let named, named.isTable { return named }
            // The beginning is read in any case, so that what is no XML is called what it is.
            let start = try DocumentStart(of: file)
            if let named {
                if let objection = start.objection(to: named) { throw XMLFault(.notXML, objection) }
                return named
            }
            let profiles = try Profiles.catalogs()
            let detection = start.detect(among: profiles)
            if let found = profiles.first(where: { $0.name == detection.profile }) { return found }
            throw XMLFault(.notXML, detection.reason)
        } catch let fault as ProfileFault {
            throw Refusal(
                "profile_faulty", fault.description, at: "--profile",
                remedy: "correct the profile; nephrite profile list shows the built-in ones", status: .badInput)
        }
    }

    private func refusal(_ fault: XMLFault, _ request: ImportRequest) -> Refusal {
        let place = fault.line > 0 ? "\(request.file):\(fault.line):\(fault.column)" : request.file
        return Refusal(
            "file_" + Self.snakeCase(fault.code.rawValue), fault.message, at: place,
            remedy: fault.code == .cannotRead
                ? "check the file's name and rights; nothing was changed"
                : "ask the supplier for a whole, well-formed catalog; nothing was changed", status: .badInput)
    }

    static func snakeCase(_ name: String) -> String {
        var previous: Character = "_"
        return name.reduce(into: "") { text, character in
            // "notXML" has two words.
            if character.isUppercase, !previous.isUppercase { text += "_" }
            text += character.lowercased()
            previous = character
        }
    }

    private func refusedFile(
        _ fault: XMLFault, _ request: ImportRequest, _ supplier: SupplierRow, _ clock: Stopwatch
    ) -> RefusedFile {
        let refusal = refusal(fault, request)
        guard fault.code != .cannotRead else { return RefusedFile(refusal: refusal, record: nil) }
        return RefusedFile(
            refusal: refusal,
            record: InsertFailedRun(
                supplier: supplier.id, profile: request.profile ?? supplier.profile, fileName: request.file,
                fileSHA256: nil, fileBytes: (try? request.feed.opened().size) ?? 0, code: refusal.code,
                message: fault.message, line: fault.line > 0 ? fault.line : nil, seconds: clock.seconds))
    }
}
