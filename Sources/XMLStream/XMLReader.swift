internal import CLibXML

/// Reads one XML document from pieces of bytes and tells a consumer what is in it.
///
/// Bounded in memory whatever the document's size, and safe for files from strangers: no network, no DTD, no entities, no
/// catalogs, limits on everything that could grow. One reader reads one document. It may be handed to another thread, but
/// used by one at a time.
///
/// **Throws** `XMLFault`, once the first fault is found and again on every later call. What was told before stands.
public final class XMLReader {
    private let state: UnsafeMutablePointer<ReaderState>
    private let consumer: XMLConsumer
    /// The first bytes, until there are enough to tell what the file is.
    private let head = UnsafeMutableRawBufferPointer.allocate(byteCount: FileStart.length, alignment: 16)
    private var headCount = 0
    private var isOpen = false
    private var hasContent = false
    private var scan = TagScan()
    /// The bytes come out of a gzip file, for the message.
    var isUnpacked = false

    /// Bytes given to libxml2 at once: enough to be fast, little enough for the checks in between to bound its work.
    private static let sliceBytes = 65536

    /// A reader that tells `consumer`, which it keeps.
    public init(limits: XMLLimits = .init(), consumer: XMLConsumer) {
        precondition(LibXML.isReady)
        var handlers = readerHandlers()
        state = .allocate(capacity: 1)
        guard let parser = xmlCreatePushParserCtxt(&handlers, state, nil, 0, nil) else {
            fatalError("out of memory for an XML parser")
        }
        xmlCtxtUseOptions(parser, CInt(XML_PARSE_NONET.rawValue))
        self.consumer = consumer
        state.initialize(
            to: ReaderState(
                parser: parser, reader: Unmanaged.passUnretained(self), consumer: Unmanaged.passUnretained(consumer),
                limits: limits))
    }

    deinit {
        head.deallocate()
        // A declared entity makes libxml2 begin a document of its own, though it is told of events only.
        xmlFreeDoc(state.pointee.parser.pointee.myDoc)
        state.pointee.parser.pointee.myDoc = nil
        xmlFreeParserCtxt(state.pointee.parser)
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Levels of elements that are open, the one being started or ended included; 0 outside the root.
    public var depth: Int { state.pointee.depth }

    /// The consumer has called `stop()`.
    public var isStopped: Bool { state.pointee.isStopped }

    /// Line, from 1, of the tag being told; for text, of the place up to which the reader has read.
    public var line: Int { state.pointee.locate().line }

    /// Column in characters, from 1, of the place that `line` is of.
    public var column: Int { state.pointee.locate().column }
    /// Line and column together, at half the cost of asking for each.
    public var place: (line: Int, column: Int) { state.pointee.locate() }

    /// Ends the reading without a fault: nothing more is told, further input is ignored.
    public func stop() {
        state.pointee.isStopped = true
        state.pointee.halt()
    }

    /// The pointer that this reader will use for a name or the name of a namespace, for comparison by address.
    public func intern(_ name: String) -> XMLName {
        guard let pointer = xmlDictLookup(state.pointee.parser.pointee.dict, name, CInt(name.utf8.count)) else {
            fatalError("out of memory for a name")
        }
        return XMLName(pointer: pointer)
    }

    /// Takes the next bytes of the document, of any number.
    public func feed(_ bytes: UnsafeRawBufferPointer) throws(XMLFault) {
        if let fault = state.pointee.fault { throw fault }
        guard !isStopped, !bytes.isEmpty else { return }
        var rest = bytes[...]
        if !hasContent { hasContent = rest.contains { !FileStart.isBlank($0) && $0 != 0 } }
        if !isOpen {
            let taken = rest.prefix(head.count - headCount)
            head[headCount...].copyBytes(from: taken)
            headCount += taken.count
            rest = rest.dropFirst(taken.count)
            guard headCount == head.count else { return }
            try open()
        }
        while !rest.isEmpty, !isStopped {
            let slice = rest.prefix(Self.sliceBytes)
            rest = rest.dropFirst(slice.count)
            try push(UnsafeRawBufferPointer(rebasing: slice))
        }
    }

    /// Says that the document has ended; a document that should go on is refused.
    public func finish() throws(XMLFault) {
        if let fault = state.pointee.fault { throw fault }
        guard !isStopped else { return }
        guard hasContent else {
            throw failed(XMLFault(.empty, "the file is empty; fetch it again"))
        }
        if !isOpen { try open() }
        guard !isStopped else { return }
        state.pointee.isTag = false
        state.pointee.isFinishing = true
        if state.pointee.isCutOff {
            state.pointee.failTruncated()
        } else {
            withErrorsCaught { xmlParseChunk(state.pointee.parser, nil, 0, 1) }
        }
        if let fault = state.pointee.fault { throw fault }
        if !state.pointee.isHalted, state.pointee.parser.pointee.wellFormed == 0 {
            state.pointee.failUnexplained()
        }
        if let fault = state.pointee.fault { throw fault }
    }

    /// Judges the first bytes and gives them to the parser.
    private func open() throws(XMLFault) {
        isOpen = true
        let first = UnsafeRawBufferPointer(rebasing: head[..<headCount])
        let start = FileStart(head: Array(first))
        state.pointee.start = start
        if let kind = start.kind {
            let what = isUnpacked ? "a gzip archive of \(kind)" : kind
            if start.isPacked {
                throw failed(
                    XMLFault(
                        .notSupportedCompression, "the file is \(what); unpack it first, or pack it with gzip once"))
            }
            throw failed(XMLFault(.notXML, "the file is \(what), not XML; ask for the catalog or order as XML"))
        }
        if let conflict = start.encodingConflict {
            throw failed(
                XMLFault(
                    .encoding,
                    "the document says it is in \(start.declaredEncoding), but its bytes are \(conflict); "
                        + "save the file as UTF-8, or correct encoding=\"…\" in its first line", line: 1, column: 1))
        }
        // libxml2 would count the mark as a character of the first line.
        try push(start.hasMark ? UnsafeRawBufferPointer(rebasing: first.dropFirst(3)) : first)
    }

    /// Gives libxml2 one piece, and looks at what came of it.
    private func push(_ bytes: UnsafeRawBufferPointer) throws(XMLFault) {
        guard let address = bytes.baseAddress, !bytes.isEmpty else { return }
        state.pointee.bytesPushed += bytes.count
        state.pointee.setAnchor()
        if state.pointee.bytesPushed > state.pointee.limits.documentBytes {
            state.pointee.isTag = false
            state.pointee.failDocumentSize()
        } else {
            withErrorsCaught {
                xmlParseChunk(
                    state.pointee.parser, address.assumingMemoryBound(to: CChar.self), CInt(bytes.count), 0)
            }
            state.pointee.checkGathered(&scan)
        }
        if let fault = state.pointee.fault { throw fault }
        if !isStopped, state.pointee.parser.pointee.disableSAX != 0 {
            state.pointee.failUnexplained()
            if let fault = state.pointee.fault { throw fault }
        }
    }

    /// Runs the parser with this reader as the thread's error handler too, as faults of conversion go there; nothing is
    /// printed.
    private func withErrorsCaught(_ body: () -> CInt) {
        let handler = xmlStructuredErrorHandler()
        xmlSetStructuredErrorFunc(state, errorReported)
        _ = body()
        xmlSetStructuredErrorFunc(handler.context, handler.function)
    }

    private func failed(_ fault: XMLFault) -> XMLFault {
        state.pointee.fault = fault
        state.pointee.halt()
        return fault
    }
}

/// The thread's present handler of errors.
private func xmlStructuredErrorHandler() -> (context: UnsafeMutableRawPointer?, function: xmlStructuredErrorFunc?) {
    (__xmlStructuredErrorContext().pointee, __xmlStructuredError().pointee)
}
