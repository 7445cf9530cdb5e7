internal import XMLStream

/// Captures the rows of a table into batches, as `FeedCapture` does the records of a document: a row is a record, a cell
/// an element of it that is named as its column.
final class TableCapture {
    private let profile: CompiledProfile
    private let table: TableRule
    private let deliver: (RecordBatch) -> RecordBatch?
    private var batch: RecordBatch
    /// The plan's node of each column, or -1 where no path names it.
    private var nodes: [Int] = []

    /// A capture that hands full batches to `deliver` and takes an empty one back; nil stops the reading.
    init(
        profile: CompiledProfile, _ table: TableRule, first batch: RecordBatch,
        deliver: @escaping (RecordBatch) -> RecordBatch?
    ) {
        self.profile = profile
        self.table = table
        self.batch = batch
        self.deliver = deliver
    }

    /// Reads a whole table.
    func read(_ input: TableInput) throws(XMLFault) {
        var reader = TableReader(table)
        do {
            try reader.read(
                input, header: { reader throws(XMLFault) in try begin(reader) },
                row: { reader in
                    try take(reader)
                    guard batch.isFull else { return true }
                    guard let next = deliver(batch) else { return false }
                    batch = next
                    return true
                })
        } catch let fault as XMLFault {
            throw fault
        } catch {
            preconditionFailure("only faults are thrown above")
        }
        _ = deliver(batch)
    }

    /// Finds the columns that the profile names, and writes the header's record, which is empty.
    private func begin(_ reader: TableReader) throws(XMLFault) {
        let plan = profile.recordPlan
        nodes = reader.columns.map { name in
            plan.nodes[0].children.first { plan.nodes[$0].name.elementsEqual(name.utf8) } ?? -1
        }
        for (index, name) in reader.columns.enumerated() where nodes[index] >= 0 {
            if reader.columns[..<index].contains(name) {
                throw XMLFault(
                    .notTable, "two columns are named \"\(name)\", and the profile reads one; rename one of them",
                    line: reader.line, column: 1)
            }
        }
        try findMissing(reader)
        let (entries, texts) = (batch.tape.pointee.entryCount, batch.tape.pointee.textCount)
        batch.append(
            RecordBatch.Span(
                entries: entries..<entries, texts: texts..<texts, ordinal: 0, message: 0, element: 0, line: 0,
                column: 0))
    }

    /// A rule none of whose columns is there would be silent for the whole table, so that the table is refused.
    private func findMissing(_ reader: TableReader) throws(XMLFault) {
        var wanted: [String: [String]] = [:]
        var order: [String] = []
        for path in profile.rulePaths where !path.isHeader && !path.hasFallback {
            if wanted[path.key] == nil { order.append(path.key) }
            wanted[path.key, default: []] += columns(of: path.slot)
        }
        for key in order {
            guard let names = wanted[key], let first = names.first,
                !names.contains(where: { reader.columns.contains($0) || table.optional.contains($0) })
            else { continue }
            let near = Suggestion.nearest(to: first, among: reader.columns).map { "; is it \"\($0)\"?" } ?? "."
            throw XMLFault(
                .notTable,
                "the table has no column \"\(first)\", which \(key) reads\(near) It has "
                    + reader.columns.prefix(40).joined(separator: ", "), line: max(1, reader.line), column: 1)
        }
    }

    /// The columns that a slot takes its texts from.
    private func columns(of slot: Int) -> [String] {
        let plan = profile.recordPlan
        return plan.nodes(of: slot).compactMap { node in
            var at = node
            while at > 0, plan.nodes[at].parent > 0 { at = plan.nodes[at].parent }
            return at > 0 ? String(decoding: plan.nodes[at].name, as: UTF8.self) : nil
        }
    }

    private func take(_ reader: TableReader) throws(XMLFault) {
        let plan = profile.recordPlan
        let tape = batch.tape
        let (entries, texts) = (tape.pointee.entryCount, tape.pointee.textCount)
        let place = UInt64(UInt32(truncatingIfNeeded: reader.line)) << 32 | 1
        if plan.nodes[0].scope != nil { tape.pointee.append(entry(RecordBatch.Entry.open, 0), position: place) }
        for (index, cell) in reader.cells.enumerated() where index < nodes.count && nodes[index] >= 0 {
            let node = plan.nodes[nodes[index]]
            let text = try reader.text(of: index)
            let position =
                UInt64(UInt32(truncatingIfNeeded: cell.line)) << 32 | UInt64(UInt32(truncatingIfNeeded: cell.column))
            if node.scope != nil {
                tape.pointee.append(entry(RecordBatch.Entry.open, nodes[index]), position: position)
            }
            if !node.slots.isEmpty { append(text, nodes[index], position) }
            if node.scope != nil {
                tape.pointee.append(entry(RecordBatch.Entry.close, nodes[index]), position: position)
            }
        }
        if plan.nodes[0].scope != nil { tape.pointee.append(entry(RecordBatch.Entry.close, 0), position: place) }
        batch.append(
            RecordBatch.Span(
                entries: entries..<tape.pointee.entryCount, texts: texts..<tape.pointee.textCount,
                ordinal: reader.ordinal, message: 0, element: 0, line: reader.line, column: 1, fault: reader.fault))
    }

    private func entry(_ kind: UInt64, _ node: Int) -> UInt64 { RecordBatch.Entry.pack(kind, node: node) }

    /// Writes a text without the blanks around it; an empty one is absent.
    private func append(_ text: String, _ node: Int, _ position: UInt64) {
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
        let bytes = Array(text.utf8)
        guard let low = bytes.firstIndex(where: { !isBlank($0) }), let high = bytes.lastIndex(where: { !isBlank($0) })
        else { return }
        let kept = bytes[low...high]
        batch.tape.pointee.append(
            RecordBatch.Entry.pack(RecordBatch.Entry.text, node: node, length: kept.count), position: position)
        kept.withUnsafeBytes { buffer in
            if let base = buffer.baseAddress { batch.tape.pointee.append(text: base, count: kept.count) }
        }
    }
}
