internal import Importing
internal import Postgres
package import Storage
internal import XMLStream

/// Reading quarantined records again by themselves, repaired or under a better profile.
package struct ImportRequeue {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// Which records, and what is put in place of what they say.
    package struct Request: Sendable {
        /// The run in whose quarantine they are.
        package let run: Int64
        /// The record; nil is all that wait.
        package var record: Int?
        /// Fields as the quarantine names them, with their values; for one record only.
        package var values: [(field: String, value: String)] = []
        /// A profile's name or file; nil is the run's own.
        package var profile: String?

        /// All that wait in a run.
        package init(run: Int64) { self.run = run }
    }

    /// Imports the records as a run of their own, as changes; what is in order now is no longer waiting.
    ///
    /// Refuses a run in which nothing waits, a record that is not kept whole, a field that no record has, and values for
    /// several records at once. The answer is the new run: what still cannot be trusted is in its quarantine.
    package func requeue(_ request: Request, acceptHeld: Bool, dryRun: Bool = false) throws -> RunRow {
        guard request.values.isEmpty || request.record != nil else {
            throw Refusal(
                "record_missing", "values can be put into one record at a time", at: "--set",
                remedy: "name it with --record N", status: .usage)
        }
        let repair = try repair(request.values)
        return try database.write(dryRun: dryRun, .repeatableRead) {
            let run = try ImportViews(database).show(request.run)
            let waiting = try waiting(request)
            var feed = ImportRequest(try source(run, waiting.map(\.raw)), supplier: run.supplier)
            feed.profile = try request.profile ?? profile(of: run)
            feed.mode = .delta
            feed.replaces = .all
            feed.reparse = true
            feed.repair = repair
            let result = try taken(feed, acceptHeld)
            let still = Set(try connection.fetch(SelectQuarantinedRecords(run: result.id)))
            let done = waiting.indices.filter { !still.contains($0 + 1) }.map { waiting[$0].record }
            try connection.run(MarkRequeued(run: run.id, records: done, into: result.id))
            try connection.run(
                InsertAudit(
                    action: "import.requeue", subjectKind: "import_run", subject: String(run.id),
                    detail: [("into", String(result.id)), ("records", String(done.count))]
                        + request.values.map { ("set " + $0.field, $0.value) }))
            return result
        }
    }

    private func taken(_ feed: ImportRequest, _ acceptHeld: Bool) throws -> RunRow {
        do {
            let plan = try ImportPlanning(database).plan(feed)
            return try ImportApplying(database).apply(plan.id, acceptHeld: acceptHeld)
        } catch let fault as RecordRepair.Fault {
            throw Self.refusal(fault)
        }
    }

    /// The profile of a run by the name it can be read by: a user's own is known by its file, which the supplier has.
    private func profile(of run: RunRow) throws -> String? {
        guard let name = run.profile, !Profiles.builtInNames.contains(name),
            let file = try Suppliers(database).show(code: run.supplier).profile,
            (try? Profiles.profile(named: file))?.name == name
        else { return run.profile }
        return file
    }

    private func repair(_ values: [(field: String, value: String)]) throws -> RecordRepair? {
        guard !values.isEmpty else { return nil }
        do throws(RecordRepair.Fault) { return try RecordRepair(values) } catch { throw Self.refusal(error) }
    }

    private static func refusal(_ fault: RecordRepair.Fault) -> Refusal {
        Refusal(
            "field_not_set", fault.message, at: "--set",
            remedy: "nephrite import show RUN --quarantine names the fields", status: .usage)
    }

    private func waiting(_ request: Request) throws -> [(record: Int, raw: String)] {
        let waiting = try connection.fetch(SelectWaitingRecords(run: request.run, record: request.record))
        guard !waiting.isEmpty else {
            throw Refusal(
                "nothing_waiting",
                request.record.map { "record \($0) of run \(request.run) does not wait for repair" }
                    ?? "no record of run \(request.run) waits for repair",
                remedy: "nephrite import show \(request.run) --quarantine shows what does")
        }
        if let cut = waiting.first(where: { $0.raw.contains(XMLRawRecorder.cutMark) }) {
            throw Refusal(
                "record_cut", "record \(cut.record) is longer than what is kept of a record",
                remedy: "correct it in the file and import that")
        }
        return waiting
    }

    private func source(_ run: RunRow, _ records: [String]) throws -> FeedSource {
        guard let envelope = try connection.first(SelectEnvelope(run: run.id)) else {
            throw Refusal(
                "envelope_missing", "what stands around the records of run \(run.id) was not kept",
                remedy: "import the file again, then requeue from that run")
        }
        return FeedSource(
            text: envelope.opening + records.joined(separator: "\n") + envelope.closing,
            named: "requeued from run \(run.id)")
    }
}
