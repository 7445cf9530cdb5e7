internal import ArgumentParser
internal import Glibc

struct Nephrite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nephrite",
        abstract: "Product catalog and wholesale order manager for stone massage tools.",
        discussion: """
            Examples:
              nephrite supplier add LOTUS --name "Lotus Crafts" --currency USD
              nephrite import run lotus-2026-10.xml --supplier LOTUS
              nephrite product list --material nephrite
            """,
        version: "0.1.0",
        subcommands: [
            SupplierCommand.self, ImportCommand.self, ProfileCommand.self, ProductCommand.self, MaterialCommand.self,
            ShapeCommand.self, ClaimsCommand.self, PriceListCommand.self, PriceCommand.self, StockCommand.self, LocationCommand.self,
            CustomerCommand.self, OrderCommand.self, InvoiceCommand.self, SettingsCommand.self, TaxCommand.self,
            RateCommand.self, VerifyCommand.self, DatabaseCommand.self,
        ])
}

@main
enum Main {
    static func main() {
        let arguments = CommandLine.arguments
        let asJSON = wantsJSON(arguments)
        Console.occupyStandardDescriptors()
        // A reader that went away is told by the exit status.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Nephrite.parseAsRoot()
            do {
                try command.run()
            } catch  where !isParserError(error) {
                exit(
                    Failure.report(
                        error, asJSON: asJSON, isVerbose: arguments.contains { $0 == "-v" || $0 == "--verbose" }))
            }
        } catch {
            finish(error, asJSON: asJSON)
        }
    }

    /// Exit codes, help and messages about arguments are the parser's own; help comes as an error of a type it hides.
    private static func isParserError(_ error: any Error) -> Bool {
        // A wish for help comes as an error too, of a type that the parser keeps to itself.
        error is ExitCode || error is CleanExit || error is ValidationError
            || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
    }

    private static func finish(_ error: any Error, asJSON: Bool) -> Never {
        let code = Nephrite.exitCode(for: error)
        if asJSON, code == .validationFailure {
            let message = Nephrite.message(for: error)
            exit(UsageFailure.report(message))
        }
        let text = Nephrite.fullMessage(for: error)
        guard code == .success else {
            if !text.isEmpty { Console.complain(text + "\n") }
            exit(code.rawValue)
        }
        do {
            if !text.isEmpty { try Console.write(text + "\n") }
            exit(0)
        } catch {
            exit(Failure.report(error, asJSON: asJSON, isVerbose: false))
        }
    }

    private static func wantsJSON(_ arguments: [String]) -> Bool {
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { break }
            if argument == "--output=json" || argument == "-O=json" || argument == "-Ojson" { return true }
            let isShort = argument.hasPrefix("-") && !argument.hasPrefix("--") && argument.hasSuffix("O")
            if isShort || argument == "--output", index + 1 < arguments.count, arguments[index + 1] == "json" {
                return true
            }
        }
        return false
    }
}
