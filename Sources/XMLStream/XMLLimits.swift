/// How much of each thing a document may have before it is refused.
///
/// The defaults leave every real feed ample room and bound the work that a hostile one can cause.
public struct XMLLimits: Sendable {
    /// Levels of elements; real feeds have fewer than 20.
    public var depth = 128
    /// Bytes of text between two tags, in UTF-8.
    public var textBytes = 4 << 20
    /// Bytes of one attribute value, in UTF-8.
    public var attributeBytes = 1 << 20
    /// Attributes and namespace declarations on one element.
    ///
    /// Also bounds the namespace declarations in force at once. libxml2 compares each attribute with all others of its
    /// element, and searches all declarations for each prefix.
    public var attributes = 256
    /// Attributes declared by a DOCTYPE; those with a default value are added to elements that cost no more than four bytes.
    public var declaredAttributes = 64
    /// Different names of elements, attributes, prefixes and namespaces in one document.
    ///
    /// Names that the consumer interns count too. libxml2's table of them gets slower with each.
    public var names = 20_000
    /// Bytes of one tag, comment or instruction: input that the parser holds without being able to go on.
    public var markupBytes = 1 << 20
    /// Bytes of a DOCTYPE; it is gone through only once all of it is there, so this bounds the work on it.
    public var doctypeBytes = 1 << 16
    /// Bytes of the document, unpacked.
    public var documentBytes = 16 << 30
    /// How many times larger than the gzip file its content may be, once it has passed `unpackedFreeBytes`.
    public var unpackedRatio = 1000
    /// Bytes that may be unpacked before `unpackedRatio` is looked at.
    public var unpackedFreeBytes = 10 << 20

    /// The default limits.
    public init() {}
}
