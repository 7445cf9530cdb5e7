/// Fills the columns that are shares of a whole, once that is known.
final class ShareFilling {
    private let places: [(column: Int, of: Int)]
    /// What was summed for each; nil once a summand is absent, since a part of something unknown says nothing.
    private var wholes: [Figure?]
    private let fields: UnsafeMutableBufferPointer<LentField>
    private let room: UnsafeMutableBufferPointer<UInt8>

    init(_ head: ReportHead) {
        places = head.columns.enumerated().compactMap { place, column in
            guard case .share(let of)? = column.derivation, let source = head.index(of: of) else { return nil }
            return (place, source)
        }
        wholes = places.map { _ in .zero }
        fields = .allocate(capacity: head.columns.count)
        fields.initialize(repeating: nil)
        room = .allocate(capacity: places.count * Figure.mostBytes)
        room.initialize(repeating: 0)
    }

    deinit {
        fields.deallocate()
        room.deallocate()
    }

    /// Takes a row for its part of the wholes.
    func add(_ row: ExactRow) {
        for (number, place) in places.enumerated() {
            guard let whole = wholes[number], let figure = row.fields[place.of].flatMap({ Figure($0) }) else {
                wholes[number] = nil
                continue
            }
            wholes[number] = whole + figure
        }
    }

    /// The row with its shares; it holds until the next.
    func fill(_ row: ExactRow) -> ExactRow {
        for column in row.fields.indices { fields[column] = row.fields[column] }
        for (number, place) in places.enumerated() {
            let text = UnsafeMutableBufferPointer(
                rebasing: room[number * Figure.mostBytes..<(number + 1) * Figure.mostBytes])
            let part = row.fields[place.of].flatMap { Figure($0) }
            fields[place.column] = share(number, part).map { percent in
                let count = percent.write(to: text, minimumFractionDigits: 1)
                return UnsafeBufferPointer(rebasing: text[..<count])
            }
        }
        return ExactRow(fields: UnsafeBufferPointer(fields))
    }

    /// Gives a row that is held its shares.
    func fill(_ row: inout [Cell]) {
        for (number, place) in places.enumerated() {
            row[place.column] = share(number, row[place.of].figure).map(Cell.figure) ?? .absent
        }
    }

    private func share(_ number: Int, _ part: Figure?) -> Figure? {
        wholes[number].flatMap { part?.percent(of: $0) }
    }
}
