package import Orders
internal import Postgres
internal import Quantities
package import Storage

/// Making, changing and looking up customers.
package struct Customers {
    let database: Database
    var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// What is said of a customer; nil leaves a value as it is or takes the default.
    package struct Details: Sendable {
        /// Name and ISO 3166-1 country.
        package var name, country: String?
        /// ISO 4217; fixed once the customer is made.
        package var currency: String?
        /// Terms of payment.
        package var terms: String?
        /// Gross; empty takes it away.
        package var creditLimit: String?
        /// VAT number and category of tax; empty takes them away.
        package var vatID, taxCategory: String?
        /// What he is to the tax, instead of a category.
        package var taxStatus: TaxStatus?
        /// The certificate by which he is exempt; empty takes it away.
        package var taxExemption: String?
        /// Code of a price list; empty takes it away.
        package var priceList: String?

        /// Nothing said.
        package init() {}
    }

    /// Makes a customer.
    package func add(code: String, _ details: Details, dryRun: Bool = false) throws -> CustomerRow {
        guard let currency = details.currency, let country = details.country else {
            throw Refusal(
                "customer_incomplete", "a customer needs a currency and a country",
                remedy: "give --currency EUR --country DE", status: .usage)
        }
        let code3 = try Reading.currency(currency, "--currency").code
        try Reading.country(country, "--country")
        let terms = try Reading.terms(details.terms ?? "net30")
        let limit = try self.limit(details.creditLimit)
        let vatID = try details.vatID.map { try Reading.vatNumber($0, of: country, "--vat-id") }
        return try database.write(dryRun: dryRun) {
            _ = try connection.first(
                InsertCustomer(
                    code: code, name: details.name ?? code, currency: code3, country: country,
                    taxCategory: nonEmpty(details.taxStatus?.category ?? details.taxCategory),
                    vatID: nonEmpty(vatID), terms: terms, creditLimit: limit,
                    priceListID: try list(nonEmpty(details.priceList)), taxExemption: nonEmpty(details.taxExemption)))
            try connection.run(InsertAudit(action: "customer.add", subjectKind: "customer", subject: code))
            let customer = try show(code: code)
            try checkTaxStatus(customer, isSaid: details.taxStatus != nil)
            try refuseOwnNumber(customer)
            return customer
        }
    }

    /// Changes what is given.
    package func set(code: String, _ details: Details, dryRun: Bool = false) throws -> CustomerRow {
        if let country = details.country { try Reading.country(country, "--country") }
        let terms = try details.terms.map(Reading.terms)
        _ = try limit(details.creditLimit)
        return try database.write(dryRun: dryRun) {
            let vatID = try details.vatID.map {
                try Reading.vatNumber($0, of: details.country ?? show(code: code).country, "--vat-id")
            }
            let changed = try connection.first(
                UpdateCustomer(
                    code: code, name: details.name, country: details.country,
                    taxCategory: details.taxStatus?.category ?? details.taxCategory,
                    vatID: vatID, terms: terms, creditLimit: details.creditLimit,
                    priceListID: try list(nonEmpty(details.priceList)), takesListAway: details.priceList == "",
                    taxExemption: details.taxExemption))
            guard changed != nil else { throw unknown(code) }
            try connection.run(InsertAudit(action: "customer.set", subjectKind: "customer", subject: code))
            let customer = try show(code: code)
            try checkTaxStatus(customer, isSaid: details.taxStatus != nil)
            if details.taxStatus != nil || details.taxCategory != nil || details.vatID != nil {
                try refuseOwnNumber(customer)
            }
            return customer
        }
    }

    /// A customer by its code; `place` is where it is asked for.
    package func show(code: String, at place: String? = nil) throws -> CustomerRow {
        guard let row = try connection.first(SelectCustomers(code: code)) else { throw unknown(code, at: place) }
        return row
    }

    /// A page of customers by code.
    package func list(limit: Int, after: String?) throws -> [CustomerRow] {
        try connection.fetch(SelectCustomers(after: after, limit: limit))
    }

    /// Refuses a status that a customer cannot have: `vat_id_missing`, `exemption_missing`, `tax_status_contradicts`.
    private func checkTaxStatus(_ customer: CustomerRow, isSaid: Bool) throws {
        guard isSaid, let status = TaxStatus(category: customer.taxCategory) else { return }
        let home = try database.setting("company_country")
        let contradiction = status.contradiction(
            companyCountry: home, customerCountry: customer.country,
            hasVATNumber: TaxRule.counts(vatNumber: customer.vatID, of: customer.country),
            hasExemption: customer.taxExemption != nil)
        func refusal(_ code: String, _ message: String, _ remedy: String) -> Refusal {
            Refusal(code, message, at: customer.code, remedy: remedy)
        }
        switch contradiction {
        case nil: return
        case .vatNumberMissing:
            throw refusal(
                "vat_id_missing",
                "intra_eu needs the customer's VAT number\(customer.country == "XI" ? ", which begins with XI" : "")",
                "give --vat-id")
        case .exemptionMissing:
            throw refusal(
                "exemption_missing", "resale_exempt needs the number of the certificate", "give --exemption")
        case .notAnotherMember:
            throw refusal(
                "tax_status_contradicts",
                "\(customer.country) is no other member state of the European Union than \(home)",
                "give domestic or export, or correct --country")
        case .notOutside:
            throw refusal(
                "tax_status_contradicts", "goods to \(customer.country) are no export from \(home)",
                "give domestic or intra_eu, or correct --country")
        }
    }

    /// Refuses (`tax_status_contradicts`) a VAT number of the company's own country for goods to another member state.
    private func refuseOwnNumber(_ customer: CustomerRow) throws {
        guard TaxStatus(category: customer.taxCategory) == .intraEU, let number = customer.vatID,
            let country = VATNumber.country(of: number), try country == database.setting("company_country")
        else { return }
        throw Refusal(
            "tax_status_contradicts",
            "\(number) is a VAT number of \(country), the company's own country, so goods to \(customer.code) are not untaxed as intra_eu",
            at: customer.code, remedy: "give the number of another member state: --vat-id; or --tax-status domestic")
    }

    private func unknown(_ code: String, at place: String? = nil) -> Refusal {
        Refusal(
            "customer_unknown", "there is no customer \(code)", at: place,
            remedy: "nephrite customer list shows the customers; nephrite customer add \(code) makes one")
    }

    func nonEmpty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    private func list(_ code: String?) throws -> Int64? {
        guard let code else { return nil }
        return try PriceLists(database).show(code).id
    }

    private func limit(_ text: String?) throws -> Decimal? {
        guard let text = nonEmpty(text) else { return nil }
        let limit = try Reading.decimal(text, "--credit-limit", code: "credit_limit_invalid")
        guard limit >= .zero, limit <= OrderTotals.largestAmount else {
            throw Refusal(
                "credit_limit_invalid",
                "a credit limit is not below zero, and not above \(OrderTotals.largestAmount.text)",
                at: "--credit-limit", remedy: "give 0 or more; an empty one is no limit", status: .usage)
        }
        return limit
    }
}
