internal import CPostgres

/// One row of a result, lent to `Statement.decode` and not to be kept.
///
/// Every reader names a column of the result. The plain form refuses NULL; the form that ends in `OrNil` answers nil for
/// it. All throw a `DecodingFault` that names statement, column and row.
public struct Row: ~Copyable {
    /// The result that owns the text; it outlives the row because the row cannot leave `decode`.
    private let result: OpaquePointer
    private let layout: ResultLayout
    /// The row's place in `result`, from 0.
    private let index: Int32
    /// The row's place in everything the statement returned, from 1.
    private let ordinal: Int

    init(of result: borrowing QueryResult, at index: Int, ordinal: Int, layout: ResultLayout) {
        self.result = result.pointer
        self.layout = layout
        self.index = Int32(truncatingIfNeeded: index)
        self.ordinal = ordinal
    }

    /// The value as text, whatever its type.
    public func string(_ column: String) throws(DecodingFault) -> String {
        try value(column, "a text", Text.string)
    }

    /// The value as text, nil for NULL.
    public func stringOrNil(_ column: String) throws(DecodingFault) -> String? {
        try valueOrNil(column, "a text", Text.string)
    }

    /// A whole number.
    public func int(_ column: String) throws(DecodingFault) -> Int {
        try value(column, "an integer", Text.integer)
    }

    /// A whole number, nil for NULL.
    public func intOrNil(_ column: String) throws(DecodingFault) -> Int? {
        try valueOrNil(column, "an integer", Text.integer)
    }

    /// A whole number of 64 bits.
    public func int64(_ column: String) throws(DecodingFault) -> Int64 {
        try value(column, "an integer", Text.integer)
    }

    /// A whole number of 64 bits, nil for NULL.
    public func int64OrNil(_ column: String) throws(DecodingFault) -> Int64? {
        try valueOrNil(column, "an integer", Text.integer)
    }

    /// A truth value.
    public func bool(_ column: String) throws(DecodingFault) -> Bool {
        try value(column, "true or false", Text.bool)
    }

    /// A truth value, nil for NULL.
    public func boolOrNil(_ column: String) throws(DecodingFault) -> Bool? {
        try valueOrNil(column, "true or false", Text.bool)
    }

    /// A `numeric` as the server writes it: an optional minus, digits, and the scale the column declares.
    ///
    /// Refuses: NaN and the infinities.
    public func decimalText(_ column: String) throws(DecodingFault) -> String {
        try value(column, "a decimal number", Text.decimal)
    }

    /// A `numeric` as the server writes it, nil for NULL.
    public func decimalTextOrNil(_ column: String) throws(DecodingFault) -> String? {
        try valueOrNil(column, "a decimal number", Text.decimal)
    }

    /// A `bytea`.
    public func bytes(_ column: String) throws(DecodingFault) -> [UInt8] {
        try value(column, "bytes", Hexadecimal.bytes)
    }

    /// A `bytea`, nil for NULL.
    public func bytesOrNil(_ column: String) throws(DecodingFault) -> [UInt8]? {
        try valueOrNil(column, "bytes", Hexadecimal.bytes)
    }

    /// An array of one dimension, its elements as text; an element that is NULL is refused.
    public func stringArray(_ column: String) throws(DecodingFault) -> [String] {
        try value(column, "an array without NULL", Text.strings)
    }

    /// An array of one dimension, nil for NULL; an element that is NULL is refused.
    public func stringArrayOrNil(_ column: String) throws(DecodingFault) -> [String]? {
        try valueOrNil(column, "an array without NULL", Text.strings)
    }

    /// An array of one dimension whose elements may be NULL.
    public func stringArrayWithNulls(_ column: String) throws(DecodingFault) -> [String?] {
        try value(column, "an array", ArrayLiteral.elements)
    }

    /// An array of whole numbers; an element that is NULL is refused.
    public func intArray(_ column: String) throws(DecodingFault) -> [Int] {
        try value(column, "an array of integers without NULL", Text.integers)
    }

    /// An array of whole numbers, nil for NULL; an element that is NULL is refused.
    public func intArrayOrNil(_ column: String) throws(DecodingFault) -> [Int]? {
        try valueOrNil(column, "an array of integers without NULL", Text.integers)
    }

    /// The names of all columns, in order.
    public var columns: [String] { layout.columns }

    /// The values of all columns as text in their order, nil for NULL.
    public func texts() -> [String?] {
        (0..<Int32(layout.columns.count)).map { field in
            guard PQgetisnull(result, index, field) == 0, let text = PQgetvalue(result, index, field) else {
                return nil
            }
            let length = Int(PQgetlength(result, index, field))
            return text.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
                String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
            }
        }
    }

    /// Lends the bytes of all values in their order, nil for NULL, into places for as many; they hold as long as the row.
    public func lend(to fields: UnsafeMutableBufferPointer<UnsafeBufferPointer<UInt8>?>) {
        for place in fields.indices {
            let field = Int32(truncatingIfNeeded: place)
            guard PQgetisnull(result, index, field) == 0, let text = PQgetvalue(result, index, field) else {
                fields[place] = nil
                continue
            }
            let length = Int(PQgetlength(result, index, field))
            fields[place] = UnsafeBufferPointer(
                start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: length)
        }
    }

    /// A fault for a value that a `decode` itself refuses, such as a code that is not in a table.
    public func fault(_ column: String, wanted: String, found: String) -> DecodingFault {
        DecodingFault(statement: layout.statement.name, column: column, row: ordinal, wanted: wanted, found: found)
    }

    private func value<T>(
        _ column: String, _ wanted: String, _ read: (UnsafeBufferPointer<UInt8>) -> T?
    ) throws(DecodingFault) -> T {
        guard let value = try valueOrNil(column, wanted, read) else {
            throw fault(column, wanted: wanted, found: "NULL")
        }
        return value
    }

    private func valueOrNil<T>(
        _ column: String, _ wanted: String, _ read: (UnsafeBufferPointer<UInt8>) -> T?
    ) throws(DecodingFault) -> T? {
        guard let field = layout.field(named: column) else {
            throw fault(column, wanted: wanted, found: layout.absence(of: column))
        }
        if PQgetisnull(result, index, field) == 1 { return nil }
        let length = Int(PQgetlength(result, index, field))
        guard let text = PQgetvalue(result, index, field) else { return nil }
        let value = text.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
            read(UnsafeBufferPointer(start: bytes, count: length))
        }
        guard let value else { throw fault(column, wanted: wanted, found: shown(text, length)) }
        return value
    }

    private func shown(_ text: UnsafePointer<CChar>, _ length: Int) -> String {
        let whole = text.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
            String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
        }
        return whole.count > 80 ? "\"\(whole.prefix(80))…\"" : "\"\(whole)\""
    }
}

/// The server's text forms, read strictly: the whole text or nil.
private enum Text {
    static func string(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        String(decoding: text, as: UTF8.self)
    }

    static func integer<T: FixedWidthInteger>(_ text: UnsafeBufferPointer<UInt8>) -> T? {
        let negative = text.first == UInt8(ascii: "-")
        let digits = negative ? text.dropFirst() : text[...]
        if digits.isEmpty { return nil }
        var number: T = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            let shifted = number.multipliedReportingOverflow(by: 10)
            let unit = T(digit - UInt8(ascii: "0"))
            // Built from below when negative, since the least number has no positive counterpart.
            let next =
                negative
                ? shifted.partialValue.subtractingReportingOverflow(unit)
                : shifted.partialValue.addingReportingOverflow(unit)
            if shifted.overflow || next.overflow { return nil }
            number = next.partialValue
        }
        return number
    }

    static func bool(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        guard text.count == 1 else { return nil }
        switch text[0] {
        case UInt8(ascii: "t"): return true
        case UInt8(ascii: "f"): return false
        default: return nil
        }
    }

    static func decimal(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2 else { return nil }
        for part in parts {
            if part.isEmpty { return nil }
            for byte in part where byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9") { return nil }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func strings(_ text: UnsafeBufferPointer<UInt8>) -> [String]? {
        guard let elements = ArrayLiteral.elements(of: text) else { return nil }
        var strings: [String] = []
        strings.reserveCapacity(elements.count)
        for element in elements {
            guard let element else { return nil }
            strings.append(element)
        }
        return strings
    }

    static func integers(_ text: UnsafeBufferPointer<UInt8>) -> [Int]? {
        guard let elements = strings(text) else { return nil }
        var integers: [Int] = []
        integers.reserveCapacity(elements.count)
        for element in elements {
            var element = element
            guard let number: Int = element.withUTF8(integer) else { return nil }
            integers.append(number)
        }
        return integers
    }
}
