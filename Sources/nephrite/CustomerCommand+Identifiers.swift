internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

extension CustomerCommand {
    /// What is done with a list of a customer's.
    enum ListAction: String, ExpressibleByArgument {
        case add, remove, list
    }

    struct Identifier: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "identifier",
            abstract: "Add, remove or list the identifiers by which a customer's orders are known.",
            discussion: """
                Scheme and value stand in his documents: GLN or 0088, DUNS, NetworkID, VAT, buyer_specific. The case of a scheme
                does not count.

                Example:
                  nephrite customer identifier NORD add GLN 4012345000009
                """)
        @Argument(help: "The customer's code.")
        var code: String
        @Argument(help: "add, remove or list.")
        var action: ListAction
        @Argument(help: "Who gives out such values, as the document names it.")
        var scheme: String?
        @Argument(help: "The value.")
        var value: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard action == .list ? scheme == nil : value != nil else {
                throw ValidationError("add and remove take a scheme and a value, list takes none")
            }
        }

        func run() throws {
            let database = try common.open()
            let customers = Customers(database)
            guard let scheme, let value else {
                return try common.show(.list(customers.identifiers(code: code).map { Answer($0) }))
            }
            try change.perform("customer identifier", [code, action.rawValue, scheme, value], common, database) {
                let rows =
                    action == .add
                    ? try customers.addIdentifier(code: code, scheme: scheme, value: value, dryRun: change.dryRun)
                    : try customers.removeIdentifier(code: code, scheme: scheme, value: value, dryRun: change.dryRun)
                return (.list(rows.map { Answer($0) }), 0)
            }
        }
    }

    struct ItemCode: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "item-code", abstract: "Say what a customer's numbers of goods stand for, or list them.",
            discussion: "Example:\n  nephrite customer item-code NORD add GS-01 HANSE-10110")
        @Argument(help: "The customer's code.")
        var code: String
        @Argument(help: "add, remove or list.")
        var action: ListAction
        @Argument(help: "The customer's number of the goods.")
        var theirs: String?
        @Argument(help: "Our SKU.")
        var sku: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard action == .list ? theirs == nil : sku != nil else {
                throw ValidationError("add and remove take the customer's number and our SKU, list takes none")
            }
        }

        func run() throws {
            let database = try common.open()
            let customers = Customers(database)
            guard let theirs, let sku else {
                let rows = try customers.itemCodes(code: code, limit: page.limit, after: page.after)
                return try common.show(.list(rows.map { Answer($0) }))
            }
            try change.perform("customer item-code", [code, action.rawValue, theirs, sku], common, database) {
                let row =
                    action == .add
                    ? try customers.addItemCode(code: code, theirs: theirs, sku: sku, dryRun: change.dryRun)
                    : try customers.removeItemCode(code: code, theirs: theirs, sku: sku, dryRun: change.dryRun)
                return (Answer(row), 0)
            }
        }
    }
}

extension Answer {
    /// An identifier.
    init(_ row: IdentifierRow) { self = .keys(("scheme", .text(row.scheme)), ("value", .text(row.value))) }

    /// A customer's number of goods.
    init(_ row: ItemCodeRow) { self = .keys(("item_code", .text(row.code)), ("sku", .text(row.sku))) }

    /// A customer with what he and his goods are known by.
    init(_ names: Customers.Names) {
        let customer = names.customer
        self = Answer(customer).with(
            Member("exposure", .money(names.exposure, customer.currency)),
            Member("headroom", .money(ifPresent: customer.creditLimit.map { $0 - names.exposure }, customer.currency)),
            Member("identifiers", .list(names.identifiers.map { Answer($0) })),
            Member("item_codes", .list(names.itemCodes.map { Answer($0) })),
            Member("addresses", .list(names.addresses.map { Answer($0) })),
            Member("contacts", .list(names.contacts.map { Answer($0) })))
    }
}
