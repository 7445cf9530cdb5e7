internal import ArgumentParser

/// Numbers below zero on a command line, as `-5`.
///
/// The parser takes every word with a dash in front for an option. Here a number behind an option that takes a value is made
/// its value, and any other one an argument, so that the command reads it and says itself what is wrong with it.
struct NegativeNumbers {
    /// The program's own command.
    let root: any ParsableCommand.Type

    /// Words that say the same in the parser's way: `--amount=-5`, and arguments behind `--`.
    func read(_ words: [String]) -> [String] {
        let plain = words.prefix(while: { $0 != "--" })
        guard plain.contains(where: Self.isNegative) else { return words }
        let (named, depth) = CommandTree(root: root).command(of: plain)
        let labels = Self.optionsWithValues(named.configuration.defaultSubcommand ?? named, root)
        var options: [String] = []
        var arguments: [String] = []
        var hasNegativeArgument = false
        var joined = Array(words.prefix(depth))
        var index = depth
        while index < plain.count {
            let word = words[index]
            index += 1
            guard word.hasPrefix("-"), word != "-", !Self.isNegative(word) else {
                hasNegativeArgument = hasNegativeArgument || Self.isNegative(word)
                arguments.append(word)
                joined.append(word)
                continue
            }
            var option = [word]
            if labels.contains(word), index < plain.count, Self.isNegative(words[index]) {
                option = ["\(word)=\(words[index])"]
                index += 1
            } else if labels.contains(word), index < plain.count, !words[index].hasPrefix("-") || words[index] == "-" {
                option.append(words[index])
                index += 1
            }
            options += option
            joined += option
        }
        let rest = words.dropFirst(plain.count)
        guard hasNegativeArgument else { return joined + Array(rest) }
        return Array(words.prefix(depth)) + options + ["--"] + arguments + Array(rest.dropFirst())
    }

    /// A dash and a number, as no option of ours begins.
    private static func isNegative(_ word: String) -> Bool {
        guard word.hasPrefix("-") else { return false }
        let number = word.utf8.dropFirst()
        guard let digit = number.first == UInt8(ascii: ".") ? number.dropFirst().first : number.first else {
            return false
        }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
    }

    /// The options of a command that take a value, by every name, as its help tells them: `-o, --out-file <file>`.
    private static func optionsWithValues(
        _ command: any ParsableCommand.Type, _ root: any ParsableCommand.Type
    ) -> Set<String> {
        let help = root.helpMessage(for: command, includeHidden: true, columns: 400)
        var labels: Set<String> = []
        for line in help.split(separator: "\n") where line.hasPrefix("  -") {
            let parts = line.split(separator: " ")
            let names = parts.prefix(while: { $0.hasPrefix("-") })
            guard names.count < parts.count, parts[names.count].hasPrefix("<") else { continue }
            labels.formUnion(names.map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) })
        }
        return labels
    }
}
