internal import Quantities

/// A value of a report, by the kind of its column.
package enum Cell: Sendable, Hashable {
    /// Nothing is known, or there is nothing.
    case absent
    /// Words, a code, a day or a moment in ISO 8601.
    case text(String)
    /// A count.
    case whole(Int)
    /// An amount, a price or a percentage.
    case figure(Figure)

    /// Reads what a server, or a person, wrote for a column; nil when it is not of the column's kind.
    package init?(_ text: String, of column: Column) {
        switch column.kind {
        case .text, .code, .timestamp: self = .text(text)
        case .date:
            guard Day(text) != nil else { return nil }
            self = .text(text)
        case .integer, .quantity:
            guard let whole = Int(text) else { return nil }
            self = .whole(whole)
        case .money, .price, .percent:
            guard let figure = Figure(text) else { return nil }
            self = .figure(figure)
        }
    }

    /// The number in it, if it is one.
    package var figure: Figure? {
        switch self {
        case .whole(let whole): Figure(whole)
        case .figure(let figure): figure
        case .absent, .text: nil
        }
    }

    /// Whether nothing is in it.
    package var isAbsent: Bool { self == .absent }

    /// Its exact text, with at least so many digits behind the point for a figure; empty when it is absent.
    package func text(minimumFractionDigits: Int = 0) -> String {
        switch self {
        case .absent: ""
        case .text(let text): text
        case .whole(let whole): String(whole)
        case .figure(let figure): figure.text(minimumFractionDigits: minimumFractionDigits)
        }
    }
}
