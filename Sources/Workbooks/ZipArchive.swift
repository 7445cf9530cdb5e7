internal import CZip
internal import Glibc
internal import XMLStream

/// A ZIP archive whose parts are unpacked piece by piece, within the bounds of any packed feed.
final class ZipArchive {
    private let archive: OpaquePointer
    private let limits: XMLLimits
    private let packedBytes: Int
    private var unpackedBytes = 0
    /// Real workbooks have some dozens; libzip holds a record of each.
    private static let mostParts: UInt64 = 10_000

    /// Opens an archive.
    ///
    /// **Throws** `damagedCompression` when it is none or broken, `tooLarge` when it has too many parts.
    init(path: String, limits: XMLLimits) throws(XMLFault) {
        self.limits = limits
        packedBytes = try Self.checkedSize(path)
        var code: CInt = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw Self.damaged(String(cString: zip_error_strerror(&error)))
        }
        self.archive = archive
    }

    deinit { zip_discard(archive) }

    /// Whether it has a part of this name; case does not count.
    func contains(_ name: String) -> Bool { zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE)) >= 0 }

    /// Reads a part as XML and tells `consumer`; false when there is none of this name.
    func read(_ name: String, _ consumer: XMLConsumer) throws(XMLFault) -> Bool {
        let index = zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE))
        guard index >= 0 else { return false }
        guard let part = zip_fopen_index(archive, UInt64(index), 0) else {
            throw Self.damaged(String(cString: zip_strerror(archive)))
        }
        defer { zip_fclose(part) }
        let reader = XMLReader(limits: limits, consumer: consumer)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while !reader.isStopped {
            let count = Int(zip_fread(part, buffer.baseAddress.unsafelyUnwrapped, UInt64(buffer.count)))
            guard count >= 0 else { throw Self.damaged(String(cString: zip_file_strerror(part))) }
            if count == 0 { break }
            try countUnpacked(count)
            do throws(XMLFault) {
                try reader.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            } catch {
                throw Self.fault(error, in: name)
            }
        }
        do throws(XMLFault) { try reader.finish() } catch { throw Self.fault(error, in: name) }
        return true
    }

    private func countUnpacked(_ count: Int) throws(XMLFault) {
        unpackedBytes += count
        let isBomb = unpackedBytes > limits.unpackedFreeBytes && unpackedBytes / limits.unpackedRatio > packedBytes
        guard unpackedBytes <= limits.documentBytes, !isBomb else {
            throw XMLFault(
                .tooLarge,
                isBomb
                    ? "the workbook unpacks to more than \(limits.unpackedRatio) times its size; it is no price list"
                    : "the workbook unpacks to more than \(limits.documentBytes) bytes; split it")
        }
    }

    private static func fault(_ fault: XMLFault, in part: String) -> XMLFault {
        XMLFault(fault.code, "in the workbook's part \(part), \(fault.message)")
    }

    private static func damaged(_ reason: String) -> XMLFault {
        XMLFault(
            .damagedCompression,
            "the file begins as a ZIP archive and cannot be unpacked (\(reason.lowercased())); fetch or save it again")
    }

    /// The size of the file, once all that it says of the number of its parts is within the bound.
    private static func checkedSize(_ path: String) throws(XMLFault) -> Int {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw damaged(String(cString: strerror(errno))) }
        defer { close(file) }
        let size = Int(lseek(file, 0, SEEK_END))
        func bytes(at offset: Int, _ count: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            return pread(file, &bytes, count, off_t(offset)) == count ? bytes : []
        }
        func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        // The end record lies before a comment of up to 64 KiB; the larger form of it is found by the 20 bytes before.
        let start = max(0, size - (1 << 16) - 64)
        let tail = bytes(at: start, size - start)
        for place in tail.indices.dropLast(21) where tail[place] == 0x50 && tail[place + 1] == 0x4B {
            var parts: UInt64 = 0
            if tail[place + 2] == 5, tail[place + 3] == 6 { parts = number(tail[(place + 10)..<(place + 12)]) }
            if tail[place + 2] == 6, tail[place + 3] == 7 {
                let offset = number(tail[(place + 8)..<(place + 16)])
                guard offset < size else { continue }
                parts = number(bytes(at: Int(offset), 56).dropFirst(32).prefix(8))
            }
            // What does not fit the smaller form is told by the larger one.
            guard parts == 0xFFFF || parts <= mostParts else {
                throw XMLFault(.tooLarge, "the ZIP archive has more than \(mostParts) parts; it is no price list")
            }
        }
        return size
    }
}
