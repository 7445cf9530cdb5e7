internal import CPostgres

/// A handle that asks the server to end the command a connection is running.
///
/// The command then fails with SQLSTATE `57014`. It stays valid, and without effect, once the connection has gone.
public final class Canceller: @unchecked Sendable {
    // libpq fills the handle when it is made and never changes it; PQcancel only reads it, opens a socket of its own, and
    // is documented as safe in other threads and in signal handlers. That is the proof for @unchecked.
    private let handle: OpaquePointer

    init(of connection: OpaquePointer) {
        guard let handle = PQgetCancel(connection) else {
            preconditionFailure("libpq has no memory for a cancel handle")
        }
        self.handle = handle
    }

    deinit {
        PQfreeCancel(handle)
    }

    /// Sends the request; a command that has just ended is not harmed.
    ///
    /// Returns false when the request could not be sent.
    @discardableResult
    public func cancel() -> Bool {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { reason in
            PQcancel(handle, reason.baseAddress, Int32(reason.count)) == 1
        }
    }
}
