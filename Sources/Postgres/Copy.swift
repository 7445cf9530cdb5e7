internal import CPostgres

/// The sending end of a COPY FROM STDIN; lent to the body of `Connection.copyIn`.
///
/// Bytes are gathered into blocks before libpq is given them, so small writes are cheap.
public final class CopyWriter {
    private static let blockSize = 128 * 1024

    private let connection: Connection
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 16)
    private var filled = 0
    /// The next field is the first of its row.
    private var isAtRowStart = true

    init(_ connection: Connection) {
        self.connection = connection
    }

    deinit {
        block.deallocate()
    }

    /// Sends bytes in the format the COPY names; rows may begin and end anywhere in them.
    ///
    /// Throws: a lost connection. Data that the server refuses is reported when the COPY ends.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        if bytes.count > block.count - filled { try flush() }
        if bytes.count > block.count {
            try put(bytes)
        } else if bytes.count > 0 {
            UnsafeMutableRawBufferPointer(rebasing: block[filled...]).copyMemory(from: bytes)
            filled += bytes.count
        }
    }

    /// Sends text as it is, in the format the COPY names.
    public func write(_ string: String) throws(PostgresError) {
        var string = string
        let failure = string.withUTF8 { utf8 -> PostgresError? in
            do throws(PostgresError) { try write(UnsafeRawBufferPointer(utf8)) } catch { return error }
            return nil
        }
        if let failure { throw failure }
    }

    /// Sends one field of a row in COPY's text format: the separator, then the text escaped; nil is NULL.
    public func field(_ text: String?) throws(PostgresError) {
        if !isAtRowStart { try write(byte: UInt8(ascii: "\t")) }
        isAtRowStart = false
        guard var text else { return try write("\\N") }
        let failure = text.withUTF8 { utf8 -> PostgresError? in
            do throws(PostgresError) { try writeEscaped(utf8) } catch { return error }
            return nil
        }
        if let failure { throw failure }
    }

    /// Ends a row whose fields were sent by `field`.
    public func endRow() throws(PostgresError) {
        try write(byte: UInt8(ascii: "\n"))
        isAtRowStart = true
    }

    /// Hands what was gathered to libpq.
    func flush() throws(PostgresError) {
        if filled == 0 { return }
        try put(UnsafeRawBufferPointer(rebasing: block[..<filled]))
        filled = 0
    }

    private func write(byte: UInt8) throws(PostgresError) {
        if filled == block.count { try flush() }
        block[filled] = byte
        filled += 1
    }

    /// Stretches without special characters, which is nearly every field, are copied whole.
    private func writeEscaped(_ text: UnsafeBufferPointer<UInt8>) throws(PostgresError) {
        var start = 0
        for (index, byte) in text.enumerated() {
            let escape: UInt8
            switch byte {
            case UInt8(ascii: "\\"): escape = UInt8(ascii: "\\")
            case UInt8(ascii: "\t"): escape = UInt8(ascii: "t")
            case UInt8(ascii: "\n"): escape = UInt8(ascii: "n")
            case UInt8(ascii: "\r"): escape = UInt8(ascii: "r")
            default: continue
            }
            try write(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[start..<index])))
            try write(byte: UInt8(ascii: "\\"))
            try write(byte: escape)
            start = index + 1
        }
        try write(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[start...])))
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
        guard PQputCopyData(connection.handle, start, Int32(bytes.count)) == 1 else {
            throw .server(connection.faultOfConnection(statement: nil))
        }
    }
}

extension Connection {
    /// Runs a COPY … FROM STDIN and sends what the body writes.
    ///
    /// The body must not use this connection. Should it throw, the COPY is made to fail, so none of its rows stays (and an
    /// open transaction is failed), and its error is thrown.
    /// Returns the number of rows.
    @discardableResult
    public func copyIn(_ sql: String, _ body: (CopyWriter) throws -> Void) throws -> Int {
        try startCopy(sql, expecting: PGRES_COPY_IN)
        return try occupying("COPY FROM STDIN") {
            let writer = CopyWriter(self)
            do {
                try body(writer)
                try writer.flush()
            } catch {
                let answer = abandonCopy()
                // That the COPY failed is our own doing. But when the server had ended the session, its reason says more
                // than libpq's remark that nobody listens.
                if isLost, error is PostgresError, let answer { throw answer }
                throw error
            }
            guard PQputCopyEnd(handle, nil) == 1 else { throw PostgresError.server(faultOfConnection(statement: nil)) }
            return try finish(statement: nil).rowsAffected
        }
    }

    /// Runs a COPY … TO STDOUT and passes each row's bytes, with the line end, to the body.
    ///
    /// The bytes are valid only during the call. The body must not use this connection. Should it throw, the remaining
    /// rows are read and dropped, and its error is thrown.
    public func copyOut(_ sql: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try startCopy(sql, expecting: PGRES_COPY_OUT)
        try occupying("COPY TO STDOUT") {
            while let row = nextCopyRow() {
                defer { PQfreemem(row.baseAddress) }
                do {
                    try body(UnsafeRawBufferPointer(row))
                } catch {
                    dropCopyData()
                    while nextResult() != nil {}
                    throw error
                }
            }
            _ = try finish(statement: nil)
        }
    }

    /// The next row of a COPY TO STDOUT, to be freed by the caller; nil at the end, which may be a fault.
    private func nextCopyRow() -> UnsafeMutableBufferPointer<CChar>? {
        var row: UnsafeMutablePointer<CChar>?
        let length = PQgetCopyData(handle, &row, 0)
        return length > 0 ? UnsafeMutableBufferPointer(start: row, count: Int(length)) : nil
    }

    /// Reads what is left of a COPY TO STDOUT.
    func dropCopyData() {
        while let row = nextCopyRow() { PQfreemem(row.baseAddress) }
    }

    /// Makes a COPY FROM STDIN fail and reads what the server says to it.
    private func abandonCopy() -> PostgresError? {
        PQputCopyEnd(handle, "the client gave up")
        do {
            _ = try finish(statement: nil)
            return nil
        } catch {
            return error
        }
    }

    private func startCopy(_ sql: String, expecting status: ExecStatusType) throws(PostgresError) {
        requireFree()
        guard PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 0) == 1, let answer = nextResult() else {
            throw .server(faultOfConnection(statement: nil))
        }
        if answer.status == status { return }
        try finish(from: answer, statement: nil)
        var fault = ServerFault(
            sqlstate: SQLState.refusedByClient, message: "the statement is not the COPY it should be")
        fault.hint = "copyIn takes COPY … FROM STDIN, copyOut takes COPY … TO STDOUT"
        throw .server(fault)
    }
}
