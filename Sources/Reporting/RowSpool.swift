internal import Glibc
internal import Rendering

/// Why rows could not wait.
package struct ScratchFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, in the words of the system.
    package let description: String
}

/// Rows that wait in a scratch file without a name, to be read again in their order as often as wanted.
///
/// The file has of each row its length, and of each field its length and one more, or 0 where it is absent, before its
/// bytes; lengths are 32 bits in the machine's order.
final class RowSpool {
    private let descriptor: Int32
    private let scratch: String
    private let width: Int
    private let sink: ByteSink

    /// For rows of so many fields, in a folder.
    init(width: Int, scratch: String) throws {
        self.width = width
        self.scratch = scratch
        var name = Array("\(scratch)/nephrite-report-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw Self.fault(scratch) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(name)
        self.descriptor = descriptor
        sink = ByteSink { block in
            var rest = block
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = write(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Self.fault(scratch) }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    deinit { close(descriptor) }

    private static func fault(_ scratch: String) -> ScratchFault {
        ScratchFault(
            description: "rows could not be kept in \(scratch): \(String(cString: strerror(errno)).lowercased())")
    }

    /// Adds a row.
    func add(_ row: ExactRow) throws {
        var length = 0
        for field in row.fields { length += 4 + (field?.count ?? 0) }
        try put(length)
        for field in row.fields {
            try put(field.map { $0.count + 1 } ?? 0)
            if let field { try sink.write(field) }
        }
    }

    private func put(_ number: Int) throws {
        guard var word = UInt32(exactly: number) else {
            throw ScratchFault(description: "a row is too long to be kept")
        }
        try withUnsafeBytes(of: &word) { try sink.write($0.assumingMemoryBound(to: UInt8.self)) }
    }

    /// Lends all rows in turn.
    func forEach(_ body: (ExactRow) throws -> Void) throws {
        let reader = try reader()
        while let row = try reader.next() { try body(row) }
    }

    /// Reads from the first row on.
    func reader() throws -> Reader {
        try sink.flush()
        return Reader(self)
    }

    /// Reads rows one after another; each is lent until the next is asked for.
    final class Reader {
        private let spool: RowSpool
        private var bytes: UnsafeMutableRawBufferPointer = .allocate(byteCount: 1 << 17, alignment: 16)
        private let fields: UnsafeMutableBufferPointer<LentField>
        /// What was read and not lent yet, and how far the file was read.
        private var start = 0, end = 0, offset = 0

        fileprivate init(_ spool: RowSpool) {
            self.spool = spool
            fields = .allocate(capacity: spool.width)
            fields.initialize(repeating: nil)
        }

        deinit {
            bytes.deallocate()
            fields.deallocate()
        }

        func next() throws -> ExactRow? {
            guard try has(4) else { return nil }
            let length = word(at: start)
            guard try has(4 + length) else { throw ScratchFault(description: "rows that were kept are gone") }
            var place = start + 4
            for number in fields.indices {
                let count = word(at: place)
                place += 4
                fields[number] =
                    count == 0
                    ? nil
                    : UnsafeBufferPointer(
                        rebasing: bytes[place..<place + count - 1].assumingMemoryBound(to: UInt8.self)[...])
                place += max(0, count - 1)
            }
            start += 4 + length
            return ExactRow(fields: UnsafeBufferPointer(fields))
        }

        private func word(at place: Int) -> Int {
            Int(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        }

        /// Reads on until so many bytes are at hand; false where the file ends before.
        private func has(_ count: Int) throws -> Bool {
            while end - start < count {
                if start > 0 {
                    bytes.baseAddress.unsafelyUnwrapped.copyMemory(
                        from: bytes.baseAddress.unsafelyUnwrapped + start, byteCount: end - start)
                    (start, end) = (0, end - start)
                }
                if count > bytes.count {
                    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count * 2, alignment: 16)
                    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<end]))
                    bytes.deallocate()
                    bytes = larger
                }
                let got = pread(
                    spool.descriptor, bytes.baseAddress.unsafelyUnwrapped + end, bytes.count - end, off_t(offset))
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else { throw RowSpool.fault(spool.scratch) }
                if got == 0 { return false }
                end += got
                offset += got
            }
            return true
        }
    }
}
