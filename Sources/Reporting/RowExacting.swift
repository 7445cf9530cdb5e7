internal import Quantities

/// Turns rows as a server writes them into the rows of a report: chooses them, checks each value, and brings it into the
/// exact text that all forms show, without making a text of its own for it.
final class RowExacting {
    private let head: ReportHead
    private let columns: [Column]
    /// The place of each column in what the server sends; nil for what is made here.
    private var places: [Int?] = []
    /// The place of what a column of changes is compared with.
    private var others: [Int?] = []
    /// The columns that rows are chosen by.
    private let filters: [(column: Int, wanted: ReportParameters.Filter)]
    private let made: [(column: Int, from: Making)]
    private let fields: UnsafeMutableBufferPointer<LentField>
    /// Room for the text of a figure in each column.
    private let room: UnsafeMutableBufferPointer<UInt8>
    private var digits: [(currency: [UInt8], count: Int)] = []

    private enum Making {
        case change(of: Int)
        case ratio(of: Int, to: Int)
    }

    init(_ head: ReportHead) {
        self.head = head
        let columns = head.columns
        self.columns = columns
        filters = head.parameters.filters.compactMap { filter in head.index(of: filter.column).map { ($0, filter) } }
        made = columns.enumerated().compactMap { place, column in
            switch column.derivation {
            case .change(let of, _): head.index(of: of).map { (place, .change(of: $0)) }
            case .ratio(let of, let whole):
                head.index(of: of).flatMap { of in
                    head.index(of: whole).map { (place, .ratio(of: of, to: $0)) }
                }
            case .share, nil: nil
            }
        }
        fields = .allocate(capacity: columns.count)
        fields.initialize(repeating: nil)
        room = .allocate(capacity: columns.count * Figure.mostBytes)
        room.initialize(repeating: 0)
    }

    deinit {
        fields.deallocate()
        room.deallocate()
    }

    /// Learns where the columns stand.
    func bind(_ names: [String]) throws(RowFault) {
        for column in columns {
            var place: Int?
            var other: Int?
            switch column.derivation {
            case nil: place = try find(column.name, names)
            case .change(_, let from): other = try find(from, names)
            case .share, .ratio: break
            }
            places.append(place)
            others.append(other)
        }
    }

    private func find(_ name: String, _ names: [String]) throws(RowFault) -> Int {
        guard let place = names.firstIndex(of: name) else {
            throw RowFault(report: head.report.name, column: name, text: nil)
        }
        return place
    }

    /// The row in its exact texts, shares left open; nil when it is not wanted.
    ///
    /// It holds until the next.
    func take(_ sent: UnsafeBufferPointer<LentField>) throws(RowFault) -> ExactRow? {
        for (column, place) in places.enumerated() { fields[column] = place.flatMap { sent[$0] } }
        for column in columns.indices where places[column] != nil {
            guard let field = fields[column] else { continue }
            fields[column] = try exact(field, column)
        }
        let row = ExactRow(fields: UnsafeBufferPointer(fields))
        for filter in filters where !isWanted(row, filter.column, filter.wanted) { return nil }
        for (column, making) in made { fields[column] = try make(column, making, sent) }
        return row
    }

    private func exact(_ field: UnsafeBufferPointer<UInt8>, _ column: Int) throws(RowFault)
        -> UnsafeBufferPointer<UInt8>
    {
        switch columns[column].kind {
        case .text, .code, .timestamp: return field
        case .date:
            guard Self.isDay(field) || Day(String(decoding: field, as: UTF8.self)) != nil else {
                throw fault(field, column)
            }
            return field
        case .integer, .quantity:
            if Self.isShortestWhole(field) { return field }
            guard let whole = Int(String(decoding: field, as: UTF8.self)) else { throw fault(field, column) }
            return write(Figure(whole), column, digits: 0)
        case .money, .price, .percent:
            let least = head.currencyColumns[column].map { minorDigits(fields[$0]) } ?? 1
            if let shortest = Self.shortest(field, least) { return shortest }
            guard let figure = Figure(field) else { throw fault(field, column) }
            return write(figure, column, digits: least)
        }
    }

    private func fault(_ field: UnsafeBufferPointer<UInt8>, _ column: Int) -> RowFault {
        RowFault(
            report: head.report.name, column: columns[column].name, text: String(decoding: field, as: UTF8.self))
    }

    private func write(_ figure: Figure, _ column: Int, digits: Int) -> UnsafeBufferPointer<UInt8> {
        let start = column * Figure.mostBytes
        let place = UnsafeMutableBufferPointer(rebasing: room[start..<start + Figure.mostBytes])
        let count = figure.write(to: place, minimumFractionDigits: digits)
        return UnsafeBufferPointer(rebasing: place[..<count])
    }

    /// A day that every month has, as nearly all are.
    private static func isDay(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return false }
        func number(_ first: Int, _ count: Int) -> Int? {
            var value = 0
            for byte in text[first..<first + count] {
                guard byte &- UInt8(ascii: "0") <= 9 else { return nil }
                value = value * 10 + Int(byte &- UInt8(ascii: "0"))
            }
            return value
        }
        guard number(0, 4) != nil, let month = number(5, 2), let day = number(8, 2) else { return false }
        return (1...12).contains(month) && (1...28).contains(day)
    }

    /// Whether it is a number as it is written, and not so long that it may be none of ours.
    private static func isShortestWhole(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let digits = text.first == UInt8(ascii: "-") ? text[1...] : text[...]
        guard (1...18).contains(digits.count), digits.count == text.count || digits.first != UInt8(ascii: "0") else {
            return false
        }
        if digits.count > 1, digits.first == UInt8(ascii: "0") { return false }
        for byte in digits where byte &- UInt8(ascii: "0") > 9 { return false }
        return true
    }

    /// The part of a figure's text that is its exact text; nil where it has to be written anew.
    private static func shortest(_ text: UnsafeBufferPointer<UInt8>, _ least: Int) -> UnsafeBufferPointer<UInt8>? {
        let start = text.first == UInt8(ascii: "-") ? 1 : 0
        var point = start
        while point < text.count, text[point] != UInt8(ascii: ".") {
            guard text[point] &- UInt8(ascii: "0") <= 9 else { return nil }
            point += 1
        }
        guard (1...24).contains(point - start), point + 1 < text.count else { return nil }
        // No zeros in front, and no minus of what may be nothing.
        if text[start] == UInt8(ascii: "0"), point - start > 1 || start == 1 { return nil }
        var end = text.count
        for byte in text[(point + 1)...] where byte &- UInt8(ascii: "0") > 9 { return nil }
        while end - point - 1 > least, text[end - 1] == UInt8(ascii: "0") { end -= 1 }
        let fraction = end - point - 1
        guard fraction >= least, fraction <= 6 else { return nil }
        return UnsafeBufferPointer(rebasing: text[..<(fraction == 0 ? point : end)])
    }

    private func minorDigits(_ currency: LentField) -> Int {
        guard let currency else { return ReportDocument.minorDigits("") }
        for known in digits where known.currency.withUnsafeBufferPointer({ $0.equals(currency) }) { return known.count }
        let count = ReportDocument.minorDigits(String(decoding: currency, as: UTF8.self))
        digits.append((Array(currency), count))
        return count
    }

    private func isWanted(_ row: ExactRow, _ place: Int, _ filter: ReportParameters.Filter) -> Bool {
        let column = columns[place]
        let text = row.text(place)
        return filter.values.contains { value in
            guard !value.isEmpty else { return text ?? "" == "" }
            guard let text else { return false }
            if column.isSet { return text == value || text.split(separator: " ").contains { $0 == value } }
            return Cell(value, of: column) == Cell(text, of: column)
        }
    }

    private func make(_ column: Int, _ making: Making, _ sent: UnsafeBufferPointer<LentField>) throws(RowFault)
        -> LentField
    {
        let percent: Figure?
        switch making {
        case .change(let of):
            guard let other = others[column].flatMap({ sent[$0] }) else { return nil }
            guard let then = Figure(other) else { throw fault(other, column) }
            percent = fields[of].flatMap { Figure($0) }?.change(from: then)
        case .ratio(let of, let whole):
            percent = fields[of].flatMap { Figure($0) }.flatMap { part in
                fields[whole].flatMap { Figure($0) }.flatMap { part.percent(of: $0) }
            }
        }
        return percent.map { write($0, column, digits: 1) }
    }
}
