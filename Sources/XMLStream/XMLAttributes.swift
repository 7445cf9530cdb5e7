/// The attributes of the element that just started, in the order of the document, namespace declarations left out.
///
/// Valid only within the call that hands it over. No text is made unless it is asked for.
public struct XMLAttributes {
    /// One attribute: its local name, the name of its namespace (interned; `nil` without a prefix), its value in UTF-8.
    public typealias Attribute = (
        name: XMLName, namespace: UnsafePointer<UInt8>?, value: UnsafeBufferPointer<UInt8>
    )

    /// How many there are.
    public let count: Int

    /// libxml2's array, five addresses for each: local name, prefix, namespace, start and end of the value.
    @usableFromInline let fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

    init(fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int) {
        self.fields = fields
        self.count = count
    }

    /// The attribute at a position from 0 below `count`.
    @inlinable
    public subscript(position: Int) -> Attribute {
        precondition(position >= 0 && position < count, "attribute position out of range")
        let field = fields.unsafelyUnwrapped + position * 5
        return (
            XMLName(pointer: field[0].unsafelyUnwrapped), field[2],
            UnsafeBufferPointer(
                start: field[3], count: field[4].unsafelyUnwrapped - field[3].unsafelyUnwrapped)
        )
    }

    /// The value of the first attribute of this local name, whatever its namespace; `nil` when there is none.
    @inlinable
    public func value(of name: XMLName) -> UnsafeBufferPointer<UInt8>? {
        for position in 0..<count {
            let attribute = self[position]
            if attribute.name == name { return attribute.value }
        }
        return nil
    }
}
