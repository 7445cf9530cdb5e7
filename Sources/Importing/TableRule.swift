/// How a table of rows and columns is read: each row is a record, each cell an element that is named as its column.
struct TableRule: Sendable {
    /// The byte between cells.
    var delimiter = UInt8(ascii: ";")
    var encoding = TextEncoding.utf8
    /// The sheet of a workbook that is meant; without one the first that is visible.
    var sheet: String?
    /// The row that names the columns, from 1; 0 where no row does.
    ///
    /// What stands before it is passed over.
    var headerRow = 1
    /// Names for paths, and the title of the column each stands for; without titles, in the order of the columns.
    var columns: [(name: String, title: String?)] = []

    /// Names of columns that a table need not have.
    var optional: Set<String> = []

    /// The message that all rows stand in, as far as a table has one.
    static let message = "table"
    /// The element of a record, as far as a table has one.
    static let record = "row"
}

/// How the letters of a table are written.
enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8", latin1 = "latin-1", windows1252 = "windows-1252"

    /// Its letters as UTF-8; nil where a byte is none in this encoding.
    func text(_ bytes: some Collection<UInt8>) -> String? {
        switch self {
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .latin1: return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case .windows1252:
            var scalars = String.UnicodeScalarView()
            for byte in bytes {
                guard (0x80..<0xA0).contains(byte) else {
                    scalars.append(Unicode.Scalar(byte))
                    continue
                }
                guard let scalar = Unicode.Scalar(Self.upper[Int(byte) - 0x80]), scalar.value > 0 else { return nil }
                scalars.append(scalar)
            }
            return String(scalars)
        }
    }

    /// Windows-1252 from 0x80 to 0x9F; 0 where it has no letter.
    private static let upper: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D,
        0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
        0x017E, 0x0178,
    ]
}
