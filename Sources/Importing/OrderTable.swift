internal import Catalog
public import XMLStream

/// Reads orders of a CSV table or of NDJSON, one after the other.
///
/// Rows of one customer and one number are one order. A table's first row names its columns.
public struct OrderTable {
    /// How it is written.
    public enum Form: Sendable {
        /// A table with a row of names, CSV or a workbook; the separator is a comma, a semicolon or a tab, whichever its first row has most of.
        case csv
        /// A JSON object a line: an order with `lines`, or a line with what belongs to its order.
        case ndjson
    }

    private let file: FeedFile
    private let form: Form

    /// A file.
    public init(_ file: FeedFile, _ form: Form) {
        self.file = file
        self.form = form
    }

    /// Reads to the end and passes each order on.
    ///
    /// **Throws** `XMLFault` when the file is refused: no UTF-8, no names of columns that are known, a quote that is never
    /// closed, a damaged archive; and what `body` throws.
    public func read(_ body: (IncomingOrder) throws -> Void) throws {
        var position = 0
        let hand: (OrderDraft) throws -> Void = { draft in
            position += 1
            var order = draft.order()
            order.position = position
            try body(order)
        }
        switch form {
        case .csv: try readTable(hand)
        case .ndjson: try readLines(hand)
        }
    }

    /// The form a file seems to have by its beginning; nil where it may be XML or is neither.
    ///
    /// **Throws** `XMLFault` when it cannot be read.
    public static func form(of file: FeedFile) throws(XMLFault) -> Form? {
        if try file.isArchive() { return .csv }
        var form: Form?
        do {
            try file.input().forEachChunk { chunk in
                let body = chunk.starts(with: [0xEF, 0xBB, 0xBF]) ? chunk.dropFirst(3) : chunk[...]
                let text = body.drop { $0 <= 32 }
                if text.first == UInt8(ascii: "{") {
                    form = .ndjson
                } else if text.first != UInt8(ascii: "<") {
                    let separator = PlainTable.separator(of: text)
                    let names = text.prefix { $0 != 10 && $0 != 13 }.split(separator: separator).map {
                        String(decoding: $0, as: UTF8.self).filter { $0 != "\"" }
                    }
                    let columns = names.compactMap { OrderColumn(name: $0) }
                    if columns.contains(.quantity) || columns.contains(.customer) { form = .csv }
                }
                return false
            }
        } catch let fault as XMLFault {
            throw fault
        } catch {
            throw XMLFault(.cannotRead, "\(error)")
        }
        return form
    }

    // MARK: CSV

    private func readTable(_ body: (OrderDraft) throws -> Void) throws {
        var columns: [OrderColumn] = []
        var grouping = OrderGrouping()
        func take(_ row: PlainTable.Row) throws {
            if columns.isEmpty {
                columns = try Self.columns(row)
                return
            }
            var (head, line) = (OrderCells(), OrderCells())
            for (column, text) in zip(columns, row.fields) {
                let text = text.withoutBlanksAround
                guard !text.isEmpty else { continue }
                if column.isOfLine { line[column] = text } else { head[column] = text }
            }
            guard row.fields.count == columns.count else {
                let problem = OrderProblem(
                    "row_unreadable",
                    "file line \(row.line) has \(row.fields.count) fields, the row of names \(columns.count); quote texts with separators in them"
                )
                return try grouping.refuse(head, problem, at: row.line, body)
            }
            try grouping.take(head: head, line: line, at: row.line, body)
        }
        try PlainTable(file).read(take)
        guard !columns.isEmpty else { throw XMLFault(.empty, "the table is empty; its first row names the columns") }
        try grouping.finish(body)
    }

    private static func columns(_ row: PlainTable.Row) throws -> [OrderColumn] {
        var columns: [OrderColumn] = []
        for name in row.fields {
            guard let column = OrderColumn(name: name) else {
                throw XMLFault(
                    .notTable,
                    "the column \"\(OrderValues.short(name))\" is not known; a table of orders has \(OrderColumn.names)",
                    line: row.line, column: 1)
            }
            guard !columns.contains(column) else {
                throw XMLFault(.notTable, "the column \(column.rawValue) is there twice", line: row.line, column: 1)
            }
            columns.append(column)
        }
        guard columns.contains(.quantity), columns.contains(.customer) || columns.contains(.buyerID) else {
            throw XMLFault(
                .notTable, "the table lacks customer (or buyer_id) or quantity, which orders need", line: row.line,
                column: 1)
        }
        return columns
    }

    // MARK: NDJSON

    private static let mostLineBytes = 4 << 20

    private func readLines(_ body: (OrderDraft) throws -> Void) throws {
        var rest: [UInt8] = []
        var number = 0
        var grouping = OrderGrouping()
        func take(_ line: ArraySlice<UInt8>) throws {
            number += 1
            guard line.contains(where: { $0 > 32 }) else { return }
            do {
                try object(JSONText(line), number, &grouping, body)
            } catch let fault as JSONText.Fault {
                let problem = OrderProblem(
                    "row_unreadable", "file line \(number), \(fault.message); give a JSON object on each line")
                try grouping.refuse(Self.readableHead(line), problem, at: number, body)
            }
        }
        var isFirst = true
        try file.input().forEachChunk { chunk in
            var chunk = chunk
            if isFirst, chunk.starts(with: [0xEF, 0xBB, 0xBF]) {
                chunk = UnsafeRawBufferPointer(rebasing: chunk.dropFirst(3))
            }
            isFirst = false
            rest.append(contentsOf: chunk)
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: 10) {
                try take(rest[start..<end])
                start = end + 1
            }
            rest.removeFirst(start)
            guard rest.count <= Self.mostLineBytes else {
                throw XMLFault(.tooLarge, "a line is longer than 4 MiB", line: number + 1, column: 1)
            }
            return true
        }
        if !rest.isEmpty { try take(rest[...]) }
        guard number > 0 else { throw XMLFault(.empty, "the file is empty") }
        try grouping.finish(body)
    }

    /// Of which order a line is that cannot be read, as far as it says so.
    private static func readableHead(_ line: ArraySlice<UInt8>) -> OrderCells {
        var head = OrderCells()
        let members = JSONText.members(readableIn: line)
        // A whole order is joined by no other line.
        guard !members.contains(where: { $0.key == "lines" }) else { return head }
        for (key, value) in members {
            guard let column = OrderColumn(name: key), !column.isOfLine, let word = value.word else { continue }
            head[column] = word.withoutBlanksAround
        }
        return head
    }

    private func object(
        _ value: JSONText, _ number: Int, _ grouping: inout OrderGrouping, _ body: (OrderDraft) throws -> Void
    ) throws {
        guard case .object(let members) = value else { throw JSONText.Fault(message: "this is no object") }
        var draft = OrderDraft(fileLine: number)
        var (head, line) = (OrderCells(), OrderCells())
        var lines: [JSONText]?
        for (key, value) in members {
            if key == "lines" {
                guard case .list(let elements) = value else { throw JSONText.Fault(message: "lines is no list") }
                lines = elements
            } else if key == "ship_to", case .object(let parts) = value {
                for (key, value) in parts { draft.note(key: "ship_to_" + key, value, number, into: &head) }
            } else if let column = OrderColumn(name: key), column.isOfLine {
                draft.take(column, value, number, into: &line)
            } else {
                draft.note(key: key, value, number, into: &head)
            }
        }
        guard let lines else {
            if !draft.problems.isEmpty, head[.poNumber] == nil {
                draft.head = head
                return try body(draft)
            }
            return try grouping.take(head: head, line: line, at: number, problems: draft.problems, body)
        }
        draft.head = head
        if !line.isEmpty {
            draft.problems.append(
                OrderProblem("field_unknown", "file line \(number): what belongs to a line stands beside lines"))
        }
        for element in lines {
            guard case .object(let members) = element else { throw JSONText.Fault(message: "a line is no object") }
            var row = OrderCells()
            for (key, value) in members {
                draft.note(key: key == "note" ? "line_note" : key, value, number, into: &row)
            }
            draft.take(line: row)
        }
        try body(draft)
    }
}

extension OrderDraft {
    /// Takes the value of a key, or notes that the key is not known.
    fileprivate mutating func note(
        key: String, _ value: JSONText, _ number: Int, into row: inout OrderCells
    ) {
        guard let column = OrderColumn(name: key) else {
            problems.append(
                OrderProblem(
                    "field_unknown",
                    "file line \(number): \"\(OrderValues.short(key))\" is not known; known are lines and \(OrderColumn.names)"
                ))
            return
        }
        take(column, value, number, into: &row)
    }

    /// Takes a value; one that is no text, or of what the object says already, is a problem.
    fileprivate mutating func take(
        _ column: OrderColumn, _ value: JSONText, _ number: Int, into row: inout OrderCells
    ) {
        switch value {
        case .list, .object:
            problems.append(
                OrderProblem("row_unreadable", "file line \(number): \(column.rawValue) is no text or number"))
        default:
            guard let word = value.word else { return }
            if row[column] != nil {
                problems.append(
                    OrderProblem("row_unreadable", "file line \(number): \(column.rawValue) is there twice"))
            }
            row[column] = word.withoutBlanksAround
        }
    }
}
