internal import Documents
internal import LocalCluster
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

    /// The value of one setting; empty where it is not set.
    package func setting(_ key: String) throws -> String { try database.setting(key) }

    /// Changes settings.
    ///
    /// Refuses a key that there is none of, a value that is none of its kind, and another base currency once something is
    /// valued in it (`base_currency_in_use`).
    package func set(_ values: [(key: String, value: String)], dryRun: Bool = false) throws -> [SettingRow] {
        try database.write(dryRun: dryRun) {
            for (key, text) in values {
                let value = key == "vat_id" ? try vatNumber(text, values) : try checked(key, text)
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

    /// The company's own VAT number, by the country that it has or is given beside it.
    private func vatNumber(_ text: String, _ values: [(key: String, value: String)]) throws -> String {
        let country = try values.last { $0.key == "company_country" }?.value ?? setting("company_country")
        return try Reading.vatNumber(text, of: country, "vat_id")
    }

    /// Sets the rate of tax of a country and category from a day on.
    package func setTax(country: String, category: String, rate: String, from: Day, dryRun: Bool = false) throws
        -> TaxRateRow
    {
        try Reading.country(country, "COUNTRY")
        let rate = try Reading.decimal(rate, "rate", code: "tax_rate_invalid", digits: 3)
        guard rate >= .zero, rate <= Decimal(100) else {
            throw Refusal(
                "tax_rate_invalid", "\(rate.text) percent is no rate of tax", at: "rate",
                remedy: "give 0 to 100, as 19", status: .usage)
        }
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
        guard rate <= Self.largestRate else {
            throw Refusal(
                "rate_invalid", "\(rate.text) is no rate of exchange", at: "RATE",
                remedy: "give at most \(Self.largestRate.text); or give the opposite rate", status: .usage)
        }
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

    private static let largestRate = Decimal(9_999_999_999)

    /// The value as it is kept.
    private func checked(_ key: String, _ value: String) throws -> String {
        switch key {
        case "base_currency":
            let code = try Reading.currency(value, key).code
            let current = try database.setting(key)
            let isUsed = try connection.first(IsBaseCurrencyUsed()) ?? true
            guard code == current || !isUsed else {
                throw Refusal(
                    "base_currency_in_use", "stock and orders are valued in \(current) already", at: key,
                    remedy: "keep \(current); another base currency needs a database of its own")
            }
            return code
        case "time_zone":
            guard let zone = try connection.first(SelectTimeZone(name: value)) else {
                throw Refusal(
                    "time_zone_unknown", "\"\(value)\" is no time zone", at: key,
                    remedy: "give a name such as Europe/Berlin or UTC", status: .usage)
            }
            return zone
        case "gs1_company_prefix" where !value.isEmpty && !Self.isDigits(value, 4...12):
            throw Refusal(
                "gs1_prefix_invalid", "\"\(value)\" is no company prefix of GS1", at: key,
                remedy: "give its 4 to 12 digits, as GS1 wrote them", status: .usage)
        case "sscc_extension" where !Self.isDigits(value, 1...1):
            throw Refusal(
                "sscc_extension_invalid", "\"\(value)\" is no extension digit", at: key,
                remedy: "give one digit, 0 to 9", status: .usage)
        case "label_link" where !Self.isLink(value):
            throw Refusal(
                "label_link_invalid", "\"\(value)\" is no address for the QR code of a label", at: key,
                remedy:
                    "give https:// with a host, and no slash at its end, as https://id.gs1.org; or nothing for no code",
                status: .usage)
        case "company_logo":
            _ = try Letterhead.logo(file: value)
            // Documents are made in other folders too.
            return value.isEmpty ? value : absolutePath(value)
        case "bank_account":
            return try Self.sound(
                AccountNumber.account(value), value, "iban_invalid", key,
                remedy:
                    "give the IBAN as the bank writes it; a number that is none does not begin with two letters and two digits"
            )
        case "bank_bic" where !value.isEmpty:
            return try Self.sound(
                AccountNumber.bank(value), value, "bic_invalid", key,
                remedy: "give the BIC as the bank writes it, as BYLADEM1001")
        case "company_email" where !value.isEmpty && !Self.isMailAddress(value):
            throw Refusal(
                "email_invalid", "\"\(value)\" is no address for mail", at: key,
                remedy: "give one such as verkauf@stein.example", status: .usage)
        case "company_endpoint" where !value.isEmpty && ElectronicAddress(value) == nil:
            throw Refusal(
                "endpoint_invalid", "\"\(value)\" is no electronic address", at: key,
                remedy: "give a scheme of the list EAS and the address in it, as 0088:4012345000009", status: .usage)
        case "company_country":
            try Reading.country(value, key)
            return value
        default: return value
        }
    }

    private static func sound(
        _ reading: AccountNumber.Reading, _ value: String, _ code: String, _ key: String, remedy: String
    ) throws -> String {
        switch reading {
        case .sound(let number): return number
        case .faulty(let words):
            throw Refusal(code, "\"\(value)\" cannot be right: \(words)", at: key, remedy: remedy, status: .usage)
        }
    }

    private static func isDigits(_ text: String, _ count: ClosedRange<Int>) -> Bool {
        count.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// By the rule of contacts: something on both sides of one @, and no blanks.
    private static func isMailAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
    }

    private static func isLink(_ text: String) -> Bool {
        guard !text.isEmpty else { return true }
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}#?".utf8.contains($0) }
        return text.hasPrefix("https://") && text.utf8.count > 8 && text.utf8.count <= 100 && !text.hasSuffix("/")
            && isPlain
    }
}

extension Database {
    /// The company's today, by the server's clock.
    func today() throws -> String { try connection.first(SelectToday()) ?? "9999-12-31" }

    /// The company's today as a day.
    func day() throws -> Day {
        guard let day = Day(try today()) else {
            throw Refusal("row_missing", "the database did not tell the day", status: .bug)
        }
        return day
    }

    /// Refuses (`day_in_future`) a day of `--on`, or of another option, that is after today.
    func refuseFuture(_ day: Day, _ why: String, at option: String = "--on", remedy: String) throws {
        let today = try today()
        guard day.text > today else { return }
        throw Refusal(
            "day_in_future", "\(day.text) is after today, \(today): \(why)", at: option, remedy: remedy)
    }

    /// Refuses (`day_in_future`) money that comes in or goes back after today.
    func refuseFutureMoney(_ day: Day) throws {
        try refuseFuture(
            day, "money that is there cannot come later",
            remedy: "give today or a day before; enter it on the day when it has come or gone")
    }

    /// The value of a setting.
    func setting(_ key: String) throws -> String {
        try connection.fetch(SelectSettings()).first { $0.key == key }?.value ?? ""
    }
}

/// What people type, read strictly.
enum Reading {
    /// A number with at most so many digits after the point, as it is kept; nothing is cut.
    static func decimal(_ text: String, _ place: String, code: String, digits: Int = Decimal.fractionDigits) throws
        -> Decimal
    {
        let value: Decimal
        do throws(DecimalRefusal) {
            value = try Decimal(text)
        } catch {
            throw Refusal(
                code,
                error == .tooPrecise
                    ? "\(text) is too large, or has too many digits after the point"
                    : "\"\(text)\" is no decimal number",
                at: place,
                remedy: "use a point, with at most 12 digits before and \(digits) behind it: 12.50", status: .usage)
        }
        guard value.rounded(toFractionDigits: digits) == value else {
            throw Refusal(
                code, "\(text) has more than \(digits) digits after the point", at: place,
                remedy: "give at most \(digits), so that nothing has to be cut", status: .usage)
        }
        return value
    }

    /// A count of things, from 1 to 999,999,999.
    static func count(_ value: Int, _ place: String, code: String) throws {
        guard (1...999_999_999).contains(value) else {
            throw Refusal(
                code, "\(value) is no quantity", at: place, remedy: "give a whole number from 1 to 999999999",
                status: .usage)
        }
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
                remedy: "give net30, 2/10net30, prepaid, or a schedule of 100 percent: 30%deposit,70%beforeshipping",
                status: .usage)
        }
        return terms.text
    }

    /// A VAT number as it is kept; an empty one stays.
    static func vatNumber(_ text: String, of country: String, _ place: String) throws -> String {
        guard !text.isEmpty else { return text }
        switch VATNumber.reading(text, of: country) {
        case .sound(let number): return number
        case .faulty(let words):
            throw Refusal(
                "vat_id_invalid", "\"\(text)\" is no VAT number: \(words)", at: place,
                remedy:
                    "give it as the tax office wrote it, with the letters of its country (Greece EL, Northern Ireland XI)",
                status: .usage)
        }
    }

    /// Refuses what is no code of ISO 3166-1.
    static func country(_ text: String, _ place: String) throws {
        guard CountryCode.isKnown(text) else {
            throw Refusal(
                "country_invalid", "\"\(text)\" is no country code", at: place,
                remedy: "give the two capital letters of ISO 3166-1, as DE", status: .usage)
        }
    }
}
