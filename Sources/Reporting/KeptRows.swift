/// Rows that wait, with what is known of them all.
struct KeptRows {
    let head: ReportHead
    let summary: RowSummary
    let rows, totals: RowSpool
}

extension KeptRows: SheetRows {
    func forEach(_ body: ([Cell]) throws -> Void) throws {
        try rows.forEach { try body($0.cells(head.columns)) }
    }

    func groupTotals() throws -> () throws -> [Total?] {
        let reader = try totals.reader()
        let coder = TotalsCoder(head)
        return {
            guard let row = try reader.next() else { throw ScratchFault(description: "sums that were kept are gone") }
            return coder.totals(row)
        }
    }
}

/// Sums as texts that can wait: of a count its millionths, of amounts each currency with its own.
struct TotalsCoder {
    private let head: ReportHead

    init(_ head: ReportHead) { self.head = head }

    func add(_ totals: [Total?], to spool: RowSpool) throws {
        let texts = totals.compactMap { $0 }.map { total -> String? in
            switch total {
            case .count(let sum): Self.text(sum)
            case .amounts(let sums): sums.map { "\($0.currency)\t\(Self.text($0.sum))" }.joined(separator: "\n")
            }
        }
        var lender = TextLender()
        try lender.lend(texts) { try spool.add($0) }
    }

    func totals(_ row: ExactRow) -> [Total?] {
        var totals: [Total?] = Array(repeating: nil, count: head.columns.count)
        for (number, column) in head.totalledColumns.enumerated() {
            let text = row.text(number) ?? ""
            if head.currencyColumns[column] == nil {
                totals[column] = .count(Self.sum(text[...]))
            } else {
                totals[column] = .amounts(
                    text.split(separator: "\n").map { line in
                        let tab = line.firstIndex(of: "\t") ?? line.endIndex
                        return (String(line[..<tab]), Self.sum(line[tab...].dropFirst()))
                    })
            }
        }
        return totals
    }

    private static func text(_ sum: Figure?) -> String { sum.map { String($0.millionths) } ?? "?" }

    private static func sum(_ text: Substring) -> Figure? { Int128(text).map { Figure(millionths: $0) } }
}
