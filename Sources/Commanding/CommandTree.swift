internal import ArgumentParser
internal import Operations

/// The commands of a program, as a person types them.
struct CommandTree {
    /// The program's own command.
    let root: any ParsableCommand.Type

    /// Whether every command says its name: to make one up of a type's name takes a tenth of a millisecond, at every start for all of them.
    var isNamed: Bool { Self.isNamed(root) }

    private static func isNamed(_ command: any ParsableCommand.Type) -> Bool {
        command.configuration.commandName != nil && command.configuration.subcommands.allSatisfy { isNamed($0) }
    }

    /// The words that lead to a command, as `nephrite order cancel`.
    func path(to command: any ParsableCommand.Type) -> String {
        words(from: root, to: command)?.joined(separator: " ") ?? root._commandName
    }

    private func words(from start: any ParsableCommand.Type, to command: any ParsableCommand.Type) -> [String]? {
        if start == command { return [start._commandName] }
        for next in start.configuration.subcommands {
            if let words = words(from: next, to: command) { return [start._commandName] + words }
        }
        return nil
    }

    /// The command that the first words name, and how many they are.
    func command(of words: some Sequence<String>) -> (command: any ParsableCommand.Type, depth: Int) {
        var (here, depth) = (root, 0)
        for word in words {
            let next = here.configuration.subcommands.first {
                $0._commandName == word || $0.configuration.aliases.contains(word)
            }
            guard let next else { break }
            (here, depth) = (next, depth + 1)
        }
        return (here, depth)
    }

    /// What is wrong where a command was meant that there is none of: the words, with those that are near; nil where all are known.
    func unknownCommand(in arguments: [String]) -> (message: String, remedy: String)? {
        let (here, depth) = command(of: arguments)
        let known = here.configuration.subcommands
        guard depth < arguments.count, !known.isEmpty, here.configuration.defaultSubcommand == nil,
            !arguments[depth].hasPrefix("-"), arguments[depth] != "help"
        else { return nil }
        let path = ([root._commandName] + arguments.prefix(depth)).joined(separator: " ")
        let near = NearNames.of(arguments[depth], among: known.map { $0._commandName })
        let meant = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
        return ("there is no command \(path) \(arguments[depth])\(meant)", "\(path) --help shows the commands")
    }
}
