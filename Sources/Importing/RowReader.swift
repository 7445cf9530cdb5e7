internal import XMLStream

/// Splits a table of RFC 4180 into rows and cells as its bytes come: quotes, line breaks within them, any of three line ends.
///
/// One row is held at a time, and a row has a bound. Bytes stay as they are; letters are the caller's.
struct RowReader {
    /// A cell: its bytes in the row's, and where it began.
    struct Cell {
        var bytes: Range<Int>
        var line: Int
        var column: Int
    }

    /// Bytes of one row at most; real ones have a few hundred.
    static let rowBytes = 1 << 20
    /// Cells of one row at most.
    static let rowCells = 4096

    private enum State { case start, plain, quoted, quoteInQuotes, behindQuotes }

    let delimiter: UInt8
    /// Whether bytes go on with a character, as in UTF-8; else each is one.
    let isUTF8: Bool
    /// Whether rows are counted in place of lines, and cells in place of characters, as a sheet does.
    let countsRows: Bool
    /// The cells of the row that has ended.
    private(set) var cells: [Cell] = []
    /// The content of its cells, one behind the other.
    private(set) var content: [UInt8] = []
    /// The row as it stands in the file, without its line end.
    private(set) var raw: [UInt8] = []
    /// The line the row began in.
    private(set) var rowLine = 1
    /// Whether something stands between a closing quote and the end of its cell.
    private(set) var isMisquoted = false
    /// The line in which the open quote began.
    private(set) var quoteLine = 0
    private var state = State.start
    private var line = 1
    private var column = 1
    private var cell = Cell(bytes: 0..<0, line: 1, column: 1)
    private var isRowEmpty = true
    private var isAfterReturn = false
    private var isCleared = true

    init(delimiter: UInt8, isUTF8: Bool, countsRows: Bool = false) {
        self.countsRows = countsRows
        self.delimiter = delimiter
        self.isUTF8 = isUTF8
    }

    /// Whether the row says nothing: no cell has more than blanks.
    var isBlank: Bool { content.allSatisfy { $0 == 32 || ($0 >= 9 && $0 <= 13) } }

    /// Takes the next byte; true when it ends a row.
    mutating func take(_ byte: UInt8) throws(XMLFault) -> Bool {
        if isAfterReturn {
            isAfterReturn = false
            if byte == 10, state != .quoted { return false }
        }
        if !isCleared { beginRow() }
        if byte < 32, byte != 9, byte != 10, byte != 13 {
            throw XMLFault(
                .controlCharacters, "byte \(byte) is a control character, which no text has; save the table again",
                line: line, column: column)
        }
        let isBreak = byte == 10 || byte == 13
        if isBreak, state != .quoted {
            isAfterReturn = byte == 13
            endCell()
            line += 1
            column = 1
            isCleared = false
            return true
        }
        isRowEmpty = false
        guard raw.count < Self.rowBytes, cells.count < Self.rowCells else { throw tooLarge() }
        raw.append(byte)
        split(byte)
        advance(byte)
        return false
    }

    /// Ends the table; true when that ends a row.
    mutating func finish() throws(XMLFault) -> Bool {
        guard isCleared, !isRowEmpty else { return false }
        guard state != .quoted else {
            throw XMLFault(
                .truncated,
                "the quote that opens here is never closed; the file is cut off, or a quote is to be doubled",
                line: quoteLine, column: cell.column)
        }
        endCell()
        isCleared = false
        return true
    }

    private mutating func split(_ byte: UInt8) {
        let quote = UInt8(ascii: "\"")
        switch state {
        case .start where byte == quote:
            state = .quoted
            quoteLine = line
        case .start where byte == delimiter, .plain where byte == delimiter, .quoteInQuotes where byte == delimiter,
            .behindQuotes where byte == delimiter:
            endCell()
        case .start, .plain:
            state = .plain
            content.append(byte)
        case .quoted where byte == quote: state = .quoteInQuotes
        case .quoted: content.append(byte)
        case .quoteInQuotes where byte == quote:
            state = .quoted
            content.append(byte)
        case .quoteInQuotes, .behindQuotes:
            state = .behindQuotes
            if byte != 32 { isMisquoted = true }
        }
    }

    /// Counts lines and characters.
    private mutating func advance(_ byte: UInt8) {
        if countsRows { return column = cells.count + 1 }
        if byte == 10 {
            if !(raw.count > 1 && raw[raw.count - 2] == 13) { line += 1 }
            column = 1
        } else if byte == 13 {
            line += 1
            column = 1
        } else if !isUTF8 || byte & 0xC0 != 0x80 {
            column += 1
        }
    }

    private mutating func endCell() {
        cell.bytes = cell.bytes.lowerBound..<content.count
        cells.append(cell)
        cell = Cell(bytes: content.count..<content.count, line: line, column: countsRows ? cells.count + 1 : column + 1)
        state = .start
    }

    private mutating func beginRow() {
        cells.removeAll(keepingCapacity: true)
        content.removeAll(keepingCapacity: true)
        raw.removeAll(keepingCapacity: true)
        isMisquoted = false
        isRowEmpty = true
        rowLine = line
        cell = Cell(bytes: 0..<0, line: line, column: 1)
        isCleared = true
    }

    private func tooLarge() -> XMLFault {
        state == .quoted
            ? XMLFault(
                .tooLarge, "the quote that opens here holds more than \(Self.rowBytes) bytes; is it closed?",
                line: quoteLine, column: cell.column)
            : XMLFault(
                .tooLarge,
                "the row that begins here has more than \(Self.rowBytes) bytes or \(Self.rowCells) cells; is the delimiter right?",
                line: rowLine, column: 1)
    }
}
