internal import Documents
internal import Postgres
internal import Storage

extension DocumentLoader {
    /// A customer as documents name him.
    func party(_ customer: CustomerRow) throws -> TradeDocument.Party {
        var address = TradeDocument.Address(country: customer.country)
        let addresses = try connection.fetch(SelectAddresses(customer: customer.id))
        // The country is the one by which tax was decided.
        if let row = addresses.first(where: { $0.isDefault && $0.country == customer.country }) {
            (address.street, address.additional, address.postalCode) = (row.street, row.additional, row.postalCode)
            (address.city, address.region, address.gln) = (row.city, row.region, row.gln)
        }
        var party = TradeDocument.Party(name: customer.name, code: customer.code, address: address)
        party.vatID = customer.vatID
        let identifiers = try connection.fetch(SelectIdentifiers(customer: customer.id))
        party.endpoint =
            identifiers.lazy.compactMap { ElectronicAddress(scheme: $0.scheme, value: $0.value) }.first
            ?? customer.vatID.flatMap { ElectronicAddress(vatID: $0) }
        return party
    }

    /// All settings by key.
    func settings() throws -> [String: String] {
        Dictionary(
            try connection.fetch(SelectSettings()).map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// We ourselves, by the settings.
    func company(_ settings: [String: String]) -> TradeDocument.Party {
        func setting(_ key: String) -> String? { settings[key]?.nonEmpty }
        var address = TradeDocument.Address(country: setting("company_country") ?? "")
        address.street = setting("company_street")
        address.postalCode = setting("company_postal_code")
        address.city = setting("company_city")
        if address.street == nil, address.city == nil {
            let lines = (setting("company_address") ?? "").split(separator: "\n").map(String.init)
            address.street = lines.first
            address.city = lines.dropFirst().joined(separator: ", ").nonEmpty
        }
        var party = TradeDocument.Party(name: setting("company_name") ?? "", address: address)
        party.vatID = setting("vat_id")
        party.registration = setting("company_registration")
        party.endpoint =
            setting("company_endpoint").flatMap { ElectronicAddress($0) }
            ?? party.vatID.flatMap { ElectronicAddress(vatID: $0) }
        (party.contact, party.email, party.phone) =
            (setting("company_contact"), setting("company_email"), setting("company_phone"))
        return party
    }
}

extension String {
    /// Nil where there is no text.
    var nonEmpty: String? { isEmpty ? nil : self }
}
