internal import Importing
internal import Postgres
internal import Quantities
package import Storage

/// Making, changing and looking up suppliers.
package struct Suppliers {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// What is said of a supplier; nil leaves a value as it is or takes the default.
    package struct Details: Sendable {
        /// Name.
        package var name: String?
        /// ISO 4217.
        package var currency: String?
        /// A built-in profile's name or a file's path; empty takes it away.
        package var profile: String?
        /// What SKUs begin with; empty takes it away.
        package var skuPrefix: String?
        /// Percent.
        package var holdPriceChange: String?
        /// Percent.
        package var holdMissing: String?
        /// Names of rules separated by commas, `all` or `none`.
        package var holdRules: String?

        /// Nothing said.
        package init() {}
    }

    /// Makes a supplier.
    ///
    /// Refuses a code that is taken, an unknown currency or profile, a limit that is no percentage.
    package func add(code: String, _ details: Details, dryRun: Bool = false) throws -> SupplierRow {
        let checked = try check(details)
        guard let currency = checked.currency else {
            throw Refusal(
                "currency_missing", "a supplier needs a currency", remedy: "give --currency EUR", status: .usage)
        }
        let statement = InsertSupplier(
            code: code, name: details.name ?? code, currency: currency.code, profile: details.profile,
            skuPrefix: details.skuPrefix, holdPriceChange: checked.price ?? Decimal(25),
            holdMissing: checked.missing ?? Decimal(10),
            holdRules: try rules(details.holdRules) ?? HoldRule.allCases.map(\.rawValue))
        return try change("supplier.add", code, dryRun) { try database.connection.first(statement) }
    }

    /// Changes what is given.
    package func set(code: String, _ details: Details, dryRun: Bool = false) throws -> SupplierRow {
        let checked = try check(details)
        let statement = UpdateSupplier(
            code: code, name: details.name, currency: checked.currency?.code, profile: details.profile,
            skuPrefix: details.skuPrefix, holdPriceChange: checked.price, holdMissing: checked.missing,
            holdRules: try rules(details.holdRules))
        return try change("supplier.set", code, dryRun) { try database.connection.first(statement) }
    }

    /// A supplier by its code.
    package func show(code: String) throws -> SupplierRow {
        guard let row = try database.connection.first(SelectSupplier(code: code)) else { throw unknown(code) }
        return row
    }

    /// A page of suppliers by code.
    package func list(limit: Int, after: String?) throws -> [SupplierRow] {
        try database.connection.fetch(SelectSuppliers(limit: limit, after: after))
    }

    private func change(_ action: String, _ code: String, _ dryRun: Bool, _ body: () throws -> SupplierRow?) throws
        -> SupplierRow
    {
        try database.write(dryRun: dryRun) {
            guard let row = try body() else { throw unknown(code) }
            try database.connection.run(InsertAudit(action: action, subjectKind: "supplier", subject: code))
            return row
        }
    }

    private func unknown(_ code: String) -> Refusal {
        Refusal(
            "supplier_unknown", "there is no supplier \(code)",
            remedy:
                "nephrite supplier list shows the suppliers; nephrite supplier add \(code) --name … --currency … makes one"
        )
    }

    private func check(_ details: Details) throws -> (currency: Currency?, price: Decimal?, missing: Decimal?) {
        var currency: Currency?
        if let text = details.currency {
            currency = Currency(text)
            if currency == nil {
                throw Refusal(
                    "currency_unknown", "\"\(text)\" is no currency of ISO 4217", at: "--currency",
                    remedy: "give a code such as EUR, USD or CNY", status: .usage)
            }
        }
        if let profile = details.profile, !profile.isEmpty {
            do { _ = try Profiles.profile(named: profile) } catch {
                throw Refusal(
                    "profile_faulty", "\(error)", at: "--profile",
                    remedy: "nephrite profile list shows the built-in profiles", status: .badInput)
            }
        }
        return (
            currency, try percent(details.holdPriceChange, "--hold-price-change", most: nil),
            try percent(details.holdMissing, "--hold-missing", most: Decimal(100))
        )
    }

    private func rules(_ text: String?) throws -> [String]? {
        switch text {
        case nil: return nil
        case "all": return HoldRule.allCases.map(\.rawValue)
        case "none": return []
        case let text?:
            let names = text.split(separator: ",").map(String.init)
            let known = HoldRule.allCases.map(\.rawValue)
            for name in names where !known.contains(name) {
                throw Refusal(
                    "hold_rule_unknown", "there is no rule \"\(name)\" that lets changes wait", at: "--hold-rules",
                    remedy: "give all, none, or some of \(known.joined(separator: ","))", status: .usage)
            }
            return known.filter(names.contains)
        }
    }

    private func percent(_ text: String?, _ option: String, most: Decimal?) throws -> Decimal? {
        guard let text else { return nil }
        guard let value = try? Decimal(text), value >= .zero, most.map({ value <= $0 }) ?? (value < Decimal(1_000_000))
        else {
            throw Refusal(
                "percent_invalid", "\"\(text)\" is no percentage", at: option, remedy: "give a number such as 25",
                status: .usage)
        }
        return value
    }
}
