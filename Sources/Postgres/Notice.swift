internal import CPostgres

/// A message that the server sends beside its answers.
public struct Notice: Sendable, Equatable {
    /// `WARNING`, `NOTICE`, `INFO`, `LOG` or `DEBUG`.
    public let severity: String
    /// The five characters of SQLSTATE; `00000` for most.
    public let sqlstate: String
    /// The message, one line.
    public let message: String
    /// More about it.
    public let detail: String?
    /// What to do about it.
    public let hint: String?
}

/// The closure that libpq's notices go to.
final class NoticeReceiver {
    private let handler: (Notice) -> Void

    init(_ handler: @escaping (Notice) -> Void) {
        self.handler = handler
    }

    /// The pointer given to libpq is not retained; the connection that owns this receiver closes the session first.
    func listen(to handle: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = PQsetNoticeReceiver(
            handle,
            { context, result in
                guard let context, let result else { return }
                let fields = ServerFault(of: result, statement: nil)
                Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue().handler(
                    Notice(
                        severity: fields.severity, sqlstate: fields.sqlstate, message: fields.message,
                        detail: fields.detail, hint: fields.hint))
            }, context)
    }
}
