/// A local name, or the name of a namespace, interned by one reader.
///
/// Equal names of one reader have equal pointers, so that a comparison is one of addresses. A name is valid as long as its
/// reader and says nothing to another one.
public struct XMLName: Hashable {
    /// The name in UTF-8, ended by a zero byte.
    public let pointer: UnsafePointer<UInt8>

    /// Wraps an address that the reader has interned.
    @inlinable
    public init(pointer: UnsafePointer<UInt8>) {
        self.pointer = pointer
    }

    /// The name as text, made anew on each call.
    public var string: String { String(cString: pointer) }
}
