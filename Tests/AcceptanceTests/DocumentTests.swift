import Foundation
import Testing

/// A page of the documentation, by its path in the checkout.
struct Page: Sendable, CustomTestStringConvertible {
    let path: String
    var testDescription: String { path }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The pages whose commands a reader types in order.
    static var guides: [Page] {
        let folder = root.appendingPathComponent("Docs/guide").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return [Page(path: "README.md")]
            + names.filter { $0.hasSuffix(".md") }.sorted().map { Page(path: "Docs/guide/" + $0) }
    }

    func text() throws -> String {
        try String(contentsOf: Page.root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The commands of its `sh` blocks, with what each must end with.
    func commands() throws -> [DocumentedCommand] {
        var commands: [DocumentedCommand] = []
        var isInside = false
        for (index, line) in try text().components(separatedBy: "\n").enumerated() {
            if line.hasPrefix("```") {
                isInside = !isInside && line == "```sh"
            } else if isInside, let command = DocumentedCommand(line, number: index + 1) {
                commands.append(command)
            }
        }
        return commands
    }
}

/// A line of a document that calls the program.
struct DocumentedCommand {
    let number: Int
    let words: String
    /// The exit status that a comment behind it names, or nil for 0 or 3.
    let status: Int32?

    init?(_ line: String, number: Int) {
        let words = line.hasPrefix("$ ") ? String(line.dropFirst(2)) : line
        guard words.hasPrefix("nephrite ") else { return nil }
        self.number = number
        let parts = words.components(separatedBy: "# exit ")
        self.words = parts[0]
        status = parts.count > 1 ? Int32(parts[1].prefix { $0.isNumber }) : nil
    }

    func allows(_ found: Int32) -> Bool { status.map { found == $0 } ?? [0, 3].contains(found) }
}

@Suite("Documents")
struct DocumentTests {
    @Test("Its commands do what it says, in order, on a fresh machine", arguments: Page.guides)
    func commandsWork(page: Page) throws {
        let commands = try page.commands()
        #expect(commands.count > 10)
        let path = Program.folder.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        try LocalHome.use { home throws in
            let shell = Program.shell.with(home.nephrite.environment).with(["PATH": path])
            for command in commands {
                let outcome = try shell.run("cd \"\(Page.root.path)\" && \(command.words)")
                try #require(
                    command.allows(outcome.status),
                    "\(page.path):\(command.number): \(command.words) ended with \(outcome.status): \(outcome.errors)")
            }
        }
    }

    @Test("Every command has its section in the reference")
    func commandsAreDescribed() throws {
        let text = try Page(path: "Docs/reference/commands.md").text()
        let headings = Set(text.components(separatedBy: "\n").filter { $0.hasPrefix("#") })
        let paths = try Self.commandPaths([])
        #expect(paths.count > 20)
        for path in paths {
            #expect(headings.contains("### nephrite \(path.joined(separator: " "))"), "\(path) is not in commands.md")
        }
    }

    /// The commands that have none below them, from the program's own help.
    private static func commandPaths(_ path: [String]) throws -> [[String]] {
        let outcome = try Program.nephrite.start(path + ["--help"]).finish()
        try #require(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.components(separatedBy: "\n")
        guard let start = lines.firstIndex(of: "SUBCOMMANDS:") else { return [path] }
        let list = lines[(start + 1)...].prefix { !$0.isEmpty }
        let names = list.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        return try names.flatMap { try commandPaths(path + [$0]) }
    }
}
