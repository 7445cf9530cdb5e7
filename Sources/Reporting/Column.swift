/// A column of a report: what stands in it and how it is summed.
package struct Column: Sendable, Equatable {
    /// What kind of value it holds.
    package enum Kind: Sendable, Equatable {
        /// Words, often of others.
        case text
        /// A short word of ours: a code, a number of a document, a digest.
        case code
        /// A count, in a unit if there is one.
        case integer(unit: String?)
        /// Units of products.
        case quantity
        /// An amount in the currency that another column names, with the digits of its minor unit.
        case money(currency: String)
        /// As money, with up to six digits.
        case price(currency: String)
        /// Hundredths, with one digit after the point.
        case percent
        /// A day.
        case date
        /// A moment in UTC.
        case timestamp
    }

    /// How a column is made from others instead of being read.
    package enum Derivation: Sendable, Equatable {
        /// Its part of the total of a column.
        case share(of: String)
        /// The change of a column against what the statement calls by another name.
        case change(of: String, from: String)
        /// A column as a part of another in the same row.
        case ratio(of: String, to: String)
    }

    /// Its name in snake_case.
    package let name: String
    /// What it holds.
    package let kind: Kind
    /// How people call it; the name with blanks unless said otherwise.
    package let heading: String
    /// Whether rows are told apart by it.
    package var isKey = false
    /// Whether it is summed; a sum is absent where a summand is, and never crosses currencies.
    package var isTotalled = false
    /// The only values it can have; empty when they are many.
    package var codes: [String] = []
    /// Whether it holds several codes with blanks between, any of which a filter may name.
    package var isSet = false
    /// How it is made from others.
    package var derivation: Derivation?
    /// Whether it gives way first where there is little room.
    package var isMinor = false
    /// Whether its codes are decimals of no currency, which people compare digit by digit.
    package var isDecimal = false

    private init(_ name: String, _ kind: Kind, _ heading: String?) {
        self.name = name
        self.kind = kind
        self.heading = heading ?? String(name.map { $0 == "_" ? " " : $0 })
    }

    /// Words.
    package static func text(_ name: String, _ heading: String? = nil, isMinor: Bool = false) -> Column {
        var column = Column(name, .text, heading)
        column.isMinor = isMinor
        return column
    }

    /// A code, one of a few if they are given.
    package static func code(
        _ name: String, _ heading: String? = nil, of codes: [String] = [], isKey: Bool = false, isMinor: Bool = false
    ) -> Column {
        var column = Column(name, .code, heading)
        column.codes = codes
        column.isKey = isKey
        column.isMinor = isMinor
        return column
    }

    /// A decimal that is no amount, as a lead time: text to the letter, set as figures are.
    package static func decimal(
        _ name: String, _ heading: String? = nil, isKey: Bool = false, isMinor: Bool = false
    ) -> Column {
        var column = code(name, heading, isKey: isKey, isMinor: isMinor)
        column.isDecimal = true
        return column
    }

    /// Codes with blanks between.
    package static func codes(_ name: String, _ heading: String? = nil, isMinor: Bool = false) -> Column {
        var column = code(name, heading, isMinor: isMinor)
        column.isSet = true
        return column
    }

    /// A count or a number.
    package static func integer(
        _ name: String, _ heading: String? = nil, unit: String? = nil, isKey: Bool = false, isTotalled: Bool = false,
        isMinor: Bool = false
    ) -> Column {
        var column = Column(name, .integer(unit: unit), heading)
        column.isKey = isKey
        column.isTotalled = isTotalled
        column.isMinor = isMinor
        return column
    }

    /// Units of products, summed.
    package static func quantity(_ name: String, _ heading: String? = nil) -> Column {
        var column = Column(name, .quantity, heading)
        column.isTotalled = true
        return column
    }

    /// An amount, summed.
    package static func money(_ name: String, _ heading: String? = nil, currency: String) -> Column {
        var column = Column(name, .money(currency: currency), heading)
        column.isTotalled = true
        return column
    }

    /// A price of one unit.
    package static func price(_ name: String, _ heading: String? = nil, currency: String) -> Column {
        Column(name, .price(currency: currency), heading)
    }

    /// A percentage, read or made from other columns.
    package static func percent(_ name: String, _ derivation: Derivation? = nil, heading: String? = nil) -> Column {
        var column = Column(name, .percent, heading)
        column.derivation = derivation
        return column
    }

    /// A day.
    package static func date(_ name: String, _ heading: String? = nil) -> Column { Column(name, .date, heading) }

    /// A moment.
    package static func timestamp(_ name: String, _ heading: String? = nil, isMinor: Bool = false) -> Column {
        var column = Column(name, .timestamp, heading)
        column.isMinor = isMinor
        return column
    }

    /// The column without a sum: a limit, or what stands after each row.
    package var untotalled: Column {
        var column = self
        column.isTotalled = false
        return column
    }

    /// The column that names the currency, for amounts.
    package var currency: String? {
        switch kind {
        case .money(let currency), .price(let currency): currency
        default: nil
        }
    }

    /// Whether figures stand in it.
    package var isNumeric: Bool {
        switch kind {
        case .integer, .quantity, .money, .price, .percent: true
        case .text, .code, .date, .timestamp: false
        }
    }

    /// Whether what stands in it is set to the right, with points under points.
    package var isRight: Bool { isNumeric || isDecimal }

    /// The kind's name in JSON.
    package var typeName: String {
        switch kind {
        case .text: "text"
        case .code: "code"
        case .integer: "integer"
        case .quantity: "quantity"
        case .money: "money"
        case .price: "price"
        case .percent: "percent"
        case .date: "date"
        case .timestamp: "timestamp"
        }
    }
}
