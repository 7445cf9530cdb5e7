internal import Catalog
internal import Postgres
package import Storage

extension Customers {
    /// The addresses of a customer by code.
    package func addresses(code: String) throws -> [AddressRow] {
        try connection.fetch(SelectAddresses(customer: show(code: code).id))
    }

    /// Makes an address of a customer, the default one where that is asked for; answers all of his.
    ///
    /// Refuses `customer_unknown`, `address_incomplete` without city and country, `country_invalid`, `gln_invalid`,
    /// `address_exists`.
    package func addAddress(
        code: String, address: String, _ details: AddressDetails, isDefault: Bool, dryRun: Bool = false
    ) throws -> [AddressRow] {
        guard nonEmpty(details.city) != nil, nonEmpty(details.country) != nil else {
            throw Refusal(
                "address_incomplete", "an address needs a city and a country",
                remedy: "give --city Husum --country DE", status: .usage)
        }
        return try changeAddress(code, "add", dryRun) { customer in
            try connection.run(InsertAddress(customer: customer.id, code: address, try checked(details)))
            if isDefault { try makeDefault(customer, address) }
        }
    }

    /// Changes what is given of an address; orders keep it as it was.
    ///
    /// Refuses `address_unknown` and what `addAddress` does.
    package func setAddress(
        code: String, address: String, _ details: AddressDetails, isDefault: Bool, dryRun: Bool = false
    ) throws -> [AddressRow] {
        try changeAddress(code, "set", dryRun) { customer in
            let changed = try connection.first(
                UpdateAddress(customer: customer.id, code: address, try checked(details)))
            guard changed != nil else { throw Self.addressUnknown(customer, address) }
            if isDefault { try makeDefault(customer, address) }
        }
    }

    /// Takes an address away; orders keep it.
    ///
    /// Refuses `address_unknown`.
    package func removeAddress(code: String, address: String, dryRun: Bool = false) throws -> [AddressRow] {
        try changeAddress(code, "remove", dryRun) { customer in
            guard try connection.first(DeleteAddress(customer: customer.id, code: address)) != nil else {
                throw Self.addressUnknown(customer, address)
            }
        }
    }

    /// Refuses (`address_unknown`) an address that a customer does not have.
    func requireAddress(_ code: String?, of customer: CustomerRow) throws {
        guard let code else { return }
        guard try connection.first(SelectAddresses(customer: customer.id, code: code)) != nil else {
            throw Self.addressUnknown(customer, code)
        }
    }

    private func changeAddress(_ code: String, _ action: String, _ dryRun: Bool, _ body: (CustomerRow) throws -> Void)
        throws -> [AddressRow]
    {
        try database.write(dryRun: dryRun) {
            let customer = try show(code: code)
            _ = try connection.fetch(LockCustomers(ids: [customer.id]))
            try body(customer)
            try connection.run(
                InsertAudit(action: "customer.address." + action, subjectKind: "customer", subject: code))
            return try connection.fetch(SelectAddresses(customer: customer.id))
        }
    }

    private func makeDefault(_ customer: CustomerRow, _ address: String) throws {
        try connection.run(ClearDefaultAddress(customer: customer.id))
        try connection.run(SetDefaultAddress(customer: customer.id, code: address))
    }

    private func checked(_ details: AddressDetails) throws -> AddressDetails {
        if let country = details.country { try Reading.country(country, "--country") }
        var details = details
        if let text = nonEmpty(details.gln) {
            guard let number = try? GTIN(text), number.form == .gtin13 else {
                throw Refusal(
                    "gln_invalid", "\"\(text)\" is no GLN", at: "--gln",
                    remedy: "give 13 digits of which the last is the check digit, as 4012345000009", status: .usage)
            }
            details.gln = number.display
        }
        return details
    }

    static func addressUnknown(_ customer: CustomerRow, _ address: String) -> Refusal {
        Refusal(
            "address_unknown", "\(customer.code) has no address \(address)", at: address,
            remedy: "nephrite customer address \(customer.code) list shows them; add makes one")
    }
}
