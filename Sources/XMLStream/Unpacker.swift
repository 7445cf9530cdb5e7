internal import CZlib
internal import Glibc

/// Unpacks gzip as it comes in, one member after another, within bounds.
final class Unpacker {
    private let limits: XMLLimits
    private let stream: UnsafeMutablePointer<z_stream>
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65536, alignment: 16)
    private var packedBytes = 0
    private var unpackedBytes = 0
    /// Between two members, where the file may end.
    private var isBetween = false
    /// Zero bytes follow the last member: padding of tapes and of some transfers.
    private var isPadding = false

    init(limits: XMLLimits) {
        self.limits = limits
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 16 more than the largest window asks for the gzip header and checksum.
        let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "out of memory for unpacking")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        buffer.deallocate()
    }

    /// Unpacks a piece and hands over what comes out; `false` when `body` has seen enough.
    func unpack(_ packed: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Bool) throws -> Bool {
        guard let address = packed.baseAddress else { return true }
        packedBytes += packed.count
        // zlib does not write here; the type of its field is older than const.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: address.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(packed.count)
        while true {
            if isBetween, try !beginMember() { return true }
            let produced = try inflateOnce()
            if produced > 0 {
                guard try body(UnsafeRawBufferPointer(rebasing: buffer[..<produced])) else { return false }
            }
            // A full buffer may have left more behind; anything less means that the input is used up.
            if stream.pointee.avail_in == 0, produced < buffer.count { return true }
        }
    }

    /// Says that the file has ended.
    func finish() throws(XMLFault) {
        guard isBetween else {
            throw XMLFault(.truncated, "the gzip file was cut off; fetch it again")
        }
    }

    private func inflateOnce() throws(XMLFault) -> Int {
        stream.pointee.next_out = buffer.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(buffer.count)
        let status = inflate(stream, Z_NO_FLUSH)
        let produced = buffer.count - Int(stream.pointee.avail_out)
        unpackedBytes += produced
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isBetween = true
        default: throw XMLFault(.damagedCompression, "the gzip file is damaged; fetch it again")
        }
        try checkSize()
        return produced
    }

    /// At the end of a member, goes on to the next one or over padding; `false` when the input is used up.
    private func beginMember() throws(XMLFault) -> Bool {
        while stream.pointee.avail_in > 0, let next = stream.pointee.next_in, next.pointee == 0 {
            isPadding = true
            stream.pointee.next_in = next + 1
            stream.pointee.avail_in -= 1
        }
        guard stream.pointee.avail_in > 0, let next = stream.pointee.next_in else { return false }
        guard !isPadding, next.pointee == 0x1F else {
            throw XMLFault(.trailingContent, "there is more after the end of the gzip data; fetch the file again")
        }
        inflateReset(stream)
        isBetween = false
        return true
    }

    private func checkSize() throws(XMLFault) {
        let isBomb =
            unpackedBytes > limits.unpackedFreeBytes && unpackedBytes / limits.unpackedRatio > packedBytes
        guard unpackedBytes <= limits.documentBytes, !isBomb else {
            throw XMLFault(
                .tooLarge,
                isBomb
                    ? "the gzip file unpacks to more than \(limits.unpackedRatio) times its size; it is no catalog"
                    : "the gzip file unpacks to more than \(limits.documentBytes) bytes; split it")
        }
    }
}
