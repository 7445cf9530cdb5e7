internal import Catalog
internal import Orders
internal import Postgres
package import Quantities
package import Storage

extension Customers {
    /// By what a customer and his goods are known in documents.
    package struct Names: Sendable {
        /// The customer.
        package let customer: CustomerRow
        /// His identifiers by scheme and value.
        package let identifiers: [IdentifierRow]
        /// The first of his numbers of goods, by number.
        package let itemCodes: [ItemCodeRow]
        /// Where his goods go, and whom we speak to, by code.
        package let addresses: [AddressRow], contacts: [ContactRow]
        /// What he owes or is about to, gross, as the test of his limit counts it.
        package let exposure: Decimal
    }

    /// A customer with his exposure, his identifiers and the first hundred of his numbers of goods.
    package func names(code: String) throws -> Names {
        let customer = try show(code: code)
        return Names(
            customer: customer, identifiers: try identifiers(of: customer),
            itemCodes: try connection.fetch(SelectItemCodes(customer: customer.id, after: nil, limit: 100)),
            addresses: try connection.fetch(SelectAddresses(customer: customer.id)),
            contacts: try connection.fetch(SelectContacts(customer: customer.id)),
            exposure: try connection.first(SelectExposures(customers: [customer.id]))?.exposure.total ?? .zero)
    }

    /// A customer's own numbers of goods of ours, by our SKU; the first where he has several.
    func itemCodes(of customer: Int64, _ skus: [String]) throws -> [String: String] {
        Dictionary(
            try connection.fetch(SelectCustomerItemCodes(customer: customer, skus: skus)).map { ($0.sku, $0.code) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The identifiers of a customer.
    package func identifiers(code: String) throws -> [IdentifierRow] { try identifiers(of: show(code: code)) }

    private func identifiers(of customer: CustomerRow) throws -> [IdentifierRow] {
        try connection.fetch(SelectIdentifiers(customer: customer.id))
    }

    /// Registers an identifier; the same once more changes nothing.
    ///
    /// Refuses `customer_unknown`, `identifier_blank`, `identifier_taken` where another customer has it.
    package func addIdentifier(code: String, scheme: String, value: String, dryRun: Bool = false) throws
        -> [IdentifierRow]
    {
        let (scheme, value) = try checked(scheme, value)
        return try database.write(dryRun: dryRun) {
            let customer = try show(code: code)
            if let owner = try connection.first(SelectIdentified([(scheme.lowercased(), value)])) {
                guard owner.customer == code else {
                    throw Refusal(
                        "identifier_taken", "\(scheme) \(value) is registered for \(owner.customer)", at: code,
                        remedy:
                            "nephrite customer identifier \(owner.customer) remove \"\(scheme)\" \"\(value)\" takes it away there"
                    )
                }
                return try identifiers(of: customer)
            }
            try connection.run(InsertIdentifier(customer: customer.id, scheme: scheme, value: value))
            try audit("customer.identifier.add", code, [("scheme", scheme), ("value", value)])
            return try identifiers(of: customer)
        }
    }

    /// Takes an identifier away.
    ///
    /// Refuses `customer_unknown`, `identifier_unknown`.
    package func removeIdentifier(code: String, scheme: String, value: String, dryRun: Bool = false) throws
        -> [IdentifierRow]
    {
        let (scheme, value) = try checked(scheme, value)
        return try database.write(dryRun: dryRun) {
            let customer = try show(code: code)
            guard
                try connection.first(DeleteIdentifier(customer: customer.id, scheme: scheme, value: value)) != nil
            else {
                throw Refusal(
                    "identifier_unknown", "\(code) has no identifier \(scheme) \(value)", at: code,
                    remedy: "nephrite customer identifier \(code) list shows those there are")
            }
            try audit("customer.identifier.remove", code, [("scheme", scheme), ("value", value)])
            return try identifiers(of: customer)
        }
    }

    /// A page of a customer's numbers of goods.
    package func itemCodes(code: String, limit: Int, after: String?) throws -> [ItemCodeRow] {
        try connection.fetch(SelectItemCodes(customer: show(code: code).id, after: after, limit: limit))
    }

    /// Says what a customer's number of goods stands for; the same once more changes nothing.
    ///
    /// Refuses `customer_unknown`, `product_unknown`, `item_code_taken` where it stands for other goods.
    package func addItemCode(code: String, theirs: String, sku: String, dryRun: Bool = false) throws -> ItemCodeRow {
        let theirs = theirs.withoutBlanksAround
        return try database.write(dryRun: dryRun) {
            let customer = try show(code: code)
            let known = try connection.fetch(SelectMeantProducts(skus: [], codes: [(customer.id, theirs)], gtins: []))
            if let known = known.first {
                guard known.sku == sku else {
                    throw Refusal(
                        "item_code_taken", "\(theirs) stands for \(known.sku)", at: code,
                        remedy: "nephrite customer item-code \(code) remove \"\(theirs)\" \(known.sku) takes it away")
                }
                return ItemCodeRow(code: theirs, sku: sku)
            }
            guard try connection.first(InsertItemCode(customer: customer.id, code: theirs, sku: sku)) != nil else {
                throw Stock.unknown(sku)
            }
            try audit("customer.item_code.add", code, [("code", theirs), ("sku", sku)])
            return ItemCodeRow(code: theirs, sku: sku)
        }
    }

    /// Takes a customer's number of goods away.
    ///
    /// Refuses `customer_unknown`, `item_code_unknown`.
    package func removeItemCode(code: String, theirs: String, sku: String, dryRun: Bool = false) throws -> ItemCodeRow {
        let theirs = theirs.withoutBlanksAround
        return try database.write(dryRun: dryRun) {
            let customer = try show(code: code)
            guard try connection.first(DeleteItemCode(customer: customer.id, code: theirs, sku: sku)) != nil else {
                throw Refusal(
                    "item_code_unknown", "\(theirs) of \(code) does not stand for \(sku)", at: code,
                    remedy: "nephrite customer item-code \(code) list shows what there is")
            }
            try audit("customer.item_code.remove", code, [("code", theirs), ("sku", sku)])
            return ItemCodeRow(code: theirs, sku: sku)
        }
    }

    private func audit(_ action: String, _ code: String, _ detail: [(String, String)]) throws {
        try connection.run(InsertAudit(action: action, subjectKind: "customer", subject: code, detail: detail))
    }

    private func checked(_ scheme: String, _ value: String) throws -> (scheme: String, value: String) {
        let (scheme, value) = (scheme.withoutBlanksAround, value.withoutBlanksAround)
        guard !scheme.isEmpty, !value.isEmpty else {
            throw Refusal(
                "identifier_blank", "an identifier has a scheme and a value",
                remedy: "give both, as in: nephrite customer identifier NORD add GLN 4012345000009", status: .usage)
        }
        return (scheme, value)
    }
}
