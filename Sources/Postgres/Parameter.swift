/// The value of one `$n` in PostgreSQL's text form.
public struct Parameter: Sendable, Equatable {
    /// The text as the server's input function reads it; nil is NULL.
    public let text: String?

    /// Takes the text form of a value, or nil for NULL.
    public init(text: String?) {
        self.text = text
    }
}

/// A value that can stand for a `$n`.
///
/// Numbers, text, truth values, byte strings (`[UInt8]`), lists of numbers or text, and the optional form of each.
public protocol ParameterConvertible {
    /// The value as the server reads it.
    var parameter: Parameter { get }
}

/// A value whose lists can stand for a `$n`.
///
/// It is a protocol of its own because `Array` can conform to `ParameterConvertible` only once, and a list of bytes is
/// a `bytea` while a list of anything else is an array.
public protocol ParameterElement {
    /// The whole list as the server reads it.
    static func parameter(listing elements: [Self]) -> Parameter
}

/// A value that is an element of an array literal.
public protocol ArrayElement: ParameterElement {
    /// The element's text before quoting; nil is NULL.
    var elementText: String? { get }
    /// The array literal of one dimension of values and NULLs.
    static func literal(of elements: [Self?]) -> String
}

extension ArrayElement {
    /// The list as an array literal of one dimension.
    public static func parameter(listing elements: [Self]) -> Parameter { Parameter(text: literal(of: elements)) }
    /// The literal of the elements' texts.
    ///
    /// Texts and whole numbers have their own, since lists of thousands of them are sent with every batch.
    public static func literal(of elements: [Self?]) -> String {
        ArrayLiteral.text(of: elements.lazy.map { $0?.elementText })
    }
}

extension Parameter: ParameterConvertible {
    /// The value itself.
    public var parameter: Parameter { self }
}

extension String: ParameterConvertible, ArrayElement {
    /// The text, unchanged.
    public var parameter: Parameter { Parameter(text: self) }
    /// The text, unchanged.
    public var elementText: String? { self }
    /// The literal of the texts.
    public static func literal(of elements: [String?]) -> String { ArrayLiteral.text(of: elements) }
}

extension Int: ParameterConvertible, ArrayElement {
    /// The number in decimal digits.
    public var parameter: Parameter { Parameter(text: String(self)) }
    /// The number in decimal digits.
    public var elementText: String? { String(self) }
    /// The literal of the numbers.
    public static func literal(of elements: [Int?]) -> String { ArrayLiteral.text(ofNumbers: elements) }
}

extension Int64: ParameterConvertible, ArrayElement {
    /// The number in decimal digits.
    public var parameter: Parameter { Parameter(text: String(self)) }
    /// The number in decimal digits.
    public var elementText: String? { String(self) }
    /// The literal of the numbers.
    public static func literal(of elements: [Int64?]) -> String { ArrayLiteral.text(ofNumbers: elements) }
}

extension Int32: ParameterConvertible, ArrayElement {
    /// The number in decimal digits.
    public var parameter: Parameter { Parameter(text: String(self)) }
    /// The number in decimal digits.
    public var elementText: String? { String(self) }
}

extension UInt32: ParameterConvertible, ArrayElement {
    /// The number in decimal digits.
    public var parameter: Parameter { Parameter(text: String(self)) }
    /// The number in decimal digits.
    public var elementText: String? { String(self) }
}

extension Bool: ParameterConvertible, ArrayElement {
    /// `t` or `f`.
    public var parameter: Parameter { Parameter(text: self ? "t" : "f") }
    /// `t` or `f`.
    public var elementText: String? { self ? "t" : "f" }
}

extension UInt8: ParameterElement {
    /// The bytes as a `bytea` in hexadecimal form.
    public static func parameter(listing elements: [UInt8]) -> Parameter {
        Parameter(text: Hexadecimal.text(of: elements))
    }
}

extension Optional: ParameterConvertible where Wrapped: ParameterConvertible {
    /// The wrapped value, or NULL.
    public var parameter: Parameter { self?.parameter ?? Parameter(text: nil) }
}

extension Optional: ParameterElement where Wrapped: ArrayElement {
    /// The list as an array literal, with NULL for nil.
    public static func parameter(listing elements: [Wrapped?]) -> Parameter {
        Parameter(text: Wrapped.literal(of: elements))
    }
}

extension Array: ParameterConvertible where Element: ParameterElement {
    /// The list: `bytea` for bytes, an array literal for anything else.
    public var parameter: Parameter { Element.parameter(listing: self) }
}
