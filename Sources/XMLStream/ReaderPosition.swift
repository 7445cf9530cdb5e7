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
        isTag = false
        _ = locate()
    }

    /// Line and column, from 1, of the tag being told, else of the place where the parser stands.
    ///
    /// libxml2 counts lines at the end of a tag; a literal `<` cannot stand inside one, so the nearest before is its start.
    ///
    /// The place becomes the anchor, so that a long line is not gone through again for each tag on it.
    mutating func locate() -> (line: Int, column: Int) {
        guard let input = parser.pointee.input, let base = input.pointee.base, let cursor = input.pointee.cur else {
            return (0, 0)
        }
        var place = cursor
        var line = Int(input.pointee.line)
        while isTag, place > base {
            place -= 1
            if place.pointee == UInt8(ascii: "<") { break }
            if place.pointee == UInt8(ascii: "\n") { line -= 1 }
        }
        let column = column(of: place, line: line, in: input.pointee)
        anchorOffset = cursorOffset - (cursor - place)
        anchorColumn = column
        return (line, column)
    }

    /// Column of a place in the parser's buffer: counted from the line break before it, else on from the anchor.
    ///
    /// libxml2's own count goes astray now and then, so it serves only where nothing else is known: on the first line of
    /// a text that is being converted, whose beginning libxml2 has thrown away.
    private func column(of place: UnsafePointer<UInt8>, line: Int, in input: xmlParserInput) -> Int {
        guard let base = input.base, let cursor = input.cur else { return 0 }
        let sinceAnchor = cursorOffset - anchorOffset
        let reachesAnchor = sinceAnchor >= cursor - place && sinceAnchor <= cursor - base
        let known = reachesAnchor ? cursor - sinceAnchor : base
        var start = place
        while start > known, start[-1] != UInt8(ascii: "\n") { start -= 1 }
        let before = characters(from: start, to: place)
        if start > known { return 1 + before }
        let isConverted = line == 1 && input.buf?.pointee.encoder != nil
        if reachesAnchor, !isConverted { return anchorColumn + before }
        return max(1, Int(input.col) - characters(from: place, to: cursor))
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
