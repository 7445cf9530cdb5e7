internal import XMLStream

/// Reads a table once more to keep some of its rows as they stand in the file.
enum RawRows {
    /// Bytes of a row that are kept; what is longer has a mark in place of the rest.
    private static let rowBytes = 1 << 16
    /// Bytes of the rows above that are kept.
    private static let preambleBytes = 1 << 18

    /// Hands over each wanted row in order; ends with the last of them.
    ///
    /// Answers the rows up to the header, with the mark of UTF-8 in front, since what is kept is UTF-8 whatever the file was.
    static func collect(
        _ wanted: Set<RawPlace>, from file: FeedFile, by profile: Profile, _ table: TableRule,
        _ body: (RawPlace, String) throws -> Void
    ) throws -> RawCollector.Envelope? {
        var left = wanted
        var reader = TableReader(table)
        var preamble = ""
        try reader.read(
            file.table(by: profile, table), header: { reader throws(XMLFault) in preamble = reader.preamble },
            row: { reader in
                guard let place = left.remove(RawPlace(element: reader.ordinal)) else { return true }
                try body(place, kept(try reader.raw()))
                return !left.isEmpty
            })
        guard preamble.utf8.count <= preambleBytes else { return nil }
        return RawCollector.Envelope(opening: "\u{FEFF}" + preamble, closing: "\n")
    }

    private static func kept(_ row: String) -> String {
        guard row.utf8.count > rowBytes else { return row }
        return String(decoding: row.utf8.prefix(rowBytes), as: UTF8.self) + XMLRawRecorder.cutMark
    }
}
