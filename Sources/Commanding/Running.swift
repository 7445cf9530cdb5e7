package import ArgumentParser
internal import Glibc

/// How a program of ours runs: one command line, one exit status.
package enum Running {
    /// The version of both programs.
    package static let version = "0.1.0"

    /// Parses the command line, runs what it asks for, and ends with the exit status.
    package static func run(_ root: (some ParsableCommand).Type) -> Never {
        let arguments = CommandLine.arguments
        let asJSON = wantsJSON(arguments)
        Console.occupyStandardDescriptors()
        // A reader that went away is told by the exit status.
        signal(SIGPIPE, SIG_IGN)
        // So is a limit on the size of files: the write fails, and what was begun is taken away.
        signal(SIGXFSZ, SIG_IGN)
        assert(CommandTree(root: root).isNamed, "every command has its commandName")
        do {
            var command = try parsed(NegativeNumbers(root: root).read(Array(arguments.dropFirst())), root)
            do {
                try command.run()
            } catch  where !isParserError(error) {
                exit(
                    Failure.report(
                        error, asJSON: asJSON, isVerbose: arguments.contains { $0 == "-v" || $0 == "--verbose" }))
            } catch let error as ValidationError {
                let path = CommandTree(root: root).path(to: type(of: command))
                exit(UsageFailure.report(error.message, remedy: "\(path) --help shows its options", asJSON: asJSON))
            }
        } catch {
            finish(error, root, asJSON: asJSON)
        }
        exit(0)
    }

    /// The command that was asked for, with its options.
    ///
    /// The parser lays out all commands before it reads the first word, which takes longer than the reading. A command by itself
    /// needs none of that; help, and what is wrong, is told by the whole.
    private static func parsed(_ words: [String], _ root: (some ParsableCommand).Type) throws -> any ParsableCommand {
        let (named, depth) = CommandTree(root: root).command(of: words)
        if depth > 0, named.configuration.subcommands.isEmpty,
            let command = try? named.parseAsRoot(Array(words.dropFirst(depth))), type(of: command) == named
        {
            return command
        }
        return try root.parseAsRoot(words)
    }

    /// Prints a text that needs no command line, as a program's own help, and ends.
    package static func show(_ text: String) -> Never {
        Console.occupyStandardDescriptors()
        signal(SIGPIPE, SIG_IGN)
        do {
            try Console.write(text)
            exit(0)
        } catch {
            exit(Failure.report(error, asJSON: false, isVerbose: false))
        }
    }

    /// Exit codes, help and messages about arguments are the parser's own; help comes as an error of a type it hides.
    private static func isParserError(_ error: any Error) -> Bool {
        // A wish for help comes as an error too, of a type that the parser keeps to itself.
        error is ExitCode || error is CleanExit || error is ValidationError
            || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
    }

    private static func finish(_ error: any Error, _ root: (some ParsableCommand).Type, asJSON: Bool) -> Never {
        let code = root.exitCode(for: error)
        // The parser shows what it has where help is asked for of what there is not.
        if CommandLine.arguments.dropFirst().first == "help" {
            refuseUnknown(Array(CommandLine.arguments.dropFirst(2)), root, asJSON: asJSON)
        }
        if code == .validationFailure {
            let arguments = CommandLine.arguments.dropFirst()
            refuseUnknown(Array(arguments), root, asJSON: asJSON)
            if asJSON { exit(UsageFailure.report(root.message(for: error), remedy: nil, asJSON: true)) }
        }
        let text = root.fullMessage(for: error)
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

    private static func refuseUnknown(_ words: [String], _ root: (some ParsableCommand).Type, asJSON: Bool) {
        guard let (message, remedy) = CommandTree(root: root).unknownCommand(in: words) else { return }
        exit(UsageFailure.report(message, remedy: remedy, asJSON: asJSON))
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
