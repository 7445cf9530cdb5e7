internal import ArgumentParser
internal import Operations
internal import Rendering
internal import Storage

extension CustomerCommand {
    /// What is done with a list of a customer's whose rows have more than a name.
    enum DetailAction: String, ExpressibleByArgument {
        case add, set, remove, list
    }

    struct Address: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "address",
            abstract: "Add, change, remove or list the addresses that a customer's goods go to.",
            discussion: """
                An order takes the one of --ship-to, else the default one, and keeps it as it was then.

                Examples:
                  nephrite customer address NORD add HUSUM --street "Hafenstr. 1" --postal-code 25813 --city Husum --country DE --default
                  nephrite customer address NORD set HUSUM --gln 4012345000009
                """)
        @Argument(help: "The customer's code.")
        var code: String
        @Argument(help: "add, set, remove or list.")
        var action: DetailAction
        @Argument(help: "A code for the address: letters, digits, points, hyphens, underscores.")
        var address: String?
        @Option(help: "Who takes the goods in.")
        var name: String?
        @Option(help: "Street and number.")
        var street: String?
        @Option(help: "What is added to the street: floor, gate, building.")
        var additional: String?
        @Option(help: "The postal code.")
        var postalCode: String?
        @Option(help: "The town.")
        var city: String?
        @Option(help: "State or province.")
        var region: String?
        @Option(help: "The country, ISO 3166-1.")
        var country: String?
        @Option(help: "GS1's number of the place, 13 digits.")
        var gln: String?
        @Flag(name: .customLong("default"), help: "Orders go there that name no other.")
        var isDefault = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        private var texts: [String?] { [name, street, additional, postalCode, city, region, country, gln] }

        func validate() throws {
            guard (action == .list) == (address == nil) else {
                throw ValidationError("add, set and remove take the code of an address, list takes none")
            }
            guard action == .add || action == .set || (texts.allSatisfy { $0 == nil } && !isDefault) else {
                throw ValidationError("only add and set take options of the address")
            }
        }

        private var details: AddressDetails {
            var details = AddressDetails()
            details.name = name
            details.street = street
            details.additional = additional
            details.postalCode = postalCode
            details.city = city
            details.region = region
            details.country = country
            details.gln = gln
            return details
        }

        func run() throws {
            let database = try common.open()
            let customers = Customers(database)
            guard let address else {
                return try common.show(.list(customers.addresses(code: code).map { Answer($0) }))
            }
            let request = [code, action.rawValue, address, isDefault ? "default" : ""] + texts.map { $0 ?? "-" }
            try change.perform("customer address", request, common, database) {
                let rows =
                    switch action {
                    case .add:
                        try customers.addAddress(
                            code: code, address: address, details, isDefault: isDefault, dryRun: change.dryRun)
                    case .set:
                        try customers.setAddress(
                            code: code, address: address, details, isDefault: isDefault, dryRun: change.dryRun)
                    case .remove, .list:
                        try customers.removeAddress(code: code, address: address, dryRun: change.dryRun)
                    }
                return (.list(rows.map { Answer($0) }), 0)
            }
        }
    }
}

extension Answer {
    /// An address of a customer.
    init(_ row: AddressRow) {
        self = .keys(
            ("address", .text(row.code)), ("name", .text(ifPresent: row.name)),
            ("street", .text(ifPresent: row.street)), ("additional", .text(ifPresent: row.additional)),
            ("postal_code", .text(ifPresent: row.postalCode)), ("city", .text(row.city)),
            ("region", .text(ifPresent: row.region)), ("country", .text(row.country)),
            ("gln", .text(ifPresent: row.gln)), ("default", .bool(row.isDefault)))
    }
}
