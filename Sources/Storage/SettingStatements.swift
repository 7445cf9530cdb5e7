package import Postgres
package import Quantities

/// A setting.
package struct SettingRow: Sendable, Equatable {
    /// Key and value.
    package let key, value: String
}

/// All settings by key.
package struct SelectSettings: Statement {
    package static let sql = "SELECT key, value FROM setting ORDER BY key COLLATE \"C\""

    /// The statement.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> SettingRow {
        SettingRow(key: try row.string("key"), value: try row.string("value"))
    }
}

/// Changes a setting that there is.
package struct UpdateSetting: Statement {
    package static let sql = "UPDATE setting SET value = $2 WHERE key = $1 RETURNING key, value"
    let key: String
    let value: String

    /// The new value.
    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    package var parameters: [any ParameterConvertible] { [key, value] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> SettingRow {
        SettingRow(key: try row.string("key"), value: try row.string("value"))
    }
}

/// A time zone as the server writes it, whatever its case; none when the server does not know it.
package struct SelectTimeZone: Statement {
    package static let sql = """
        SELECT name FROM pg_timezone_names WHERE lower(name) = lower($1) ORDER BY name COLLATE "C" LIMIT 1
        """
    let name: String

    /// The zone, as `Europe/Berlin`.
    package init(name: String) { self.name = name }

    package var parameters: [any ParameterConvertible] { [name] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("name") }
}

/// Whether anything is valued in the base currency already: a movement of stock, or an order.
package struct IsBaseCurrencyUsed: Statement {
    package static let sql = """
        SELECT EXISTS (SELECT FROM stock_movement) OR EXISTS (SELECT FROM sales_order) AS used
        """

    /// The statement.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("used") }
}

/// Sets the rate of tax from a day on.
package struct UpsertTaxRate: Statement {
    package static let sql = """
        INSERT INTO tax_rate (country, category, valid_from, rate_percent) VALUES ($1, $2, $3::date, $4::numeric)
        ON CONFLICT ON CONSTRAINT tax_rate_pk DO UPDATE SET rate_percent = EXCLUDED.rate_percent
        """
    let country: String
    let category: String
    let from: Day
    let rate: Decimal

    /// The rate in percent.
    package init(country: String, category: String, from: Day, rate: Decimal) {
        self.country = country
        self.category = category
        self.from = from
        self.rate = rate
    }

    package var parameters: [any ParameterConvertible] { [country, category, from.text, rate.text] }
}

/// A category of tax with its rate.
package struct TaxRateRow: Sendable, Equatable {
    /// UNCL 5305.
    package let category: String
    /// Percent.
    package let rate: Decimal

    /// A rate.
    package init(category: String, rate: Decimal) {
        self.category = category
        self.rate = rate
    }
}

/// The rates of a country that hold on a day, the standard one first.
package struct SelectTaxRates: Statement {
    package static let sql = """
        SELECT category, rate_percent FROM (
            SELECT DISTINCT ON (category) category, rate_percent FROM tax_rate
            WHERE country = $1 AND valid_from <= $2::date ORDER BY category, valid_from DESC
        ) AS rate ORDER BY category <> 'S', category COLLATE "C"
        """
    let country: String
    let day: String

    /// The country and the day.
    package init(country: String, day: String) {
        self.country = country
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [country, day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> TaxRateRow {
        TaxRateRow(category: try row.string("category"), rate: try row.decimal("rate_percent"))
    }
}

/// Sets the exchange rate from a day on.
package struct UpsertExchangeRate: Statement {
    package static let sql = """
        INSERT INTO exchange_rate (from_currency, to_currency, valid_on, rate) VALUES ($1, $2, $3::date, $4::numeric)
        ON CONFLICT ON CONSTRAINT exchange_rate_pk DO UPDATE SET rate = EXCLUDED.rate
        """
    let from: String
    let target: String
    let day: Day
    let rate: Decimal

    /// Units of the target for one.
    package init(from: String, target: String, day: Day, rate: Decimal) {
        self.from = from
        self.target = target
        self.day = day
        self.rate = rate
    }

    package var parameters: [any ParameterConvertible] { [from, target, day.text, rate.text] }
}

/// A place where stock lies.
package struct LocationRow: Sendable, Equatable {
    /// Key.
    package let id: Int64
    /// Code and name.
    package let code, name: String
    /// Whether nothing of it is promised to anybody.
    package let isHeld: Bool

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> LocationRow {
        LocationRow(
            id: try row.int64("id"), code: try row.string("code"), name: try row.string("name"),
            isHeld: try row.bool("is_held"))
    }
}

/// Makes a location.
package struct InsertLocation: Statement {
    package static let sql = """
        INSERT INTO location (code, name, is_held) VALUES ($1, $2, $3) RETURNING id, code, name, is_held
        """
    let code: String
    let name: String
    let isHeld: Bool

    /// The new location.
    package init(code: String, name: String, isHeld: Bool) {
        self.code = code
        self.name = name
        self.isHeld = isHeld
    }

    package var parameters: [any ParameterConvertible] { [code, name, isHeld] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> LocationRow { try .decoded(row) }
}

/// A page of locations by code, or the one of a code.
package struct SelectLocations: Statement {
    package static let sql = """
        SELECT id, code, name, is_held FROM location
        WHERE ($1::text IS NULL OR code = $1) AND ($2::text IS NULL OR code COLLATE "C" > $2)
        ORDER BY code COLLATE "C" LIMIT $3
        """
    let code: String?
    let after: String?
    let limit: Int

    /// The locations behind a code, or one.
    package init(code: String? = nil, after: String? = nil, limit: Int = 1) {
        self.code = code
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [code, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> LocationRow { try .decoded(row) }
}
