internal import ArgumentParser
internal import Operations
internal import Orders
internal import Rendering
internal import Storage

/// `nephrite customer`: who buys from us.
struct CustomerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customer", abstract: "Customers with their currency, terms and credit.",
        discussion: """
            Example:
              nephrite customer add NORD --name "Praxisbedarf Nord" --currency EUR --country DE --terms net30
            """,
        subcommands: [
            Add.self, Edit.self, Show.self, List.self, Address.self, Contact.self, Identifier.self, ItemCode.self,
        ])

    struct Details: ParsableArguments {
        @Option(help: "The customer's name; without one its code.")
        var name: String?
        @Option(help: "The country, ISO 3166-1, which the tax follows.")
        var country: String?
        @Option(help: "net30, 2/10net30, prepaid, or a schedule: 30%deposit,70%beforeshipping.")
        var terms: String?
        @Option(help: "Gross, in the customer's currency; without one there is no limit.")
        var creditLimit: String?
        @Option(help: "The VAT number.")
        var vatId: String?
        @Option(
            help: "The category of tax, where it does not follow from country and VAT number: S, Z, E, AE, K, G, O.")
        var tax: String?
        @Option(help: "What he is to the tax, instead of a category: domestic, intra_eu, export or resale_exempt.")
        var taxStatus: String?
        @Option(help: "The certificate by which he is exempt.")
        var exemption: String?
        @Option(help: "The price list, by its code; an empty one is none.")
        var priceList: String?

        func validate() throws {
            guard taxStatus.map({ TaxStatus(rawValue: $0) != nil }) ?? true else {
                throw ValidationError("--tax-status takes domestic, intra_eu, export or resale_exempt")
            }
            guard tax == nil || taxStatus == nil else {
                throw ValidationError("give --tax or --tax-status, which say the same in two ways")
            }
        }

        var details: Customers.Details {
            var details = Customers.Details()
            details.name = name
            details.country = country
            details.terms = terms
            details.creditLimit = creditLimit
            details.vatID = vatId
            details.taxCategory = tax
            details.taxStatus = taxStatus.flatMap { TaxStatus(rawValue: $0) }
            details.taxExemption = exemption
            details.priceList = priceList
            return details
        }

        var request: [String] {
            let said = [name, country, terms, creditLimit, vatId, tax, priceList].map { $0 ?? "-" }
            return said + ChangeOptions.said("tax-status", taxStatus)
                + ChangeOptions.said("exemption", exemption)
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Make a customer.",
            discussion:
                "Example:\n  nephrite customer add NORD --name \"Praxisbedarf Nord\" --currency EUR --country DE")
        @Argument(help: "A code of your own: letters, digits, points, hyphens, underscores.")
        var code: String
        @Option(help: "The currency of its orders, ISO 4217.")
        var currency: String
        @OptionGroup var details: Details
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            var details = details.details
            details.currency = currency
            try change.perform("customer add", [code, currency] + self.details.request, common, database) {
                (Answer(try Customers(database).add(code: code, details, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Edit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Change what is given of a customer.",
            discussion: "Example:\n  nephrite customer set NORD --credit-limit 8000")
        @Argument(help: "The customer's code.")
        var code: String
        @OptionGroup var details: Details
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("customer set", [code] + details.request, common, database) {
                (Answer(try Customers(database).set(code: code, details.details, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a customer.",
            discussion: "Example:\n  nephrite customer show NORD -O json")
        @Argument(help: "The customer's code.")
        var code: String
        @OptionGroup var common: CommonOptions

        func run() throws { try common.show(Answer(try Customers(common.open()).names(code: code))) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List customers by code.", discussion: "Example:\n  nephrite customer list")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Customers(common.open()).list(limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}

extension Answer {
    /// A customer.
    init(_ row: CustomerRow) {
        self = .keys(
            ("customer", .text(row.code)), ("name", .text(row.name)), ("currency", .text(row.currency)),
            ("country", .text(row.country)), ("terms", .text(row.terms)),
            ("credit_limit", .money(ifPresent: row.creditLimit, row.currency)), ("vat_id", .text(ifPresent: row.vatID)),
            ("tax", .text(ifPresent: row.taxCategory)),
            ("tax_status", .text(ifPresent: TaxStatus(category: row.taxCategory)?.rawValue)),
            ("exemption", .text(ifPresent: row.taxExemption)), ("price_list", .text(ifPresent: row.priceList)))
    }
}
