internal import Catalog
internal import Crypto
package import Importing
internal import Postgres
package import Storage
internal import XMLStream

/// What a buyer asks of an import.
package struct ImportRequest: Sendable {
    /// The file, or `-`.
    package var file: String
    /// Our code of the supplier.
    package var supplier: String
    /// A profile's name or file; nil takes the supplier's, else the document tells.
    package var profile: String?
    /// Overrides what the message says of itself.
    package var mode: ImportMode?
    /// Reads a file again though nothing about it has changed.
    package var reparse = false

    /// A request.
    package init(file: String, supplier: String) {
        self.file = file
        self.supplier = supplier
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
        do {
            let file = try FeedFile(request.file)
            let profile = try profile(for: request, supplier, file)
            return try database.write(dryRun: dryRun, .repeatableRead) {
                let run = try PlanWriting(
                    database.connection, supplier: supplier, file: file, compiled: CompiledProfile(profile),
                    request: request, clock: clock, progress: progress
                ).write()
                try database.connection.run(
                    InsertAudit(
                        action: "import.plan", subjectKind: "import_run", subject: String(run.id),
                        detail: [("supplier", supplier.code), ("file", run.file), ("sha256", run.sha256 ?? "")]))
                return run
            }
        } catch let fault as XMLFault {
            throw try keep(refusal(fault, request), fault, request, supplier, clock)
        }
    }

    private func profile(for request: ImportRequest, _ supplier: SupplierRow, _ file: FeedFile) throws -> Profile {
        // The beginning is read in any case, so that what is no XML is called what it is.
        let start = try DocumentStart(of: file)
        do {
            if let name = request.profile ?? supplier.profile { return try Profiles.profile(named: name) }
            let profiles = try Profiles.builtIn()
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
            "file_" + snakeCase(fault.code.rawValue), fault.message, at: place,
            remedy: "ask the supplier for a whole, well-formed catalog; nothing was changed", status: .badInput)
    }

    private func snakeCase(_ name: String) -> String {
        var text = ""
        var wasUppercase = false
        for character in name {
            if character.isUppercase && !wasUppercase { text += "_" }
            text += character.lowercased()
            wasUppercase = character.isUppercase
        }
        return text
    }

    /// Stores the refusal as a failed run and nothing else.
    private func keep(
        _ refusal: Refusal, _ fault: XMLFault, _ request: ImportRequest, _ supplier: SupplierRow, _ clock: Stopwatch
    ) throws -> Refusal {
        guard fault.code != .cannotRead else { return refusal }
        let run = try database.connection.first(
            InsertFailedRun(
                supplier: supplier.id, profile: request.profile ?? supplier.profile, fileName: request.file,
                fileSHA256: nil, fileBytes: (try? FeedFile(request.file).size) ?? 0, code: refusal.code,
                message: fault.message, line: fault.line > 0 ? fault.line : nil, seconds: clock.seconds))
        return Refusal(
            refusal.code, refusal.message, at: refusal.place, remedy: refusal.remedy, status: refusal.status, run: run)
    }
}
