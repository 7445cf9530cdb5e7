internal import Quantities
internal import Workbooks
internal import XMLStream

/// The bytes of a table, and whether they were a workbook's sheet.
struct TableInput {
    let bytes: XMLInput
    /// Rows are counted as a sheet counts them, and cells take the place of characters.
    let isSheet: Bool
}

extension FeedFile {
    /// A new reading of the table in it; a workbook's sheet is written out as CSV first, once.
    func table(by profile: Profile, _ rule: TableRule) throws(XMLFault) -> TableInput {
        try table(rule, decimalMark: profile.notation.decimalMark, for: profile.digest)
    }

    /// The same for a table that no profile maps.
    func table(_ rule: TableRule, decimalMark: Unicode.Scalar, for digest: [UInt8] = []) throws(XMLFault) -> TableInput
    {
        guard try isArchive() else { return TableInput(bytes: try input(), isSheet: false) }
        if let sheet, sheet.profile == digest {
            return TableInput(bytes: try sheet.file.input(), isSheet: true)
        }
        let file = try spooledTable { path, spool throws(XMLFault) in
            var writer = SheetWriter(rule, spool)
            do {
                try Workbook(path: path).forEachRow(
                    of: rule.sheet, decimalMark: decimalMark
                ) { number, cells in try writer.write(number, cells) }
            } catch let fault as XMLFault {
                throw fault
            } catch {
                preconditionFailure("only faults are thrown above")
            }
            try writer.flush()
        }
        sheet = (digest, file)
        return TableInput(bytes: try file.input(), isSheet: true)
    }
}

/// Writes the rows of a sheet as a table: row by row on the line of its number, each as wide as the one that names the columns.
private struct SheetWriter {
    private let rule: TableRule
    private let spool: ([UInt8]) throws(XMLFault) -> Void
    private var line = 1
    private var width: Int
    private var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(_ rule: TableRule, _ spool: @escaping ([UInt8]) throws(XMLFault) -> Void) {
        self.rule = rule
        self.spool = spool
        width = rule.headerRow == 0 ? rule.columns.count : 0
    }

    mutating func write(_ number: Int, _ cells: [String]) throws(XMLFault) {
        while line < number {
            bytes.append(10)
            line += 1
        }
        if number == rule.headerRow { width = cells.count }
        let count = number > rule.headerRow ? max(width, cells.count) : cells.count
        for index in 0..<count {
            if index > 0 { bytes.append(rule.delimiter) }
            if index < cells.count { append(cells[index]) }
        }
        bytes.append(10)
        line += 1
        if bytes.count > 1 << 18 { try flush() }
    }

    mutating func flush() throws(XMLFault) {
        try spool(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ text: String) {
        let quote = UInt8(ascii: "\"")
        let letters = text.utf8
        // What begins like XML would be taken for it at the beginning of a table.
        guard
            letters.first == UInt8(ascii: "<")
                || letters.contains(where: { $0 == quote || $0 == rule.delimiter || $0 < 32 })
        else { return bytes.append(contentsOf: letters) }
        bytes.append(quote)
        for byte in letters {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}
