internal import CLibXML

/// Writes one XML document, in UTF-8 and indented, with libxml2's text writer.
///
/// Names are ours and written as they are, prefix included (`cbc:ID`); a namespace is declared by an attribute of the first
/// element (`xmlns:cbc`). Texts and values may be anybody's: what would be markup is escaped, and a character that XML does
/// not have becomes U+FFFD, so that what is written can always be read. The same calls give the same bytes. A document is
/// held in memory until it is finished, unless it is drained now and then. One writer writes one document and is used by one
/// thread.
public final class XMLWriter {
    private let buffer: xmlBufferPtr
    private let writer: xmlTextWriterPtr
    private var depth = 0
    private var hasRoot = false

    /// A writer of a new document, its declaration written.
    public init() {
        precondition(LibXML.isReady)
        guard let buffer = xmlBufferCreate(), let writer = xmlNewTextWriterMemory(buffer, 0) else {
            fatalError("out of memory for an XML writer")
        }
        self.buffer = buffer
        self.writer = writer
        xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT)
        check(xmlTextWriterSetIndent(writer, 1))
        check(xmlTextWriterSetIndentString(writer, "  "))
        check(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil))
    }

    deinit {
        xmlFreeTextWriter(writer)
        xmlBufferFree(buffer)
    }

    /// An element with what `content` writes inside it.
    ///
    /// Attributes stand in the order given.
    public func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], content: () throws -> Void
    ) rethrows {
        start(name, attributes)
        try content()
        end()
    }

    /// An element without content (`<a/>`).
    public func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        start(name, attributes)
        end()
    }

    /// An element with a text.
    public func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        start(name, attributes)
        check(xmlTextWriterWriteString(writer, Self.legal(text)))
        end()
    }

    /// An element with a text, or nothing at all where there is none.
    public func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], ifPresent text: String?) {
        if let text { element(name, attributes, text: text) }
    }

    /// The whole document, or what is left of one that was drained.
    ///
    /// All elements are closed; nothing can be written after it.
    public func finish() -> String {
        close()
        let bytes = UnsafeBufferPointer(start: xmlBufferContent(buffer), count: Int(xmlBufferLength(buffer)))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Hands over what was written since the last time, so that a long document needs no memory.
    public func drain(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        check(xmlTextWriterFlush(writer))
        try body(UnsafeRawBufferPointer(start: xmlBufferContent(buffer), count: Int(xmlBufferLength(buffer))))
        xmlBufferEmpty(buffer)
    }

    /// Hands over the rest of a document whose elements are all closed; nothing can be written after it.
    public func finish(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        close()
        try drain(body)
    }

    private func close() {
        precondition(hasRoot && depth == 0, "a document is finished when its first element is closed")
        check(xmlTextWriterEndDocument(writer))
        check(xmlTextWriterFlush(writer))
    }

    /// Begins an element that `end` closes, for one that is drained while it is open.
    public func start(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        precondition(depth > 0 || !hasRoot, "a document has one first element, and \(name) would be a second")
        check(xmlTextWriterStartElement(writer, name))
        for (name, value) in attributes { check(xmlTextWriterWriteAttribute(writer, name, Self.legal(value))) }
        depth += 1
        hasRoot = true
    }

    /// Closes the element that was begun last.
    public func end() {
        precondition(depth > 0, "there is no element to close")
        depth -= 1
        check(xmlTextWriterEndElement(writer))
    }

    /// Only want of memory, or a call out of order, makes the writer fail.
    private func check(_ result: CInt) { precondition(result >= 0, "libxml2 could not write the document") }

    /// The text with U+FFFD for each character that XML 1.0 does not have ("Char").
    private static func legal(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(isLegal) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isLegal($0) ? $0 : "\u{FFFD}" }))
    }

    private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...: true
        default: false
        }
    }
}
