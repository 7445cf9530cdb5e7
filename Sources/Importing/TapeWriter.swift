internal import Glibc
internal import XMLStream

/// Follows a plan's tree of names as elements open and close, and writes what is asked for to a batch.
///
/// Names are compared by the parser's interned pointers: what a name means below a node is looked up once and then
/// remembered. Elements the plan does not name are passed over; inside an element whose text is wanted they are
/// transparent, so that markup inside a text does not hide it.
struct TapeWriter {
    /// What a name means below one node: a child, or -1 for nothing.
    private struct Transition {
        let name: UnsafePointer<UInt8>
        let child: Int32
    }

    private struct Known {
        var transitions: [Transition] = []
        let children: [Int]
        let attributes: [Int]
        let wantsText: Bool
        let isScope: Bool
    }

    private struct Frame {
        var node: Int
        var textStart: Int
        var line: Int
        var column: Int
    }

    private let plan: RecordPlan
    private var known: [Known]
    private var stack: [Frame] = []
    /// Elements open below the deepest known one.
    private var unknownDepth = 0
    private var scratch: [UInt8] = []
    /// Bounds how many different names are remembered below one node, so that a hostile document gains nothing.
    private static let rememberedNames = 64

    init(plan: RecordPlan) {
        self.plan = plan
        known = plan.nodes.map { node in
            Known(
                children: node.children, attributes: node.attributes, wantsText: !node.slots.isEmpty,
                isScope: node.scope != nil)
        }
        scratch.reserveCapacity(4096)
    }

    /// Whether every element that was opened has been closed.
    var isClosed: Bool { stack.isEmpty }

    /// Begins at the plan's root.
    @inline(__always)
    mutating func begin(_ attributes: XMLAttributes, reader: XMLReader, into batch: RecordBatch) {
        stack.removeAll(keepingCapacity: true)
        scratch.removeAll(keepingCapacity: true)
        unknownDepth = 0
        enter(0, attributes, reader, batch)
    }

    @inline(__always)
    mutating func start(_ name: XMLName, _ attributes: XMLAttributes, reader: XMLReader, into batch: RecordBatch) {
        if unknownDepth > 0 {
            unknownDepth += 1
            return
        }
        let child = child(of: stack[stack.count - 1].node, name.pointer)
        if child < 0 {
            unknownDepth = 1
        } else {
            enter(child, attributes, reader, batch)
        }
    }

    @inline(__always)
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let top = stack.last, known[top.node].wantsText { scratch.append(contentsOf: bytes) }
    }

    @inline(__always)
    mutating func end(into batch: RecordBatch) {
        if unknownDepth > 0 {
            unknownDepth -= 1
            return
        }
        let frame = stack.removeLast()
        if known[frame.node].wantsText {
            scratch.withUnsafeBytes { bytes in
                let text = trimmed(UnsafeRawBufferPointer(rebasing: bytes[frame.textStart...]))
                emit(text, node: frame.node, line: frame.line, column: frame.column, batch)
            }
            scratch.removeSubrange(frame.textStart...)
        }
        if known[frame.node].isScope {
            batch.append(
                RecordBatch.Entry.pack(RecordBatch.Entry.close, node: frame.node), line: frame.line,
                column: frame.column)
        }
    }

    @inline(__always)
    private mutating func enter(
        _ node: Int, _ attributes: XMLAttributes, _ reader: XMLReader, _ batch: RecordBatch
    ) {
        let isWanted = known[node].wantsText || known[node].isScope || !known[node].attributes.isEmpty
        let line = isWanted ? reader.line : 0
        let column = isWanted ? reader.column : 0
        stack.append(Frame(node: node, textStart: scratch.count, line: line, column: column))
        if known[node].isScope {
            batch.append(RecordBatch.Entry.pack(RecordBatch.Entry.open, node: node), line: line, column: column)
        }
        guard !known[node].attributes.isEmpty else { return }
        for index in 0..<attributes.count {
            let attribute = attributes[index]
            for wanted in known[node].attributes where equals(attribute.name.pointer, plan.nodes[wanted].name) {
                emit(
                    trimmed(UnsafeRawBufferPointer(attribute.value)), node: wanted, line: line, column: column, batch)
            }
        }
    }

    @inline(__always)
    private mutating func child(of node: Int, _ name: UnsafePointer<UInt8>) -> Int {
        for transition in known[node].transitions where transition.name == name { return Int(transition.child) }
        var found: Int32 = -1
        for child in known[node].children where equals(name, plan.nodes[child].name) { found = Int32(child) }
        if known[node].transitions.count < Self.rememberedNames {
            known[node].transitions.append(Transition(name: name, child: found))
        }
        return Int(found)
    }

    @inline(__always)
    private func emit(_ text: UnsafeRawBufferPointer, node: Int, line: Int, column: Int, _ batch: RecordBatch) {
        guard let base = text.baseAddress, text.count > 0 else { return }
        batch.append(
            RecordBatch.Entry.pack(RecordBatch.Entry.text, node: node, length: text.count), line: line, column: column)
        batch.append(text: base, count: text.count)
    }

    @inline(__always)
    private func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var low = 0
        var high = bytes.count
        while low < high, isBlank(bytes[low]) { low += 1 }
        while high > low, isBlank(bytes[high - 1]) { high -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[low..<high])
    }

    @inline(__always)
    private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

    private func equals(_ name: UnsafePointer<UInt8>, _ bytes: [UInt8]) -> Bool {
        for (index, byte) in bytes.enumerated() where name[index] != byte { return false }
        return name[bytes.count] == 0
    }
}
