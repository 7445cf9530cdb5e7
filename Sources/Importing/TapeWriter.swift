internal import Glibc
internal import XMLStream

/// Follows a plan's tree of names as elements open and close, and writes what is asked for to a tape.
///
/// Names are compared by the parser's interned pointers: what a name means below a node is looked up once and then
/// remembered. Elements the plan does not name are passed over; inside an element whose text is wanted they are
/// transparent, so that markup inside a text does not hide it.
///
/// It runs for every element of a feed, so its tables are plain memory: no counting of references, no copies. It is
/// made once for a reading and its owner frees it by `deallocate`.
struct TapeWriter {
    /// What a name means below one node: a child, or -1 for nothing.
    private struct Transition {
        let name: UnsafePointer<UInt8>
        let namespace: UnsafePointer<UInt8>?
        let child: Int
    }

    /// An element or attribute the plan names.
    private struct Child {
        let name: UnsafeMutablePointer<UInt8>
        let node: Int
        /// Place of the namespace's pattern in `patterns`, or -1 when any will do.
        let pattern: Int
    }

    private struct Node {
        var transitions: UnsafeMutablePointer<Transition>
        var transitionCount = 0
        let children: UnsafeMutableBufferPointer<Child>
        let attributes: UnsafeMutableBufferPointer<Child>
        let wantsText: Bool
        let isScope: Bool
    }

    private struct Frame {
        var node: Int
        var textStart: Int
        var position: UInt64
    }

    private let nodes: UnsafeMutableBufferPointer<Node>
    /// Patterns of namespaces that the plan asks for; empty for most profiles.
    private let patterns: [String]
    private let asksNamespaces: Bool
    private let stack: UnsafeMutablePointer<Frame>
    private var depth = 0
    /// Elements open below the deepest known one.
    private var unknownDepth = 0
    private var scratch: UnsafeMutablePointer<UInt8>
    private var scratchCount = 0
    private var scratchCapacity = 1 << 16
    /// Bounds how many different names are remembered below one node, so that a hostile document gains nothing.
    private static let rememberedNames = 64
    /// How much of one record, or of the header, is kept; what passes it is left out.
    private let entryLimit: Int
    private let textLimit: Int
    /// Whether something was left out since `begin`.
    private(set) var isOverfull = false
    private var entryCount = 0
    private var textCount = 0
    /// More than the reader lets elements nest.
    private static let stackDepth = 1024

    init(plan: RecordPlan, entryLimit: Int, textLimit: Int) {
        self.entryLimit = entryLimit
        self.textLimit = textLimit
        nodes = .allocate(capacity: plan.nodes.count)
        let patterns = plan.nodes.compactMap(\.namespace)
        self.patterns = patterns
        asksNamespaces = !patterns.isEmpty
        for (index, node) in plan.nodes.enumerated() {
            nodes.initializeElement(
                at: index,
                to: Node(
                    transitions: .allocate(capacity: Self.rememberedNames),
                    children: Self.children(node.children, plan, patterns),
                    attributes: Self.children(node.attributes, plan, patterns),
                    wantsText: !node.slots.isEmpty, isScope: node.scope != nil))
        }
        stack = .allocate(capacity: Self.stackDepth)
        scratch = .allocate(capacity: scratchCapacity)
    }

    /// Gives the memory back; the writer must not be used after it.
    func deallocate() {
        for node in nodes {
            node.transitions.deallocate()
            for child in node.children { child.name.deallocate() }
            for attribute in node.attributes { attribute.name.deallocate() }
            node.children.deallocate()
            node.attributes.deallocate()
        }
        nodes.deallocate()
        stack.deallocate()
        scratch.deallocate()
    }

    private static func children(
        _ children: [Int], _ plan: RecordPlan, _ patterns: [String]
    ) -> UnsafeMutableBufferPointer<Child> {
        let list = UnsafeMutableBufferPointer<Child>.allocate(capacity: children.count)
        for (index, child) in children.enumerated() {
            let bytes = plan.nodes[child].name
            let name = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 1)
            for (place, byte) in bytes.enumerated() { name[place] = byte }
            name[bytes.count] = 0
            let pattern = plan.nodes[child].namespace.flatMap(patterns.firstIndex) ?? -1
            list.initializeElement(at: index, to: Child(name: name, node: child, pattern: pattern))
        }
        return list
    }

    /// Whether every element that was opened has been closed.
    var isClosed: Bool { depth == 0 }

    /// Begins at the plan's root.
    @inline(__always)
    mutating func begin(
        _ attributes: XMLAttributes, reader: XMLReader, into tape: UnsafeMutablePointer<RecordBatch.Tape>
    ) {
        depth = 0
        scratchCount = 0
        unknownDepth = 0
        isOverfull = false
        entryCount = 0
        textCount = 0
        enter(0, attributes, reader, tape)
    }

    @inline(__always)
    mutating func start(
        _ name: XMLName, _ namespace: UnsafePointer<UInt8>?, _ attributes: XMLAttributes, reader: XMLReader,
        into tape: UnsafeMutablePointer<RecordBatch.Tape>
    ) {
        if unknownDepth > 0 {
            unknownDepth &+= 1
            return
        }
        let child = child(of: stack[depth &- 1].node, name.pointer, asksNamespaces ? namespace : nil)
        if child < 0 {
            unknownDepth = 1
        } else {
            enter(child, attributes, reader, tape)
        }
    }

    @inline(__always)
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard depth > 0, nodes[stack[depth &- 1].node].wantsText, let base = bytes.baseAddress else { return }
        guard scratchCount &+ bytes.count <= textLimit else {
            isOverfull = true
            return
        }
        if scratchCount &+ bytes.count > scratchCapacity { growScratch(by: bytes.count) }
        memcpy(scratch + scratchCount, base, bytes.count)
        scratchCount &+= bytes.count
    }

    @inline(__always)
    mutating func end(into tape: UnsafeMutablePointer<RecordBatch.Tape>) {
        if unknownDepth > 0 {
            unknownDepth &-= 1
            return
        }
        depth &-= 1
        let frame = stack[depth]
        let node = nodes.baseAddress.unsafelyUnwrapped + frame.node
        if node.pointee.wantsText {
            emit(scratch + frame.textStart, scratchCount &- frame.textStart, frame.node, frame.position, tape)
            scratchCount = frame.textStart
        }
        if node.pointee.isScope {
            mark(RecordBatch.Entry.close, frame.node, frame.position, tape)
        }
    }

    @inline(__always)
    private mutating func enter(
        _ index: Int, _ attributes: XMLAttributes, _ reader: XMLReader,
        _ tape: UnsafeMutablePointer<RecordBatch.Tape>
    ) {
        precondition(depth < Self.stackDepth, "the reader bounds the depth of elements")
        let node = nodes.baseAddress.unsafelyUnwrapped + index
        var position: UInt64 = 0
        if node.pointee.wantsText || node.pointee.isScope || node.pointee.attributes.count > 0 {
            let place = reader.place
            position =
                UInt64(UInt32(truncatingIfNeeded: place.line)) << 32
                | UInt64(UInt32(truncatingIfNeeded: place.column))
        }
        stack[depth] = Frame(node: index, textStart: scratchCount, position: position)
        depth &+= 1
        if node.pointee.isScope {
            mark(RecordBatch.Entry.open, index, position, tape)
        }
        guard node.pointee.attributes.count > 0 else { return }
        for place in 0..<attributes.count {
            let attribute = attributes[place]
            for wanted in node.pointee.attributes where isSame(attribute.name.pointer, wanted.name) {
                guard let base = attribute.value.baseAddress else { continue }
                emit(base, attribute.value.count, wanted.node, position, tape)
            }
        }
    }

    @inline(__always)
    private mutating func child(
        of index: Int, _ name: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?
    ) -> Int {
        let node = nodes.baseAddress.unsafelyUnwrapped + index
        for place in 0..<node.pointee.transitionCount {
            let known = node.pointee.transitions[place]
            if known.name == name, known.namespace == namespace { return known.child }
        }
        let found = lookedUp(in: node.pointee.children, name, namespace)
        if node.pointee.transitionCount < Self.rememberedNames {
            (node.pointee.transitions + node.pointee.transitionCount).initialize(
                to: Transition(name: name, namespace: namespace, child: found))
            node.pointee.transitionCount += 1
        }
        return found
    }

    /// The child of a name; one that asks for the namespace goes before one that does not.
    private func lookedUp(
        in children: UnsafeMutableBufferPointer<Child>, _ name: UnsafePointer<UInt8>,
        _ namespace: UnsafePointer<UInt8>?
    ) -> Int {
        var found = -1
        for child in children where isSame(name, child.name) {
            if child.pattern < 0 {
                found = child.node
            } else if Self.isIn(namespace, patterns[child.pattern]) {
                return child.node
            }
        }
        return found
    }

    /// Whether a namespace, nil for none, fits a pattern; `!` in front of the pattern is any that does not.
    static func isIn(_ namespace: UnsafePointer<UInt8>?, _ pattern: String) -> Bool {
        let name = namespace.map { String(cString: $0) }
        guard pattern.hasPrefix("!") else { return name.map { matchesPattern($0, pattern) } ?? false }
        return name.map { !matchesPattern($0, String(pattern.dropFirst())) } ?? true
    }

    /// Writes that an element opens or closes.
    @inline(__always)
    private mutating func mark(
        _ kind: UInt64, _ node: Int, _ position: UInt64, _ tape: UnsafeMutablePointer<RecordBatch.Tape>
    ) {
        guard hasRoom(for: 0) else { return }
        tape.pointee.append(RecordBatch.Entry.pack(kind, node: node), position: position)
    }

    /// Counts an entry; once one has no room nothing that follows has, so that the tape is the record's beginning.
    @inline(__always)
    private mutating func hasRoom(for bytes: Int) -> Bool {
        entryCount &+= 1
        textCount &+= bytes
        if entryCount > entryLimit || textCount > textLimit { isOverfull = true }
        return !isOverfull
    }

    /// Writes a text without the blanks around it; an empty one is absent.
    @inline(__always)
    private mutating func emit(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ node: Int, _ position: UInt64,
        _ tape: UnsafeMutablePointer<RecordBatch.Tape>
    ) {
        var low = 0
        var high = count
        while low < high, isBlank(bytes[low]) { low &+= 1 }
        while high > low, isBlank(bytes[high &- 1]) { high &-= 1 }
        guard high > low, hasRoom(for: high &- low) else { return }
        tape.pointee.append(
            RecordBatch.Entry.pack(RecordBatch.Entry.text, node: node, length: high &- low), position: position)
        tape.pointee.append(text: bytes + low, count: high &- low)
    }

    @inline(__always)
    private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

    private func isSame(_ name: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>) -> Bool {
        name == other || strcmp(name, other) == 0
    }

    private mutating func growScratch(by count: Int) {
        scratchCapacity = max(scratchCapacity * 2, scratchCount + count)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: scratchCapacity)
        memcpy(larger, scratch, scratchCount)
        scratch.deallocate()
        scratch = larger
    }
}
