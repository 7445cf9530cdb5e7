/// One SQL statement: its static text, the values of its parameters, and how a row of its result decodes.
///
/// A connection prepares the text once for each conforming type, so the text must not depend on the value.
public protocol Statement: Sendable {
    /// What one row becomes; `Void` for a statement that returns no rows.
    associatedtype Output: Sendable = Void

    /// The text, with `$1…$n` for values; exactly one statement.
    static var sql: String { get }

    /// The values of `$1…$n`, in order; empty by default.
    var parameters: [any ParameterConvertible] { get }

    /// The value of one row.
    ///
    /// Throws: a decoding fault for NULL where a value is wanted, a text that is not of the wanted kind, and a column
    /// that the result does not have.
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> Output
}

extension Statement {
    /// No parameters.
    public var parameters: [any ParameterConvertible] { [] }
}

extension Statement where Output == Void {
    /// Nothing: such a statement is run for its effect.
    public static func decode(_ row: borrowing Row) throws(DecodingFault) {}
}

extension Statement {
    /// The type's name with its module, as faults show it.
    ///
    /// For a private type, Swift adds where in memory the scope is described; that is left out, since it differs from
    /// one run to the next.
    static var name: String {
        String(reflecting: Self.self).split(separator: ".").filter { !$0.hasPrefix("(unknown context") }
            .joined(separator: ".")
    }
}
