internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite settings`: the company and its switches.
struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "The company, its currency, time zone and tax numbers.",
        discussion: "Example:\n  nephrite settings set company_name=\"Jade Handel GmbH\" base_currency=EUR",
        subcommands: [Show.self, Edit.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show all settings.",
            discussion: "Example:\n  nephrite settings show -O json")
        @OptionGroup var common: CommonOptions

        func run() throws { try common.show(Answer(settings: try Company(common.open()).settings())) }
    }

    struct Edit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Change settings.",
            discussion: "Example:\n  nephrite settings set base_currency=EUR time_zone=Europe/Berlin")
        @Argument(help: ArgumentHelp("Keys and their values.", valueName: "key=value"))
        var values: [String]
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        private func pairs() throws -> [(key: String, value: String)] {
            // `settings set KEY VALUE` is what the hand writes by habit.
            if values.count == 2, values.allSatisfy({ !$0.contains("=") }) { return [(values[0], values[1])] }
            return try values.map { text in
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2 else { throw ValidationError("give key=value, not \"\(text)\"") }
                return (parts[0], parts[1])
            }
        }

        func run() throws {
            let pairs = try pairs()
            let database = try common.open()
            try change.perform("settings set", values, common, database) {
                (Answer(settings: try Company(database).set(pairs, dryRun: change.dryRun)), 0)
            }
        }
    }
}

/// `nephrite tax`: rates of tax.
struct TaxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tax", abstract: "Rates of tax by country and category.",
        discussion: "Example:\n  nephrite tax set DE S 19 --from 2021-01-01", subcommands: [Edit.self])

    struct Edit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set the rate of a country and category from a day on.",
            discussion: "Example:\n  nephrite tax set DE S 19 --from 2021-01-01")
        @Argument(help: "The country, ISO 3166-1.")
        var country: String
        @Argument(help: "The category of UNCL 5305: S, Z, E, AE, K, G or O.")
        var category: String
        @Argument(help: "Percent.")
        var rate: String
        @Option(help: "The first day it holds.")
        var from: Day
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("tax set", [country, category, rate, from.text], common, database) {
                let row = try Company(database).setTax(
                    country: country, category: category, rate: rate, from: from, dryRun: change.dryRun)
                let answer = Answer.keys(
                    ("country", .text(country)), ("category", .text(row.category)),
                    ("rate_percent", .text(row.rate.text)), ("valid_from", .text(from.text)))
                return (answer, 0)
            }
        }
    }
}

/// `nephrite rate`: exchange rates.
struct RateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate", abstract: "Exchange rates by day.",
        discussion: "Example:\n  nephrite rate add USD EUR 0.92 --on 2026-11-01", subcommands: [Add.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Set the rate from a day on.",
            discussion: "Example:\n  nephrite rate add USD EUR 0.92 --on 2026-11-01")
        @Argument(help: "The currency one unit of which is worth the rate.")
        var from: String
        @Argument(help: ArgumentHelp("The currency of the rate.", valueName: "to"))
        var target: String
        @Argument(help: "Units of the second for one of the first.")
        var rate: String
        @Option(help: "The first day it holds.")
        var on: Day
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("rate add", [from, target, rate, on.text], common, database) {
                let rate = try Company(database).addRate(
                    from: from, target: target, rate: rate, on: on, dryRun: change.dryRun)
                let answer = Answer.keys(
                    ("from", .text(from.uppercased())), ("to", .text(target.uppercased())), ("rate", .text(rate.text)),
                    ("on", .text(on.text)))
                return (answer, 0)
            }
        }
    }
}

/// `nephrite location`: where stock lies.
struct LocationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "location", abstract: "Where stock lies.",
        discussion: "Example:\n  nephrite location add CHECK --name \"Incoming goods\" --held",
        subcommands: [Add.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Make a location.",
            discussion: "Example:\n  nephrite location add SOUTH --name \"South hall\"")
        @Argument(help: "A code of your own.")
        var code: String
        @Option(help: "The location's name; without one its code.")
        var name: String?
        @Flag(help: "Nothing of what lies there is promised to anybody.")
        var held = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("location add", [code, name ?? "", "\(held)"], common, database) {
                let row = try Company(database).addLocation(
                    code: code, name: name ?? code, isHeld: held, dryRun: change.dryRun)
                return (Answer(row), 0)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List locations by code.", discussion: "Example:\n  nephrite location list")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Company(common.open()).locations(limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}

/// `nephrite verify`: every invariant proved again.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Prove every invariant again.",
        discussion: "Answers 0 when all hold, 1 when not; with -q it says nothing.\n\nExample:\n  nephrite verify -q")
    @OptionGroup var common: CommonOptions

    func run() throws {
        let rows = try Verifying(common.open()).run()
        if !common.quiet {
            try common.show(
                .list(
                    rows.map {
                        .keys(
                            ("invariant", .text($0.invariant)), ("checked", .int($0.checked)),
                            ("failures", .int($0.failures)), ("first", .text(ifPresent: $0.first)))
                    }))
        }
        if rows.contains(where: { $0.failures > 0 }) { throw ExitCode(1) }
    }
}

extension Answer {
    /// All settings.
    init(settings: [SettingRow]) { self = .object(settings.map { Member($0.key, .text($0.value)) }) }

    /// A location.
    init(_ row: LocationRow) {
        self = .keys(("location", .text(row.code)), ("name", .text(row.name)), ("held", .bool(row.isHeld)))
    }

    /// An amount with at least the digits of its currency's minor unit.
    static func money(_ amount: Decimal, _ currency: String) -> Answer {
        .text(amount.text(minimumFractionDigits: Currency(currency)?.minorUnitDigits ?? 2))
    }

    /// An amount, or null.
    static func money(ifPresent amount: Decimal?, _ currency: String) -> Answer {
        amount.map { money($0, currency) } ?? .null
    }
}
