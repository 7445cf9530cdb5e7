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

    /// Every page of the checkout.
    static var all: [Page] {
        var paths = ["README.md", "CHANGELOG.md"]
        for folder in ["Docs", "Imports"] {
            let found = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            paths += (found?.compactMap { $0 as? String } ?? []).map { folder + "/" + $0 }
        }
        return paths.filter { $0.hasSuffix(".md") }.sorted().map { Page(path: $0) }
    }

    /// Where its links lead within the checkout: a path from here, and the heading behind `#`.
    func links() throws -> [(path: String, heading: String)] {
        let text = try text()
        let expression = try NSRegularExpression(pattern: #"\]\(([^)\s]+)\)"#)
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
            guard let range = Range(match.range(at: 1), in: text), !text[range].contains("://") else { return nil }
            let parts = text[range].split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
    }

    /// Its headings as links name them.
    func headings() throws -> Set<String> {
        let lines = try text().components(separatedBy: "\n").filter { $0.hasPrefix("#") }
        return Set(
            lines.map { line in
                let words = line.drop { $0 == "#" || $0 == " " }.lowercased()
                return String(
                    words.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.map { $0 == " " ? "-" : $0 })
            })
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
        guard words.hasPrefix("nephrite ") || words.hasPrefix("nephrite-report ") else { return nil }
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

    @Test("Its links lead to pages and headings that are there", arguments: Page.all)
    func linksLead(page: Page) throws {
        let folder = Page.root.appendingPathComponent(page.path).deletingLastPathComponent()
        for (path, heading) in try page.links() {
            let target = path.isEmpty ? page.path : folder.appendingPathComponent(path).standardized.path
            let absolute = target.hasPrefix("/") ? target : Page.root.appendingPathComponent(target).path
            #expect(FileManager.default.fileExists(atPath: absolute), "\(page.path) links to \(path)")
            guard !heading.isEmpty, absolute.hasSuffix(".md") else { continue }
            let headings = try Page(path: String(absolute.dropFirst(Page.root.path.count + 1))).headings()
            #expect(headings.contains(heading), "\(page.path) links to \(path)#\(heading)")
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
