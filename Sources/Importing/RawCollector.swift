internal import XMLStream

/// Reads a feed once more to keep the raw text of some of its records.
public enum RawCollector {
    /// What stands around the records of a feed: all before the first one, and the end tags of what is open there.
    public struct Envelope: Sendable, Equatable {
        /// From the root's start tag on.
        public let opening: String
        /// End tags.
        public let closing: String
    }

    /// Hands over the text of each wanted record, element by element; ends with the last of them.
    ///
    /// The text is well-formed XML with local names, cut at 64 KiB with a mark. Of several items in one element each has
    /// the element without the others; namespaces are kept where the profile asks for them. Answers what stands around the records; nil
    /// where nothing is wanted and where it is longer than 256 KiB. **Throws** what reading throws.
    public static func collect(
        _ wanted: Set<RawPlace>, from file: FeedFile, by compiled: CompiledProfile,
        _ body: (RawPlace, String) throws -> Void
    ) throws -> Envelope? {
        guard !wanted.isEmpty else { return nil }
        if let table = compiled.profile.table {
            return try RawRows.collect(wanted, from: file, by: compiled.profile, table, body)
        }
        return try withoutActuallyEscaping(body) { body in
            let listener = RawListener(compiled, wanted, body)
            let reader = XMLReader(consumer: listener)
            try reader.read(file.input())
            if let failure = listener.failure { throw failure }
            return listener.envelope
        }
    }
}

private final class RawListener: XMLConsumer {
    private let compiled: CompiledProfile
    private let body: (RawPlace, String) throws -> Void
    private(set) var failure: (any Error)?
    private(set) var envelope: RawCollector.Envelope?
    /// The wanted items of each element of a record.
    private var wanted: [Int: [Int?]] = [:]
    /// The texts of the items that are wanted of the open record.
    private var recorders: [(variant: Int?, recorder: XMLRawRecorder)] = []
    private var surroundings: XMLRawRecorder
    private let keepsNamespaces: Bool
    private var isBeforeRecords = true
    private var messages: [Bool] = []
    private var depthInRecord = 0
    private var ordinal = 0
    private var context: [UInt8] = []
    private var variants: VariantTracking

    init(
        _ compiled: CompiledProfile, _ wanted: Set<RawPlace>, _ body: @escaping (RawPlace, String) throws -> Void
    ) {
        self.compiled = compiled
        self.body = body
        keepsNamespaces = !compiled.profile.namespaces.isEmpty
        surroundings = XMLRawRecorder(limit: 1 << 18, keepsNamespaces: keepsNamespaces)
        variants = VariantTracking(compiled.profile.variants)
        for place in wanted { self.wanted[place.element, default: []].append(place.variant) }
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        if depthInRecord == 0 {
            guard messages.last == true, compiled.record(name) != nil else {
                return startOutside(name, namespace, attributes)
            }
            if isBeforeRecords { endSurroundings() }
            ordinal += 1
            recorders = (wanted[ordinal] ?? []).map { variant in
                (variant, XMLRawRecorder(keepsNamespaces: keepsNamespaces))
            }
        }
        depthInRecord += 1
        guard !recorders.isEmpty else { return }
        let added = depthInRecord == 1 && !context.isEmpty ? [(name: Context.name, value: context)] : []
        variants.start(name.string, depth: depthInRecord)
        forEachRecorder { $0.start(name, namespace: namespace, attributes: attributes, adding: added) }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        if depthInRecord > 0 {
            forEachRecorder { $0.text(bytes) }
        } else if isBeforeRecords {
            surroundings.text(bytes)
        }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        guard depthInRecord > 0 else {
            messages.removeLast()
            if isBeforeRecords { surroundings.end(name) }
            return
        }
        forEachRecorder { $0.end(name) }
        variants.end(depth: depthInRecord)
        depthInRecord -= 1
        guard depthInRecord == 0, !recorders.isEmpty else { return }
        do {
            for (variant, recorder) in recorders {
                try body(RawPlace(element: ordinal, variant: variant), recorder.xml)
            }
        } catch {
            failure = error
            reader.stop()
        }
        recorders = []
        wanted[ordinal] = nil
        if wanted.isEmpty { reader.stop() }
    }

    private func startOutside(
        _ name: XMLName, _ namespace: UnsafePointer<UInt8>?, _ attributes: XMLAttributes
    ) {
        messages.append(compiled.message(name) != nil)
        if isBeforeRecords { surroundings.start(name, namespace: namespace, attributes: attributes) }
        if let value = compiled.profile.context?.value(of: name, attributes) { context = value }
    }

    /// Those that the open element belongs to: all, or within an item its own.
    private func forEachRecorder(_ body: (inout XMLRawRecorder) -> Void) {
        for index in recorders.indices {
            if let open = variants.open, let own = recorders[index].variant, own != open { continue }
            body(&recorders[index].recorder)
        }
    }

    private func endSurroundings() {
        isBeforeRecords = false
        let parts = surroundings.parts
        if !surroundings.isCut { envelope = RawCollector.Envelope(opening: parts.opening, closing: parts.closing) }
    }
}

/// Follows which of the items of a record is open.
private struct VariantTracking {
    private let steps: [Path.Step]
    /// How many steps of the path the open elements have taken, one behind the other; -1 once they left it.
    private var taken: [Int] = []
    private var count = 0
    private var depth = 0
    /// The open item, from 0, or nil.
    private(set) var open: Int?

    init(_ path: Path?) { steps = path?.steps ?? [] }

    mutating func start(_ name: String, depth: Int) {
        guard !steps.isEmpty else { return }
        if depth == 1 {
            (taken, count, open) = ([0], 0, nil)
            return
        }
        let above = taken.last ?? -1
        let isNext = above >= 0 && above < steps.count && steps[above].names.contains { local($0) == name }
        taken.append(isNext ? above + 1 : -1)
        guard isNext, above + 1 == steps.count else { return }
        open = count
        count += 1
        self.depth = depth
    }

    mutating func end(depth: Int) {
        guard !steps.isEmpty, !taken.isEmpty else { return }
        taken.removeLast()
        if depth == self.depth { open = nil }
    }

    private func local(_ name: String) -> Substring { name.split(separator: ":").last ?? "" }
}
