/// Finds where the document begins that comes in an envelope of SOAP or of a standard business document.
///
/// The envelope's own elements are passed over, headers with all that is in them; the first other element is the
/// document. What is no envelope is the document itself.
struct EnvelopeOpening {
    private static let envelopes: Set<String> = ["Envelope", "StandardBusinessDocument"]
    private static let headers: Set<String> = ["Header", "StandardBusinessDocumentHeader"]

    /// Elements that are open now.
    private var depth = 0
    /// How many were open when a header began, or nil outside of it.
    private var headerDepth: Int?
    /// Whether the document has begun.
    private(set) var isOver = false
    /// How many elements of the envelope stand around the document.
    private(set) var wrappers = 0

    /// Takes the next element that starts; true when it is the document.
    mutating func start(_ name: String) -> Bool {
        defer { depth += 1 }
        if headerDepth != nil { return false }
        if depth == 0 ? Self.envelopes.contains(name) : name == "Body" { return false }
        if depth > 0, Self.headers.contains(name) {
            headerDepth = depth
            return false
        }
        isOver = true
        wrappers = depth
        return true
    }

    /// Takes the end of an element before the document began.
    mutating func end() {
        depth -= 1
        if depth == headerDepth { headerDepth = nil }
    }
}
