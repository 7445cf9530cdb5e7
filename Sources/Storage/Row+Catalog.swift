internal import Catalog
internal import Postgres

extension Row {
    /// A code of a closed list.
    func code<Code: RawRepresentable<String>>(_ column: String) throws(DecodingFault) -> Code {
        let text = try string(column)
        guard let code = Code(rawValue: text) else { throw unknown(text, column, Code.self) }
        return code
    }

    /// A code of a closed list, nil for NULL.
    func codeOrNil<Code: RawRepresentable<String>>(_ column: String) throws(DecodingFault) -> Code? {
        guard let text = try stringOrNil(column) else { return nil }
        guard let code = Code(rawValue: text) else { throw unknown(text, column, Code.self) }
        return code
    }

    /// Codes of a closed list, in the order of the array.
    func codes<Code: RawRepresentable<String>>(_ column: String) throws(DecodingFault) -> [Code] {
        var codes: [Code] = []
        for text in try stringArray(column) {
            guard let code = Code(rawValue: text) else { throw unknown(text, column, Code.self) }
            codes.append(code)
        }
        return codes
    }

    /// A measured figure of at most three decimals, nil for NULL.
    func thousandthsOrNil(_ column: String) throws(DecodingFault) -> Thousandths? {
        guard let text = try decimalTextOrNil(column) else { return nil }
        guard let figure = Thousandths(decimal: text) else {
            throw fault(column, wanted: "a number of at most three decimals", found: text)
        }
        return figure
    }

    /// A lower and an upper bound, nil when the lower is NULL.
    func boundsOrNil(_ lower: String, _ upper: String) throws(DecodingFault) -> ClosedRange<Thousandths>? {
        guard let from = try thousandthsOrNil(lower) else { return nil }
        guard let to = try thousandthsOrNil(upper), from <= to else {
            throw fault(upper, wanted: "a bound not below \(lower)", found: try decimalTextOrNil(upper) ?? "NULL")
        }
        return from...to
    }

    /// Seven care letters, nil for NULL.
    func careOrNil(_ column: String) throws(DecodingFault) -> Care? {
        guard let text = try stringOrNil(column) else { return nil }
        guard let care = Care(text) else { throw fault(column, wanted: "seven letters o, c, x or points", found: text) }
        return care
    }

    private func unknown<Code>(_ text: String, _ column: String, _ type: Code.Type) -> DecodingFault {
        fault(column, wanted: "a known \(type)", found: text)
    }
}
