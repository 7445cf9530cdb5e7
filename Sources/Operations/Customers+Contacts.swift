internal import Postgres
package import Storage

extension Customers {
    /// The contacts of a customer by code.
    package func contacts(code: String) throws -> [ContactRow] {
        try connection.fetch(SelectContacts(customer: show(code: code).id))
    }

    /// Makes a contact; answers all of the customer's.
    ///
    /// Refuses `customer_unknown`, `contact_incomplete` without a name, `contact_exists`, `email_invalid`, `phone_invalid`.
    package func addContact(code: String, contact: String, _ details: ContactDetails, dryRun: Bool = false) throws
        -> [ContactRow]
    {
        guard nonEmpty(details.name) != nil else {
            throw Refusal("contact_incomplete", "a contact needs a name", remedy: "give --name", status: .usage)
        }
        return try changeContact(code, "add", dryRun) { customer in
            try connection.run(InsertContact(customer: customer.id, code: contact, details))
        }
    }

    /// Changes what is given of a contact.
    ///
    /// Refuses `contact_unknown` and what `addContact` does.
    package func setContact(code: String, contact: String, _ details: ContactDetails, dryRun: Bool = false) throws
        -> [ContactRow]
    {
        try changeContact(code, "set", dryRun) { customer in
            let changed = try connection.first(UpdateContact(customer: customer.id, code: contact, details))
            guard changed != nil else { throw contactUnknown(customer, contact) }
        }
    }

    /// Takes a contact away.
    ///
    /// Refuses `contact_unknown`.
    package func removeContact(code: String, contact: String, dryRun: Bool = false) throws -> [ContactRow] {
        try changeContact(code, "remove", dryRun) { customer in
            guard try connection.first(DeleteContact(customer: customer.id, code: contact)) != nil else {
                throw contactUnknown(customer, contact)
            }
        }
    }

    private func changeContact(_ code: String, _ action: String, _ dryRun: Bool, _ body: (CustomerRow) throws -> Void)
        throws -> [ContactRow]
    {
        try database.write(dryRun: dryRun) {
            let customer = try show(code: code)
            try body(customer)
            try connection.run(
                InsertAudit(action: "customer.contact." + action, subjectKind: "customer", subject: code))
            return try connection.fetch(SelectContacts(customer: customer.id))
        }
    }

    private func contactUnknown(_ customer: CustomerRow, _ contact: String) -> Refusal {
        Refusal(
            "contact_unknown", "\(customer.code) has no contact \(contact)", at: contact,
            remedy: "nephrite customer contact \(customer.code) list shows them; add makes one")
    }
}
