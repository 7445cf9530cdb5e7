/// What a reader tells of a document, in the document's order; subclass it and override what you need.
///
/// All pointers are lent for the call only, but for names and namespaces, which live as long as the reader. A consumer
/// that has seen enough, or found a fault of its own, keeps it and calls `reader.stop()`.
open class XMLConsumer {
    /// A consumer that ignores everything.
    public init() {}

    /// The document names its type by a DOCTYPE.
    ///
    /// Nothing is fetched from the addresses.
    open func doctype(name: String, publicID: String?, systemID: String?) {}

    /// An element starts.
    ///
    /// `namespace` is interned like a name, `nil` when the element is in none.
    open func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {}

    /// An element ends; an empty one (`<a/>`) starts and ends too.
    open func end(_ name: XMLName, reader: XMLReader) {}

    /// Text or CDATA of the current element, in UTF-8; a text may come in several pieces, blanks between tags come too.
    open func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {}
}
