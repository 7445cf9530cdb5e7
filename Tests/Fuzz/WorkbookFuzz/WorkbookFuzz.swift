import Glibc
import Workbooks
import XMLStream

private let path = "/tmp/nephrite-fuzz-\(getpid()).xlsx"

/// One input: its first byte says what the rest is.
///
/// An even one makes it rows, shared texts and styles of a sound workbook, with a zero byte between them; an odd one an
/// archive as it comes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard size > 1, let data else { return 0 }
    let rest = UnsafeBufferPointer(start: data + 1, count: size - 1)
    if data[0] % 2 == 1 {
        store(rest)
    } else {
        let texts = rest.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        let parts = ZipFile.workbook(
            rows: texts[0], texts: texts.count > 1 ? texts[1] : "", styles: texts.count > 2 ? texts[2] : "")
        guard (try? ZipFile.write(parts, to: path)) != nil else { fatalError("no archive was written") }
    }
    read()
    unlink(path)
    return 0
}

/// Rows come in order and within bounds, twice the same, and what is refused is a fault.
private func read() {
    let first = rows()
    let second = rows()
    precondition(first.rows == second.rows && first.isRefused == second.isRefused, "a workbook reads in two ways")
}

private func rows() -> (rows: [[String]], isRefused: Bool) {
    var limits = XMLLimits()
    limits.documentBytes = 1 << 20
    var found: [[String]] = []
    do {
        try Workbook(path: path, limits: limits).forEachRow(of: nil, decimalMark: ".") { number, cells in
            precondition(number > 0 && cells.count <= 4096, "a row out of bounds")
            precondition(cells.last != "", "an empty cell at the end")
            found.append(cells)
        }
    } catch {
        precondition(error is XMLFault, "another error than a fault")
        return (found, true)
    }
    return (found, false)
}

private func store(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let stream = fopen(path, "wb") else { fatalError("no archive was written") }
    let written = fwrite(bytes.baseAddress, 1, bytes.count, stream)
    precondition(written == bytes.count && fclose(stream) == 0, "the input was not stored")
}
