internal import Importing
internal import Postgres

/// What became of one order of a file, or of a file that is none.
package struct OrderOutcome: Sendable {
    /// Made now, made before, or not made; an earlier order changed or cancelled.
    package enum Result: String, Sendable {
        case created, duplicate, refused, changed, cancelled
    }

    /// Our number; nil where there is none.
    package let order: String?
    /// The customer's number.
    package let poNumber: String?
    /// The file, and the place of the order in it where it has several.
    package internal(set) var source: String
    /// What became of it.
    package let result: Result
    /// The first thing that is wrong, by its name; nil where nothing is.
    package let code: String?
    /// Everything that is wrong, or what was noticed.
    package let message: String?
    /// What can be done about it by commands of ours; nil where it is the customer's to put right.
    package private(set) var remedy: String?
    let position: Int

    static func created(_ arrival: OrderArrival, _ number: String, _ notes: [String]) -> OrderOutcome {
        OrderOutcome(
            order: number, poNumber: arrival.order.poNumber, source: arrival.file.name, result: .created, code: nil,
            message: notes.isEmpty ? nil : notes.joined(separator: "; "), position: arrival.order.position)
    }

    static func duplicate(_ arrival: OrderArrival, _ number: String) -> OrderOutcome {
        let message =
            switch arrival.order.kind {
            case .change: "this change of \(number) was made already"
            case .cancellation: "\(number) was cancelled by this already"
            default: "this order is \(number) already"
            }
        return OrderOutcome(
            order: number, poNumber: arrival.order.poNumber, source: arrival.file.name, result: .duplicate, code: nil,
            message: message, position: arrival.order.position)
    }

    /// An order that was changed, or cancelled as a whole, and in words by what.
    static func changed(_ arrival: OrderArrival, _ number: String, isCancelled: Bool, _ notes: [String]) -> OrderOutcome
    {
        OrderOutcome(
            order: number, poNumber: arrival.order.poNumber, source: arrival.file.name,
            result: isCancelled ? .cancelled : .changed, code: nil,
            message: notes.isEmpty ? nil : notes.joined(separator: "; "), position: arrival.order.position)
    }

    static func refused(_ arrival: OrderArrival, _ problems: [OrderProblem]) -> OrderOutcome {
        var remedies: [String] = []
        for remedy in problems.compactMap(\.remedy) where !remedies.contains(remedy) { remedies.append(remedy) }
        return OrderOutcome(
            order: nil, poNumber: arrival.order.poNumber, source: arrival.file.name, result: .refused,
            code: problems.first?.code, message: problems.map(\.message).joined(separator: "; "),
            remedy: remedies.isEmpty ? nil : remedies.joined(separator: "; "), position: arrival.order.position)
    }

    static func refused(file name: String, _ refusal: Refusal) -> OrderOutcome {
        OrderOutcome(
            order: nil, poNumber: nil, source: name, result: .refused, code: refusal.code, message: refusal.message,
            remedy: refusal.remedy, position: 0)
    }
}

/// Takes in orders that customers sent, of many files and many orders at once.
///
/// Orders are taken in by hundreds, each hundred in one transaction; one that is refused hurts no other. What one asked
/// for with a key, or as a dry run, is one transaction as a whole.
package struct OrderImport {
    /// What is asked for.
    package struct Options: Sendable {
        /// How the files are written.
        package var format = OrderFile.Format.auto
        /// Agrees on the orders, and promises what is available.
        package var confirm = false, allocate = false
        /// The caller's key, for the log.
        package var key: String?

        /// Drafts of files that tell their format.
        package init() {}
    }

    private let database: Database
    private let options: Options
    private let progress: (Int) -> Void
    private let inputs: OrderInputs
    /// On a database; `progress` is told now and then how many orders are done.
    package init(_ database: Database, _ options: Options, progress: @escaping (Int) -> Void = { _ in }) {
        self.database = database
        self.options = options
        self.progress = progress
        inputs = OrderInputs { database.isInterrupted }
    }

    /// SHA-256 of each file's content, which makes a request with a key what it is; empty for one that cannot be read.
    package func digests(_ names: [String]) -> [String] {
        names.map { name in (try? FileHash(of: inputs.file(name)).text()) ?? "" }
    }

    /// One outcome for each order, in the order of the files, and the exit status.
    ///
    /// Refuses (`file_…`) a file that cannot be read or is not whole, where it is the only one; among others it has an
    /// outcome of its own. 0 when every order is made or was before, 3 when some were refused, 65 when no file could be read.
    package func run(_ names: [String], dryRun: Bool = false) throws -> (outcomes: [OrderOutcome], status: Int32) {
        guard dryRun else { return try taken(names) }
        return try database.write(dryRun: true) { try taken(names) }
    }

    private func taken(_ names: [String]) throws -> (outcomes: [OrderOutcome], status: Int32) {
        let batch = OrderBatch(database, options)
        let gathering = OrderGathering(options, inputs)
        var outcomes: [OrderOutcome] = []
        // In a transaction that is open nobody else sees what was made before.
        let isKept = !database.connection.isInTransaction
        var isForeseeing = isKept
        do {
            try readingAhead(blockSize: 1) { hand in
                var ahead: OrderBatch?
                try gathering.read(names) { group in
                    guard isForeseeing else { return }
                    // Where that fails, all of it is looked up in its turn, and what is wrong is said there.
                    if ahead == nil { ahead = (try? database.beside()).map { OrderBatch($0, options) } }
                    if let foreseen = try? ahead?.foresee(group.arrivals) {
                        group.foreseen = foreseen
                    } else {
                        isForeseeing = false
                    }
                } _: {
                    try hand($0)
                }
            } _: { group in
                outcomes += try settle(group, batch)
                progress(outcomes.count)
                try database.checkInterruption()
            }
        } catch {
            // What a lost COMMIT did is not known, whoever asked for the end.
            if case TransactionFault.commitUnknown = error { throw error }
            throw isKept && database.isInterrupted ? Self.interrupted(after: outcomes) : error
        }
        return finished(outcomes, gathering.places, gathering.counts, names, gathering.refusedFiles)
    }

    /// Groups are kept one after the other, so that whoever ends an import wants to know how far it came.
    private static func interrupted(after outcomes: [OrderOutcome]) -> Refusal {
        let count = outcomes.count { $0.result == .created }
        return Refusal(
            "interrupted", "interrupted; \(count) new orders are in, those that come after them are not",
            remedy: "import the same files again: what is in is recognised by its number")
    }

    /// Names the sources, and puts files that were refused in their places.
    private func finished(
        _ outcomes: [OrderOutcome], _ places: [Int], _ counts: [Int], _ names: [String],
        _ refusedFiles: [(place: Int, refusal: Refusal)]
    ) -> (outcomes: [OrderOutcome], status: Int32) {
        var rows: [OrderOutcome] = []
        var refused = refusedFiles[...]
        func rowsOfFiles(before place: Int) {
            while let first = refused.first, first.place < place {
                rows.append(.refused(file: names[first.place], first.refusal))
                refused.removeFirst()
            }
        }
        for (place, outcome) in zip(places, outcomes) {
            rowsOfFiles(before: place)
            var outcome = outcome
            if counts[place] > 1 { outcome.source += "#\(outcome.position)" }
            rows.append(outcome)
        }
        rowsOfFiles(before: names.count)
        let isAllBad = !names.isEmpty && refusedFiles.count == names.count
        return (rows, isAllBad ? 65 : rows.contains { $0.result == .refused } ? 3 : 0)
    }

    /// Takes some orders in; where the database refuses them all for one, each by itself.
    private func settle(_ group: OrderGroup, _ batch: OrderBatch) throws -> [OrderOutcome] {
        let arrivals = group.arrivals
        do {
            return try batch.take(group)
        } catch let error as PostgresError
            where !database.connection.isInTransaction && error.serverFault?.sqlstate.hasPrefix("23") == true
        {
            guard arrivals.count > 1 else {
                let fault = error.serverFault
                let refusal = ConstraintRefusal.refusal(
                    constraint: fault?.constraint ?? "unknown", message: fault?.message ?? "\(error)")
                return [.refused(arrivals[0], [OrderProblem(refusal)])]
            }
            return try arrivals.flatMap { try settle(OrderGroup(arrivals: [$0]), batch) }
        }
    }
}
