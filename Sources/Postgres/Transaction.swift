internal import CPostgres
internal import Glibc

/// How much of other transactions a transaction sees.
public enum IsolationLevel: Sendable, Equatable {
    /// Each statement sees what was committed before it began.
    case readCommitted
    /// Every statement sees what was committed before the first; a conflicting change fails with 40001.
    case repeatableRead
    /// As if transactions ran one after another; one that would not fit fails with 40001.
    case serializable
}

/// Why a transaction has no result, where the body's own error does not say it.
public enum TransactionFault: Error {
    /// It could not be begun; the body did not run.
    case begin(PostgresError)
    /// The body failed, and so did the rollback after it: the session is not to be used any more.
    case rollback(PostgresError, after: any Error)
    /// The server had failed the transaction, but the body returned as if nothing had happened; it was rolled back.
    case failedUnnoticed(ServerFault?)
    /// The server refused to commit, so nothing was kept: a deferred constraint, or a conflict at the last moment.
    case commit(PostgresError)
    /// The connection was lost while committing: the changes are either all there or all gone, and only the database can
    /// tell. Ask it before trying again.
    case commitUnknown(PostgresError)

    /// The server's fault that lies behind, if there is one.
    public var serverFault: ServerFault? {
        switch self {
        case .begin(let error), .commit(let error), .commitUnknown(let error): error.serverFault
        case .rollback(_, let first): (first as? PostgresError)?.serverFault
        case .failedUnnoticed(let fault): fault
        }
    }
}

extension TransactionFault: CustomStringConvertible {
    /// What failed, then the fault's own line.
    public var description: String {
        switch self {
        case .begin(let error):
            "the transaction could not begin: \(error)"
        case .rollback(let error, let first):
            "\(first); and the rollback failed too: \(error)"
        case .failedUnnoticed(let fault):
            "the transaction was rolled back, since a statement in it had failed: \(fault?.description ?? "unknown")"
        case .commit(let error):
            "nothing was kept, the commit was refused: \(error)"
        case .commitUnknown(let error):
            "the connection was lost while committing; look whether the change is there before repeating it: \(error)"
        }
    }
}

extension Connection {
    /// Runs the body in a transaction and commits; when the body throws, rolls back and throws its error unchanged.
    ///
    /// A serialization failure (40001) or a deadlock (40P01), in the body or at the commit, runs the whole body again
    /// after a short random pause; so the body must do nothing that cannot be undone. Transactions do not nest.
    /// - Parameters:
    ///   - level: what the transaction sees of others.
    ///   - readOnly: whether the server refuses changes.
    ///   - attempts: how often the body is run at most.
    ///   - body: what to do; it uses this connection.
    /// Throws: the body's error, or a `TransactionFault` for everything around it.
    @discardableResult
    public func transaction<R>(
        _ level: IsolationLevel = .readCommitted, readOnly: Bool = false, attempts: Int = 5, _ body: () throws -> R
    ) throws -> R {
        precondition(attempts >= 1, "a transaction is attempted at least once")
        precondition(!isInTransaction, "a transaction is open on this connection, and they do not nest")
        for attempt in 1..<attempts {
            do {
                return try attemptTransaction(level, readOnly: readOnly, body)
            } catch let conflict as Conflict {
                _ = conflict
                pause(afterAttempt: attempt)
            }
        }
        do {
            return try attemptTransaction(level, readOnly: readOnly, body)
        } catch let conflict as Conflict {
            throw conflict.error
        }
    }

    /// An attempt failed in a way that another may mend.
    private struct Conflict: Error {
        let error: any Error
    }

    private func attemptTransaction<R>(_ level: IsolationLevel, readOnly: Bool, _ body: () throws -> R) throws -> R {
        do {
            try script(level.beginning(readOnly: readOnly))
        } catch {
            throw TransactionFault.begin(error)
        }
        newestFault = nil
        let result: R
        do {
            result = try body()
        } catch {
            let cause = newestFault
            let wasFailed = transactionStatus == .failed
            try rollBack(after: error)
            throw wasFailed && cause?.isRetriable == true ? Conflict(error: error) : error
        }
        switch transactionStatus {
        case .open: try commit()
        case .failed:
            let fault = TransactionFault.failedUnnoticed(newestFault)
            try rollBack(after: fault)
            throw fault
        case .unknown: throw TransactionFault.commit(.server(faultOfConnection(statement: nil)))
        case .idle, .active: preconditionFailure("the body ended the transaction it was run in")
        }
        return result
    }

    private func commit() throws {
        do {
            try script("COMMIT")
        } catch {
            // Only the server's own refusal is certain; whatever libpq says instead, the COMMIT may have arrived.
            let code = error.serverFault?.sqlstate
            if isLost || code == SQLState.refusedByClient { throw TransactionFault.commitUnknown(error) }
            // A refused COMMIT has ended the transaction; there is nothing to roll back.
            let fault = TransactionFault.commit(error)
            throw error.serverFault?.isRetriable == true ? Conflict(error: fault) : fault
        }
    }

    /// Runs a part of the open transaction; where it fails, it alone is undone, and the transaction can go on.
    ///
    /// A deadlock or a serialization failure is not undone here: it ends the transaction, which is then tried again as a whole.
    public func part<R>(_ body: () throws -> R) throws -> R {
        precondition(isInTransaction, "a part needs a transaction that is open")
        try script("SAVEPOINT part")
        do {
            let result = try body()
            try script("RELEASE SAVEPOINT part")
            return result
        } catch {
            let mayGoOn =
                transactionStatus == .open || (transactionStatus == .failed && newestFault?.isRetriable != true)
            if mayGoOn {
                try script("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")
                newestFault = nil
            }
            throw error
        }
    }

    /// A lost connection needs no rollback: the server does it by itself.
    private func rollBack(after first: any Error) throws(TransactionFault) {
        guard isInTransaction else { return }
        do {
            try script("ROLLBACK")
        } catch {
            if !isLost { throw .rollback(error, after: first) }
        }
    }

    /// Waits at random, longer with each attempt and at most a quarter of a second, so that two rivals part ways.
    private func pause(afterAttempt attempt: Int) {
        let limit = min(250_000, 5_000 << min(attempt, 10))
        usleep(UInt32.random(in: 1_000...UInt32(limit)))
    }
}

extension IsolationLevel {
    fileprivate func beginning(readOnly: Bool) -> String {
        switch (self, readOnly) {
        case (.readCommitted, false): "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
        case (.readCommitted, true): "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY"
        case (.repeatableRead, false): "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE"
        case (.repeatableRead, true): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case (.serializable, false): "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
        case (.serializable, true): "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"
        }
    }
}
