internal import ArgumentParser
internal import Operations
internal import Rendering
internal import Storage

extension CustomerCommand {
    struct Contact: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "contact", abstract: "Add, change, remove or list whom we speak to at a customer.",
            discussion: """
                Example:
                  nephrite customer contact NORD add buying --name "A. Hansen" --role purchasing --email einkauf@nord.example
                """)
        @Argument(help: "The customer's code.")
        var code: String
        @Argument(help: "add, set, remove or list.")
        var action: DetailAction
        @Argument(help: "A code for the contact: letters, digits, points, hyphens, underscores.")
        var contact: String?
        @Option(help: "The person's or the desk's name.")
        var name: String?
        @Option(help: "What the person does there.")
        var role: String?
        @Option(help: "The address for mail.")
        var email: String?
        @Option(help: "The telephone number.")
        var phone: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        private var texts: [String?] { [name, role, email, phone] }

        func validate() throws {
            guard (action == .list) == (contact == nil) else {
                throw ValidationError("add, set and remove take the code of a contact, list takes none")
            }
            guard action == .add || action == .set || texts.allSatisfy({ $0 == nil }) else {
                throw ValidationError("only add and set take options of the contact")
            }
        }

        func run() throws {
            let database = try common.open()
            let customers = Customers(database)
            guard let contact else {
                return try common.show(.list(customers.contacts(code: code).map { Answer($0) }))
            }
            var details = ContactDetails()
            details.name = name
            details.role = role
            details.email = email
            details.phone = phone
            let request = [code, action.rawValue, contact] + texts.map { $0 ?? "-" }
            try change.perform("customer contact", request, common, database) {
                let rows =
                    switch action {
                    case .add:
                        try customers.addContact(code: code, contact: contact, details, dryRun: change.dryRun)
                    case .set:
                        try customers.setContact(code: code, contact: contact, details, dryRun: change.dryRun)
                    case .remove, .list:
                        try customers.removeContact(code: code, contact: contact, dryRun: change.dryRun)
                    }
                return (.list(rows.map { Answer($0) }), 0)
            }
        }
    }
}

extension Answer {
    /// A contact at a customer.
    init(_ row: ContactRow) {
        self = .keys(
            ("contact", .text(row.code)), ("name", .text(row.name)), ("role", .text(ifPresent: row.role)),
            ("email", .text(ifPresent: row.email)), ("phone", .text(ifPresent: row.phone)))
    }
}
