internal import Catalog
internal import Crypto
internal import Importing
internal import Postgres
internal import Storage
internal import XMLStream

/// Writes one plan in the caller's transaction: reads the feed, tells new, changed and unchanged records apart,
/// quarantines, holds, and counts.
final class PlanWriting {
    private let database: Database
    private let connection: Connection
    private let supplier: SupplierRow
    private let file: FeedFile
    private let compiled: CompiledProfile
    private let request: ImportRequest
    private let clock: Stopwatch
    private let progress: ProgressReport
    private let hash: FileHash

    /// Beyond so many records the planner is told to join by hash.
    private static let manyRecords = 5_000

    private var run: Int64 = 0
    private var writer: ImportWriter
    private let loader: AssessorLoader
    private var items: ItemWriting
    private var known = KnownItems(expected: 0)
    private var mode = ImportMode.full
    /// What read the file, for reading it again.
    private var reader: FeedReader?
    /// Records whose raw text is to be kept, by where they stand.
    private var rawWanted: [RawPlace: Int] = [:]
    /// Part numbers that stand for different records in a full feed.
    private var conflicts: Set<String> = []
    /// Part numbers of which the file has a record like ours and one that looks otherwise.
    private var suspects: Set<String> = []
    private var delta: DeltaWriting?

    init(
        _ database: Database, supplier: SupplierRow, file: FeedFile, compiled: CompiledProfile,
        request: ImportRequest, clock: Stopwatch, progress: @escaping ProgressReport
    ) {
        self.database = database
        connection = database.connection
        self.supplier = supplier
        self.file = file
        hash = FileHash(of: file)
        self.compiled = compiled
        self.request = request
        self.clock = clock
        self.progress = progress
        writer = ImportWriter(connection, run: 0, supplier: supplier.id, skuPrefix: "")
        loader = AssessorLoader(database)
        items = ItemWriting(writer, loader)
    }

    /// Plans and answers the run.
    func write() throws -> RunRow {
        run = try required(
            connection.first(
                InsertRun(
                    supplier: supplier.id, profile: compiled.profile.name,
                    profileSHA256: Hex.text(compiled.profile.digest), settings: settings, fileName: file.name,
                    fileBytes: file.size)))
        let prefix = supplier.skuPrefix ?? supplier.code
        writer = ImportWriter(connection, run: run, supplier: supplier.id, skuPrefix: prefix)
        items = ItemWriting(writer, loader)
        if let unchanged = try sameFileAsBefore() {
            try finish(records: unchanged, sequence: nil, digest: hash.text())
            return try required(connection.first(SelectRun(run: run)))
        }
        try loadKnown()
        let end = try read()
        try writer.flush()
        try settle(end)
        try keepRaws()
        try connection.run(DeleteStrayClaims(run: run))
        try finish(records: end.records, sequence: end.header.sequence, digest: hash.text())
        return try required(connection.first(SelectRun(run: run)))
    }

    /// What decides besides profile and file what a record means.
    private var settings: String {
        "\(supplier.currency) \(supplier.skuPrefix ?? supplier.code) \(request.mode?.rawValue ?? "")"
    }

    private func required<Value>(_ value: Value?) throws -> Value {
        guard let value else {
            throw Refusal("row_missing", "the database did not answer a row it should have", status: .bug)
        }
        return value
    }

    /// The records of a file that was applied last and has not changed since, so that it need not be parsed.
    private func sameFileAsBefore() throws -> Int? {
        guard !request.reparse, let size = try connection.first(SelectAppliedFileSize(supplier: supplier.id)) ?? nil,
            size == file.size
        else { return nil }
        return try connection.first(
            SelectSameFile(
                supplier: supplier.id, fileSHA256: hash.text(), profileSHA256: Hex.text(compiled.profile.digest),
                settings: settings))
    }

    private func loadKnown() throws {
        let count = try connection.first(CountItems(supplier: supplier.id)) ?? 0
        known = KnownItems(expected: count)
        guard count > 0 else { return }
        try connection.forEachItem(of: supplier.id) { partNumber, digest, pointer in
            known.add(
                partNumber: partNumber, digest: digest, run: pointer.run, record: pointer.record,
                isActive: pointer.isActive)
        }
    }

    // MARK: Reading

    private func read() throws -> FeedReader.End {
        let today = try required(connection.first(SelectToday()))
        let reader = FeedReader(
            compiled, context: FeedContext(supplierCurrency: supplier.currency, today: today),
            recogniser: try loader.recogniser(), settings: [settings], repair: request.repair)
        self.reader = reader
        var records = 0
        let total = file.size
        let preparation = RecordPreparation(known, request)
        let end = try reader.readAhead(
            file, prepare: preparation.prepare,
            progress: { done in
                try hash.advance(to: done)
                progress(done, total, records)
            }
        ) { record in
            records += 1
            if records % 256 == 0 { try database.checkInterruption() }
            if records == 1 { try begin(record.message) }
            try take(record)
        }
        guard let message = end.message else { throw noMessage() }
        if records == 0 { try begin(message) }
        try delta?.flush()
        return end
    }

    private func noMessage() -> XMLFault {
        let elements = compiled.profile.messageElements.joined(separator: ", ")
        return XMLFault(
            .notXML,
            "the document has no element \(elements), in which profile \(compiled.profile.name) expects its records")
    }

    private func begin(_ message: MessageKind) throws {
        mode = request.mode ?? message.mode
        guard mode == .delta else { return }
        delta = DeltaWriting(
            connection, run: run, supplier: supplier, writer: writer, items: items,
            replaces: RecordPreparation.replacement(request, message),
            quarantine: { [unowned self] in try quarantine($0, $1, $2) })
    }

    private func take(_ record: PreparedRecord) throws {
        guard let outcome = record.outcome else { return try pass(record) }
        if let delta { return try delta.take(record, outcome) }
        switch outcome {
        case .quarantined(let number, let faults):
            if let number, let item = known.item(number), item.sight == .none { known.note(.other, of: item) }
            try quarantine(RecordPlace(record), number, faults)
        case .withdrawn(let number):
            try withdraw(number, record)
        case .withdrawnByGTIN(let gtin):
            if let number = try connection.partNumber(ofGTIN: gtin, supplier: supplier.id) {
                try withdraw(number, record)
            } else {
                try quarantine(RecordPlace(record), nil, [.ambiguousGTIN(gtin, record)])
            }
        case .item(let item, let findings):
            try write(item, findings, record)
        }
    }

    /// Unchanged records cost nothing but their digest.
    private func pass(_ record: PreparedRecord) throws {
        guard let number = record.knownPartNumber, let item = known.item(number) else {
            preconditionFailure("a record is passed over for its part number and digest")
        }
        switch item.sight {
        case .none: known.note(.same, of: item)
        case .same: try noteRepeat(record.ordinal, record.line, number)
        case .other: suspects.insert(number)
        }
    }

    private func write(_ item: SupplierItem, _ findings: [Finding], _ record: PreparedRecord) throws {
        var head = VersionHead(
            record: record.ordinal, line: record.line, change: .new, previous: nil, sourceDigest: record.sourceDigest)
        if let ours = known.item(item.partNumber) {
            if ours.digest == record.sourceDigest, ours.sight == .none {
                known.note(.same, of: ours)
                return
            }
            if ours.sight == .same { suspects.insert(item.partNumber) }
            known.note(.other, of: ours)
            head.change = .changed
            head.previous = VersionPointer(ours.version)
        }
        try items.add(item, head)
        try note(findings, record, item.partNumber)
    }

    private func withdraw(_ number: String, _ record: PreparedRecord) throws {
        var head = VersionHead(
            record: record.ordinal, line: record.line, change: .deleted, previous: nil, sourceDigest: 0)
        if let ours = known.item(number) {
            known.note(.other, of: ours)
            head.previous = VersionPointer(ours.version)
        }
        try writer.addWithdrawal(of: number, head)
    }

    private func noteRepeat(_ record: Int, _ line: Int, _ number: String) throws {
        try writer.addFinding(
            record: record, line: line, partNumber: number, code: "duplicate_identical", field: "part_number",
            value: number, message: "the item stands in the file again and says the same")
    }

    private func note(_ findings: [Finding], _ record: PreparedRecord, _ number: String) throws {
        for finding in findings {
            try writer.addFinding(
                record: record.ordinal, line: finding.line, partNumber: number, code: finding.code,
                field: finding.field, value: finding.value, message: finding.message)
        }
    }

    private func quarantine(_ place: RecordPlace, _ number: String?, _ faults: [RecordFault]) throws {
        rawWanted[place.raw] = place.ordinal
        try writer.addQuarantine(record: place.ordinal, line: place.line, partNumber: number)
        for (index, fault) in faults.enumerated() {
            try writer.addFault(
                record: place.ordinal, ordinal: index + 1, line: fault.line, column: fault.column, path: fault.path,
                code: fault.code, field: fault.field, value: fault.value, message: fault.message)
        }
    }

    // MARK: Settling

    /// What only the whole file shows: repeats, conflicts, what is the same after all, what is missing, what waits.
    private func settle(_ end: FeedReader.End) throws {
        if end.records > Self.manyRecords { try connection.run(JoinByHash()) }
        if mode == .delta { try supersede() } else { try resolveRepeats() }
        try connection.run(CorrectFalseChanges(run: run))
        try connection.run(CorrectNewOnes(run: run, supplier: supplier.id))
        try removeSameContent()
        try quarantineConflicts()
        for gone in try connection.fetch(DeleteVainWithdrawals(run: run)) where gone.isUnknown {
            try writer.addFinding(
                record: gone.record, line: gone.line, partNumber: gone.partNumber, code: "delete_unknown",
                field: "part_number", value: gone.partNumber, message: "the feed withdraws an item that we do not have")
        }
        try writer.flush()
        let rules = HoldRules(
            priceChange: supplier.holdPriceChange, missingShare: supplier.holdMissing,
            rules: Set(supplier.holdRules.compactMap { HoldRule(rawValue: $0) }))
        if mode == .full { try insertMissing(rules, lastRecord: end.records) }
        try holdChanges(rules)
        try connection.run(FindSharedGTINs(run: run, supplier: supplier.id))
        if try connection.first(OthersHaveItems(supplier: supplier.id)) == true {
            try connection.run(FindPossibleMatches(run: run, supplier: supplier.id))
        }
    }

    /// In a delta the last record of an item counts.
    private func supersede() throws {
        for repeated in try connection.fetch(SelectRepeats(run: run)) {
            let superseded = Array(repeated.records.dropLast())
            try connection.run(DeleteVersions(run: run, records: superseded))
            try connection.run(DeleteFindings(run: run, records: superseded))
            for (record, line) in zip(superseded, repeated.lines) {
                try writer.addFinding(
                    record: record, line: line, partNumber: repeated.partNumber, code: "superseded",
                    field: "part_number",
                    value: repeated.partNumber, message: "a later record of the same message replaces this one")
            }
        }
    }

    /// In a full feed repeats that say the same are one; others cannot be trusted, neither of them.
    private func resolveRepeats() throws {
        for repeated in try connection.fetch(SelectRepeats(run: run)) {
            guard repeated.alike else {
                conflicts.insert(repeated.partNumber)
                continue
            }
            let copies = Array(repeated.records.dropFirst())
            try connection.run(DeleteVersions(run: run, records: copies))
            try connection.run(DeleteFindings(run: run, records: copies))
            for (record, line) in zip(copies, repeated.lines.dropFirst()) {
                try noteRepeat(record, line, repeated.partNumber)
            }
        }
    }

    /// A record that looks otherwise but says the same as the item we have is a repeat where the file also has the
    /// record itself; what differs in content beside it is a conflict.
    private func removeSameContent() throws {
        guard known.activeCount > 0 else { return }
        let statement = RemoveSameContent(run: run, supplier: supplier.id, watched: suspects.sorted())
        for removed in try connection.fetch(statement) {
            try noteRepeat(removed.record, removed.line, removed.partNumber)
        }
        guard !suspects.isEmpty else { return }
        conflicts.formUnion(try connection.fetch(SelectPartNumbersOf(run: run, partNumbers: suspects.sorted())))
    }

    private func quarantineConflicts() throws {
        guard !conflicts.isEmpty else { return }
        let partNumbers = conflicts.sorted()
        let records = try connection.fetch(SelectRecordsOf(run: run, partNumbers: partNumbers))
        try connection.run(DeleteVersions(run: run, records: records))
        guard let reader else { preconditionFailure("conflicts are found by reading") }
        var found: [Int] = []
        _ = try reader.read(file) { record in
            guard let number = record.partNumber(), conflicts.contains(number),
                rawWanted[record.place] == nil
            else {
                return
            }
            found.append(record.ordinal)
            try quarantine(
                RecordPlace(record), number,
                [
                    RecordFault(
                        code: "duplicate_part_number", field: "part_number", value: number,
                        message:
                            "several records with different content have this part number; ask the supplier which one holds",
                        line: record.line, column: record.column, path: "")
                ])
        }
        try writer.flush()
        try connection.run(DeleteFindings(run: run, records: found))
    }

    /// Changes that a person should look at wait.
    private func holdChanges(_ rules: HoldRules) throws {
        guard known.activeCount > 0 else { return }
        var held: [(record: Int, reason: String)] = []
        try connection.forEach(SelectHoldFacts(run: run)) { change in
            for reason in rules.reasons(new: HoldRules.Facts(change.new), old: HoldRules.Facts(change.old)) {
                held.append((change.record, reason))
            }
        }
        if rules.rules.contains(.gtinMoved) {
            for moved in try connection.fetch(SelectMovedGTINs(run: run, supplier: supplier.id)) {
                held.append((moved.record, "gtin_moved: \(moved.gtin) was the GTIN of \(moved.partNumber)"))
            }
        }
        if rules.rules.contains(.materialContradiction) {
            for found in try connection.fetch(SelectNewContradictions(run: run)) {
                held.append((found.record, "material_contradiction: \(found.message)"))
            }
        }
        if !held.isEmpty { try connection.run(HoldVersions(run: run, held)) }
    }

    private func insertMissing(_ rules: HoldRules, lastRecord: Int) throws {
        let gone = known.unseen()
        guard !gone.isEmpty else { return }
        let reason = rules.reason(missing: gone.count, of: known.activeCount)
        try connection.run(
            InsertMissing(
                run: run, supplier: supplier.id, lastRecord: lastRecord, versions: gone.map { VersionPointer($0) },
                heldBecause: reason.map { [$0] }))
    }

    /// Reads the file once more for the text of what was quarantined; some hundred texts are held at a time.
    private func keepRaws() throws {
        var records: [Int] = []
        var raws: [String] = []
        func store() throws {
            guard !records.isEmpty else { return }
            try connection.run(SetQuarantineRaw(run: run, records: records, raws: raws))
            records.removeAll(keepingCapacity: true)
            raws.removeAll(keepingCapacity: true)
        }
        let envelope = try RawCollector.collect(Set(rawWanted.keys), from: file, by: compiled) { place, raw in
            guard let record = rawWanted[place] else { return }
            records.append(record)
            raws.append(raw)
            if records.count == 100 { try store() }
        }
        try store()
        if let envelope {
            try connection.run(InsertEnvelope(run: run, opening: envelope.opening, closing: envelope.closing))
        }
    }

    private func finish(records: Int, sequence: String?, digest: String) throws {
        try writer.flush()
        try connection.run(
            FinishPlan(
                run: run, fileSHA256: digest, mode: mode.rawValue, sequence: sequence, records: records,
                seconds: clock.seconds))
    }
}

extension HoldRules.Facts {
    init(_ row: HoldFactsRow) {
        self.init(
            prices: row.prices, orderUnit: row.orderUnit, contentUnit: row.contentUnit,
            contentQuantity: row.contentQuantity, material: row.material, treatments: row.treatments)
    }
}

extension VersionPointer {
    init(_ version: KnownItems.Version) {
        self.init(run: version.run, record: version.record, isActive: version.isActive)
    }
}
