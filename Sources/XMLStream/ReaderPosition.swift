internal import CLibXML

/// Line and column, worked out only when someone asks.
extension ReaderState {
    /// Offset in the decoded text of the place where the parser stands.
    var cursorOffset: Int {
        guard let input = parser.pointee.input else { return 0 }
        return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    }

    /// The decoded text that the parser holds and has not used.
    var pending: UnsafeBufferPointer<UInt8> {
        guard let input = parser.pointee.input, let cursor = input.pointee.cur, let end = input.pointee.end else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(start: cursor, count: max(0, end - cursor))
    }

    /// Remembers where the parser stands before it gets more input, since it forgets all but the last 80 bytes behind.
    mutating func setAnchor() {
        guard let input = parser.pointee.input else { return }
        anchorOffset = cursorOffset
        anchorColumn = Int(input.pointee.col)
    }

    /// Line and column, from 1, of the tag being told, else of the place where the parser stands.
    ///
    /// libxml2 counts at the end of a tag; a literal `<` cannot stand inside one, so the nearest before is its start.
    var position: (line: Int, column: Int) {
        guard let input = parser.pointee.input, let base = input.pointee.base, let cursor = input.pointee.cur else {
            return (0, 0)
        }
        let line = Int(input.pointee.line)
        let column = Int(input.pointee.col)
        guard isTag else { return (line, column) }
        var start = cursor
        var lines = 0
        repeat {
            guard start > base else { return (line, column) }
            start -= 1
            if start.pointee == UInt8(ascii: "\n") { lines += 1 }
        } while start.pointee != UInt8(ascii: "<")
        if lines == 0 { return (line, column - characters(from: start, to: cursor)) }
        return (line - lines, self.column(of: start, base: base, cursor: cursor))
    }

    /// Column of a place on a line before the parser's: from the line break before it, else from the anchor.
    private func column(
        of place: UnsafePointer<UInt8>, base: UnsafePointer<UInt8>, cursor: UnsafePointer<UInt8>
    ) -> Int {
        let sinceAnchor = cursorOffset - anchorOffset
        let known = sinceAnchor >= 0 ? max(base, cursor - sinceAnchor) : base
        var lineStart = place
        while lineStart > known, lineStart[-1] != UInt8(ascii: "\n") { lineStart -= 1 }
        let isWholeLine = lineStart > base && lineStart[-1] == UInt8(ascii: "\n")
        let before = isWholeLine || lineStart != cursor - sinceAnchor ? 1 : anchorColumn
        return before + characters(from: lineStart, to: place)
    }

    /// Characters between two places of UTF-8 text: bytes that do not continue one.
    private func characters(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) -> Int {
        var count = 0
        var place = start
        while place < end {
            if place.pointee & 0xC0 != 0x80 { count += 1 }
            place += 1
        }
        return count
    }
}
