internal import CPostgres

/// A libpq result that clears itself.
struct QueryResult: ~Copyable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rowCount: Int { Int(PQntuples(pointer)) }

    /// The number in the command tag; 0 for commands that count nothing.
    var rowsAffected: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    /// The rows decoded in order.
    func rows<S: Statement>(of type: S.Type, layout: ResultLayout) throws(DecodingFault) -> [S.Output] {
        var outputs: [S.Output] = []
        outputs.reserveCapacity(rowCount)
        for index in 0..<rowCount {
            let row = Row(of: self, at: index, ordinal: index + 1, layout: layout)
            outputs.append(try S.decode(row))
        }
        return outputs
    }
}

/// The columns of a statement's results, worked out once for each statement and connection.
final class ResultLayout {
    /// The statement, for faults.
    let statement: any Statement.Type
    let columns: [String]
    /// Names that two columns share; neither can be meant.
    private let ambiguous: Set<String>
    /// Where the next search begins: `decode` asks for columns in their order, so the first comparison is mostly a hit.
    private var next = 0

    init(of result: borrowing QueryResult, statement: any Statement.Type) {
        let pointer = result.pointer
        var columns: [String] = []
        var ambiguous: Set<String> = []
        for field in 0..<PQnfields(pointer) {
            let name = String(cString: PQfname(pointer, field))
            if columns.contains(name) { ambiguous.insert(name) }
            columns.append(name)
        }
        self.statement = statement
        self.columns = columns
        self.ambiguous = ambiguous
    }

    /// The number of the column; nil when there is none or there are two of that name.
    func field(named name: String) -> Int32? {
        var candidate = next
        for _ in columns {
            if candidate >= columns.count { candidate = 0 }
            if columns[candidate] == name {
                if !ambiguous.isEmpty, ambiguous.contains(name) { return nil }
                next = candidate + 1
                return Int32(candidate)
            }
            candidate += 1
        }
        return nil
    }

    /// Why `field(named:)` answered nil, in words.
    func absence(of name: String) -> String {
        if ambiguous.contains(name) { return "two columns of that name" }
        return "no such column among: " + columns.joined(separator: ", ")
    }
}
