/// What is known of a report that was written as it came.
package struct RowCount: Sendable, Equatable {
    /// The rows; nil where nobody counted them.
    package let count: Int?
    /// Their digest.
    package let digest: String?

    init(count: Int?, digest: String?) { (self.count, self.digest) = (count, digest) }

    init(_ counting: consuming RowCounting?) throws {
        guard let known = try counting.take()?.finish() else {
            self.init(count: nil, digest: nil)
            return
        }
        self.init(count: known.count, digest: known.digest)
    }
}

/// A report whose rows come once, from a server.
///
/// Unless their cells are asked for, they are not kept: memory does not grow with them. What has to be known of all rows
/// before the first can be shown, as the whole that shares are parts of, is learned while they wait in a scratch file.
package struct RowStream {
    /// Passes on the names of columns, once, and then rows as a server writes them.
    package typealias Source = (
        _ names: ([String]) throws -> Void, _ row: (UnsafeBufferPointer<LentField>) throws -> Void
    ) throws -> Void

    /// What it is, and what was asked.
    package let head: ReportHead
    /// Whether somebody wants to know the digest whatever the form.
    package var isCounted = false
    /// A folder for what waits, which never has a name there.
    package var scratch = "/tmp"
    /// Is told after each row how many there were.
    package var progress: (Int) -> Void = { _ in }
    private let source: Source

    /// - Parameter source: is called once for each time that rows are asked for.
    package init(_ head: ReportHead, _ source: @escaping Source) {
        self.head = head
        self.source = source
    }

    /// Passes on all rows with what is made of others.
    func forEach(_ body: (ExactRow) throws -> Void) throws {
        guard head.columns.contains(where: { if case .share? = $0.derivation { true } else { false } }) else {
            return try forEachSent(body)
        }
        let spool = try RowSpool(width: head.columns.count, scratch: scratch)
        let shares = ShareFilling(head)
        try forEachSent { row in
            shares.add(row)
            try spool.add(row)
        }
        try spool.forEach { try body(shares.fill($0)) }
    }

    /// The cells of all rows with what is made of others, held in memory.
    package func cells() throws -> [[Cell]] {
        let shares = ShareFilling(head)
        var rows: [[Cell]] = []
        try forEachSent { row in
            shares.add(row)
            rows.append(row.cells(head.columns))
        }
        for index in rows.indices { shares.fill(&rows[index]) }
        return rows
    }

    /// All rows, to be read as often as wanted, with what is known of them.
    func kept() throws -> KeptRows {
        let rows = try RowSpool(width: head.columns.count, scratch: scratch)
        let totals = try RowSpool(width: head.totalledColumns.count, scratch: scratch)
        let coder = TotalsCoder(head)
        var survey = RowSurvey(head) { group in try coder.add(group, to: totals) }
        try forEach { row in
            try survey.add(row)
            try rows.add(row)
        }
        return KeptRows(head: head, summary: try survey.finish(), rows: rows, totals: totals)
    }

    private func forEachSent(_ body: (ExactRow) throws -> Void) throws {
        let exacting = RowExacting(head)
        var count = 0
        try source({ try exacting.bind($0) }) { sent in
            guard let row = try exacting.take(sent) else { return }
            try body(row)
            count += 1
            progress(count)
        }
    }
}
