internal import Crypto
internal import Rendering

/// What is known of rows once all have passed.
package struct RowSummary: Sendable {
    /// How many there are.
    package let count: Int
    /// SHA-256 of the rows in their CSV form, in hexadecimal digits.
    package let digest: String
    /// A sum for each column, nil for those that are not summed.
    package let totals: [Total?]
    /// Whether any row has something in a column.
    let isPresent: [Bool]
    /// Whether all rows have the same in a column, and what the first of them has.
    let isUniform: [Bool], first: [String?]
    /// The most characters from the point on that a figure of each column has.
    let fractions: [Int]
    /// How many groups of rows follow each other.
    let groups: Int

    /// Whether some rows share a group, and not all.
    var isGrouped: Bool { groups < count && groups > 1 }
}

/// Counts rows, sums them and takes their digest while they pass.
struct RowCounting {
    private var totals: TotalsKeeper
    private(set) var count = 0
    private let lines: ByteSink
    private let taken: Block
    private let columns: [Column]

    /// What waits to be hashed.
    private final class Block {
        var hash = SHA256()
    }

    init(_ head: ReportHead) {
        totals = TotalsKeeper(head)
        columns = head.columns
        let taken = Block()
        self.taken = taken
        lines = ByteSink { taken.hash.update(bufferPointer: $0) }
        try? CSVReport.writeHeading(columns, to: lines)
    }

    mutating func add(_ row: ExactRow) throws {
        count += 1
        totals.add(row)
        try CSVReport.write(row, columns, to: lines)
    }

    /// The digest and the sums.
    consuming func finish() throws -> (count: Int, digest: String, totals: [Total?]) {
        try lines.flush()
        let digits = Array("0123456789abcdef".utf8)
        let bytes = taken.hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return (count, String(decoding: bytes, as: UTF8.self), totals.totals)
    }
}

/// Learns what a layout has to know of rows while they pass.
struct RowSurvey {
    private var counting: RowCounting
    private let head: ReportHead
    private let group: Int?
    private var groupTotals: TotalsKeeper
    private var groups = 0
    private var isPresent: [Bool], isUniform: [Bool], fractions: [Int]
    /// What the first row has, and the group that rows are in.
    private var first: [[UInt8]?] = [], current: [UInt8]?
    private let endGroup: ([Total?]) throws -> Void

    /// - Parameter endGroup: gets the sums of each group in turn.
    init(_ head: ReportHead, endGroup: @escaping ([Total?]) throws -> Void = { _ in }) {
        self.head = head
        self.endGroup = endGroup
        counting = RowCounting(head)
        group = head.index(of: head.groupColumn)
        groupTotals = TotalsKeeper(head)
        isPresent = Array(repeating: false, count: head.columns.count)
        isUniform = Array(repeating: true, count: head.columns.count)
        fractions = Array(repeating: 0, count: head.columns.count)
    }

    mutating func add(_ row: ExactRow) throws {
        if let group { try add(row, to: group) }
        let isFirst = counting.count == 0
        if isFirst { first = row.fields.map { $0.map(Array.init) } }
        for column in row.fields.indices {
            let field = row.fields[column]
            if !isFirst, isUniform[column] { isUniform[column] = Self.isSame(first[column], field) }
            guard let field else { continue }
            isPresent[column] = true
            guard head.columns[column].isRight else { continue }
            if let point = field.lastIndex(of: UInt8(ascii: ".")) {
                fractions[column] = max(fractions[column], field.count - point)
            }
        }
        try counting.add(row)
    }

    private mutating func add(_ row: ExactRow, to group: Int) throws {
        if counting.count == 0 || !Self.isSame(current, row.fields[group]) {
            if counting.count > 0 { try endGroup(groupTotals.totals) }
            groupTotals.clear()
            current = row.fields[group].map(Array.init)
            groups += 1
        }
        groupTotals.add(row)
    }

    private static func isSame(_ known: [UInt8]?, _ field: LentField) -> Bool {
        guard let known, let field else { return known == nil && field == nil }
        return known.withUnsafeBufferPointer { $0.equals(field) }
    }

    /// What is known of all rows.
    mutating func finish() throws -> RowSummary {
        if groups > 0 { try endGroup(groupTotals.totals) }
        let (count, digest, totals) = try counting.finish()
        return RowSummary(
            count: count, digest: digest, totals: totals, isPresent: isPresent, isUniform: isUniform,
            first: count == 0
                ? head.columns.map { _ in nil } : first.map { $0.map { String(decoding: $0, as: UTF8.self) } },
            fractions: fractions, groups: groups)
    }
}
