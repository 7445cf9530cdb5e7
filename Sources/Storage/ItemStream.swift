package import Postgres

extension Connection {
    /// Every item of a supplier: part number, digest of its record, and the version that holds; streamed.
    package func forEachItem(
        of supplier: Int64, _ body: (_ partNumber: UnsafeRawBufferPointer, _ digest: UInt64, VersionPointer) -> Void
    ) throws {
        try run(SetCopySupplier(supplier: supplier))
        try copyOut(
            """
            COPY (SELECT version_run, version_record, status, source_digest, part_number FROM supplier_item
                WHERE supplier_id = current_setting('nephrite.copied_supplier')::bigint) TO STDOUT
            """
        ) { row in
            var reader = CopyRowReader(row)
            let run = reader.integer()
            let record = reader.integer()
            let isActive = reader.text().first == UInt8(ascii: "a")
            let digest = UInt64(bitPattern: reader.integer())
            reader.unescaped { body($0, digest, VersionPointer(run: run, record: Int(record), isActive: isActive)) }
        }
    }
}

struct SetCopySupplier: Statement {
    static let sql = "SELECT set_config('nephrite.copied_supplier', $1, true) AS done"
    let supplier: Int64
    var parameters: [any ParameterConvertible] { [String(supplier)] }
}

/// Reads the fields of a row of COPY's text form.
struct CopyRowReader {
    private let row: UnsafeRawBufferPointer
    private var at = 0

    init(_ row: UnsafeRawBufferPointer) { self.row = row }

    mutating func text() -> UnsafeRawBufferPointer {
        let start = at
        while at < row.count, row[at] != 9, row[at] != 10 { at += 1 }
        defer { at += 1 }
        return UnsafeRawBufferPointer(rebasing: row[start..<at])
    }

    mutating func integer() -> Int64 {
        var value: Int64 = 0
        var isNegative = false
        for byte in text() {
            if byte == UInt8(ascii: "-") {
                isNegative = true
            } else {
                value = value &* 10 &- Int64(byte &- 48)
            }
        }
        return isNegative ? value : -value
    }

    /// A field with its escapes undone.
    mutating func unescaped(_ body: (UnsafeRawBufferPointer) -> Void) {
        let raw = text()
        guard raw.contains(UInt8(ascii: "\\")) else { return body(raw) }
        var bytes: [UInt8] = []
        var index = 0
        while index < raw.count {
            if raw[index] == UInt8(ascii: "\\"), index + 1 < raw.count {
                index += 1
                switch raw[index] {
                case UInt8(ascii: "t"): bytes.append(9)
                case UInt8(ascii: "n"): bytes.append(10)
                case UInt8(ascii: "r"): bytes.append(13)
                case UInt8(ascii: "b"): bytes.append(8)
                case UInt8(ascii: "f"): bytes.append(12)
                case UInt8(ascii: "v"): bytes.append(11)
                default: bytes.append(raw[index])
                }
            } else {
                bytes.append(raw[index])
            }
            index += 1
        }
        bytes.withUnsafeBytes(body)
    }
}
