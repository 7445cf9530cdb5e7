internal import Orders
internal import Postgres
package import Quantities
package import Storage

/// Settings, tax, exchange rates and locations.
package struct Company {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// All settings by key.
    package func settings() throws -> [SettingRow] { try connection.fetch(SelectSettings()) }

    /// Changes settings; refuses a key that there is none of, and a value that is none of its kind.
    package func set(_ values: [(key: String, value: String)], dryRun: Bool = false) throws -> [SettingRow] {
        for (key, value) in values { try check(key, value) }
        return try database.write(dryRun: dryRun) {
            for (key, value) in values {
                guard try connection.first(UpdateSetting(key: key, value: value)) != nil else {
                    throw Refusal(
                        "setting_unknown", "there is no setting \(key)", at: key,
                        remedy: "nephrite settings show lists them", status: .usage)
                }
                try connection.run(InsertAudit(action: "settings.set", subjectKind: "setting", subject: key))
            }
            return try settings()
        }
    }

    /// Sets the rate of tax of a country and category from a day on.
    package func setTax(country: String, category: String, rate: String, from: Day, dryRun: Bool = false) throws
        -> TaxRateRow
    {
        let rate = try Reading.decimal(rate, "rate", code: "tax_rate_invalid")
        let row = TaxRateRow(category: category, rate: rate)
        try database.write(dryRun: dryRun) {
            try connection.run(UpsertTaxRate(country: country, category: category, from: from, rate: rate))
            try connection.run(InsertAudit(action: "tax.set", subjectKind: "tax", subject: "\(country) \(category)"))
        }
        return row
    }

    /// Sets an exchange rate from a day on.
    package func addRate(from: String, target: String, rate: String, on day: Day, dryRun: Bool = false) throws
        -> Decimal
    {
        let (from, target) = (try Reading.currency(from, "FROM").code, try Reading.currency(target, "TO").code)
        let rate = try Reading.decimal(rate, "RATE", code: "rate_invalid")
        try database.write(dryRun: dryRun) {
            try connection.run(UpsertExchangeRate(from: from, target: target, day: day, rate: rate))
            try connection.run(InsertAudit(action: "rate.add", subjectKind: "rate", subject: "\(from) \(target)"))
        }
        return rate
    }

    /// Makes a location.
    package func addLocation(code: String, name: String, isHeld: Bool, dryRun: Bool = false) throws -> LocationRow {
        try database.write(dryRun: dryRun) {
            guard let row = try connection.first(InsertLocation(code: code, name: name, isHeld: isHeld)) else {
                throw Refusal("location_unknown", "the location was not made", status: .bug)
            }
            try connection.run(InsertAudit(action: "location.add", subjectKind: "location", subject: code))
            return row
        }
    }

    /// A page of locations by code.
    package func locations(limit: Int, after: String?) throws -> [LocationRow] {
        try connection.fetch(SelectLocations(after: after, limit: limit))
    }

    private func check(_ key: String, _ value: String) throws {
        switch key {
        case "base_currency": _ = try Reading.currency(value, key)
        case "company_country" where !Reading.isCountry(value):
            throw Refusal(
                "country_invalid", "\"\(value)\" is no country code", at: key,
                remedy: "give two capital letters, as DE",
                status: .usage)
        default: break
        }
    }
}

extension Database {
    /// The company's today, by the server's clock.
    func today() throws -> String { try connection.first(SelectToday()) ?? "9999-12-31" }

    /// The value of a setting.
    func setting(_ key: String) throws -> String {
        try connection.fetch(SelectSettings()).first { $0.key == key }?.value ?? ""
    }
}

/// What people type, read strictly.
enum Reading {
    static func decimal(_ text: String, _ place: String, code: String) throws -> Decimal {
        guard let value = try? Decimal(text) else {
            throw Refusal(
                code, "\"\(text)\" is no decimal number", at: place, remedy: "use a point and at most 6 digits: 12.50",
                status: .usage)
        }
        return value
    }

    static func currency(_ text: String, _ place: String) throws -> Currency {
        guard let currency = Currency(text) else {
            throw Refusal(
                "currency_unknown", "\"\(text)\" is no currency of ISO 4217", at: place,
                remedy: "give a code such as EUR, USD or CNY", status: .usage)
        }
        return currency
    }

    static func terms(_ text: String) throws -> String {
        guard let terms = PaymentTerms(text) else {
            throw Refusal(
                "terms_invalid", "\"\(text)\" are no terms of payment", at: "--terms",
                remedy: "give net30, 2/10net30 or prepaid", status: .usage)
        }
        return terms.text
    }

    static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
