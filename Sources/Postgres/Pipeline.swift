internal import CPostgres

/// Statements sent one after another without waiting; lent to the body of `Connection.pipeline`.
///
/// Handlers are called in the order of the statements, when the answers are read: at the latest when the pipeline ends,
/// earlier when many statements are queued. A handler only takes the value down; what follows from it is decided after
/// the pipeline.
public struct Pipeline: ~Copyable {
    /// So many answers are left unread at most: libpq would hold them all in memory.
    private static let unreadLimit = 512

    private let connection: Connection
    private var unread: [Answer] = []
    /// What is being prepared by this pipeline; the connection learns of it when the server has agreed.
    private var preparing: [ObjectIdentifier: PreparedStatement] = [:]
    private(set) var fault: PostgresError?

    /// What is to be done with the answer to one message.
    private struct Answer {
        let statement: (any Statement.Type)?
        let receive: (borrowing QueryResult) throws(DecodingFault) -> Void
    }

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Queues a statement for its effect; the handler is given the number of rows affected.
    ///
    /// Throws: the first fault of an earlier statement, as soon as it is known.
    public mutating func run<S: Statement>(
        _ statement: S, _ handler: @escaping (Int) -> Void = { _ in }
    ) throws(PostgresError) {
        let prepared = try send(statement)
        unread.append(Answer(statement: prepared.statement) { result in handler(result.rowsAffected) })
    }

    /// Queues a statement whose rows are wanted; the handler is given all of them, decoded.
    ///
    /// Throws: the first fault of an earlier statement, as soon as it is known.
    public mutating func fetch<S: Statement>(
        _ statement: S, _ handler: @escaping ([S.Output]) -> Void
    ) throws(PostgresError) {
        let prepared = try send(statement)
        unread.append(
            Answer(statement: prepared.statement) { result throws(DecodingFault) in
                handler(try result.rows(of: S.self, layout: prepared.layout(of: result)))
            })
    }

    private mutating func send<S: Statement>(_ statement: S) throws(PostgresError) -> PreparedStatement {
        if unread.count >= Self.unreadLimit {
            guard PQsendFlushRequest(connection.handle) == 1 else { throw noteRefusal() }
            read()
        }
        if let fault { throw fault }
        let prepared = try prepare(S.self)
        let parameters = try EncodedParameters(statement.parameters, statement: prepared.statement)
        let sent = parameters.withPointers { count, values in
            PQsendQueryPrepared(connection.handle, prepared.name, count, values, nil, nil, 0)
        }
        guard sent == 1 else { throw noteRefusal() }
        return prepared
    }

    private mutating func prepare<S: Statement>(_ type: S.Type) throws(PostgresError) -> PreparedStatement {
        let key = ObjectIdentifier(type)
        if let known = connection.prepared[key] ?? preparing[key] { return known }
        let new = connection.newPreparedStatement(for: type)
        guard PQsendPrepare(connection.handle, new.name, S.sql, 0, nil) == 1 else { throw noteRefusal() }
        preparing[key] = new
        let connection = connection
        unread.append(Answer(statement: new.statement) { _ in connection.prepared[key] = new })
        return new
    }

    /// Keeps the fault of a call that libpq refused.
    private mutating func noteRefusal() -> PostgresError {
        let refusal = PostgresError.server(connection.faultOfConnection(statement: nil))
        fault = fault ?? refusal
        return refusal
    }

    /// Reads every answer that is still open and hands it on; the first fault is kept, what follows it is not run.
    private mutating func read() {
        _ = PQflush(connection.handle)
        for answer in unread {
            // Each answer is one result and then the end of that message.
            while let result = connection.nextResult() {
                switch result.status {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                    if fault != nil { continue }
                    do { try answer.receive(result) } catch { fault = .decoding(error) }
                case PGRES_PIPELINE_ABORTED:
                    continue
                default:
                    let failure = ServerFault(of: result.pointer, statement: answer.statement)
                    fault = fault ?? .server(connection.completed(failure))
                }
            }
            if connection.isLost { break }
        }
        unread.removeAll(keepingCapacity: true)
    }

    /// Ends the pipeline: both sides agree on where it ended, and every answer has been read.
    ///
    /// - Parameter abandoned: whether what was queued must not take effect.
    mutating func close(abandoned: Bool) {
        if abandoned || fault != nil { spoil() }
        guard PQpipelineSync(connection.handle) == 1 else {
            _ = noteRefusal()
            return
        }
        read()
        while !connection.isLost, let result = connection.nextResult() {
            if result.status == PGRES_PIPELINE_SYNC { break }
        }
        if connection.isLost, fault == nil { _ = noteRefusal() }
    }

    /// Queues a statement that cannot succeed, because the server keeps what came before unless something fails.
    private mutating func spoil() {
        guard PQsendQueryParams(connection.handle, "abandoned by the client", 0, nil, nil, nil, nil, 0) == 1 else {
            return
        }
        unread.append(Answer(statement: nil) { _ in })
    }
}

extension Connection {
    /// Queues the statements of the body and sends them without waiting for each answer.
    ///
    /// Outside a transaction, all of them are one: when one fails, or the body throws, none takes effect. Inside one, the
    /// transaction is then failed. The body must use only what it is lent.
    /// Throws: the body's error, else the first fault.
    public func pipeline(_ body: (inout Pipeline) throws -> Void) throws {
        try occupying("a pipeline") {
            guard PQenterPipelineMode(handle) == 1 else {
                throw PostgresError.server(faultOfConnection(statement: nil))
            }
            defer { PQexitPipelineMode(handle) }
            if singleRowModeLingers { passEmptyPipeline() }
            var pipeline = Pipeline(self)
            do {
                try body(&pipeline)
            } catch {
                pipeline.close(abandoned: true)
                throw error
            }
            pipeline.close(abandoned: false)
            if let fault = pipeline.fault { throw fault }
        }
    }

    /// libpq forgets single-row mode at the next plain command or at the end of a pipeline, not at the start of one: the
    /// first statement's rows would arrive one by one.
    private func passEmptyPipeline() {
        singleRowModeLingers = false
        guard PQpipelineSync(handle) == 1 else { return }
        _ = nextResult()
    }
}
