internal import Crypto
internal import Storage

/// The SHA-256 of a file as it is read.
///
/// It is fed by the parsing thread and read when that has ended, so no two threads use it at once.
final class FileHash: @unchecked Sendable {
    private var hash = SHA256()

    func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

    func restart() { hash = SHA256() }

    /// Sixty-four hexadecimal digits.
    var text: String { Hex.text(hash.finalize()) }
}
