internal import Crypto
internal import Postgres
internal import Storage

/// A caller's key for a change, so that repeating it gives the first answer again.
package struct RequestKey: Sendable {
    /// The command, as `import run`.
    package let command: String
    /// The caller's text.
    package let key: String
    /// Everything that makes the request what it is.
    package let body: [String]

    /// A key.
    package init(command: String, key: String, body: [String]) {
        self.command = command
        self.key = key
        self.body = body
    }

    var digest: String {
        var hash = SHA256()
        for part in body { hash.update(data: Array((part + "\u{0}").utf8)) }
        return Hex.text(hash.finalize())
    }
}

/// The answer to a request with a key.
package enum KeyedAnswer: Sendable, Equatable {
    /// What was answered, now or the first time: the text, and the exit status that went with it.
    case answer(String, status: Int32, isRepeated: Bool)
}

extension Database {
    /// Runs a change in one transaction and seals the audit trail behind it; a dry run is rolled back at its end.
    ///
    /// Inside another change it is part of that one's transaction.
    func write<Result: Sendable>(
        dryRun: Bool, _ level: IsolationLevel = .readCommitted, _ body: () throws -> Result
    ) throws -> Result {
        guard !connection.isInTransaction else { return try body() }
        do {
            let result = try connection.transaction(level) {
                let result = try body()
                if dryRun { throw DryRun(result: result) }
                try checkInterruption()
                return result
            }
            // Sealing is not part of the change: what it does not reach now, the next one seals.
            _ = try? connection.transaction(attempts: 1) { try connection.first(SealAudit()) }
            return result
        } catch let end as DryRun<Result> {
            return end.result
        } catch let file as RefusedFile {
            throw dryRun ? file.refusal : try file.kept(in: connection)
        }
    }

    /// Runs a change once for its key: the answer is stored in the change's own transaction.
    ///
    /// Refuses the key with another body (`key_conflict`). Two requests with one key at once take turns.
    /// `inOneSnapshot` is for changes that read a lot before they decide, as plans of imports.
    package func once(
        _ request: RequestKey, dryRun: Bool, inOneSnapshot: Bool = false,
        _ body: () throws -> (text: String, status: Int32)
    ) throws -> KeyedAnswer {
        let digest = request.digest
        try connection.run(LockRequest(command: request.command, key: request.key))
        defer { _ = try? connection.run(UnlockRequest(command: request.command, key: request.key)) }
        return try write(dryRun: dryRun, inOneSnapshot ? .repeatableRead : .readCommitted) {
            if let stored = try connection.first(SelectRequest(command: request.command, key: request.key)) {
                guard stored.digest == digest else {
                    throw Refusal(
                        "key_conflict", "the key \"\(request.key)\" was used for another \(request.command)",
                        at: "--key", remedy: "use a new key for a new request")
                }
                return .answer(stored.answer, status: stored.status, isRepeated: true)
            }
            let answer = try body()
            try connection.run(
                InsertRequest(
                    command: request.command, key: request.key, digest: digest, answer: answer.text,
                    status: answer.status))
            return .answer(answer.text, status: answer.status, isRepeated: false)
        }
    }
}

/// Ends a dry run: everything but the commit was done.
private struct DryRun<Result: Sendable>: Error {
    let result: Result
}
