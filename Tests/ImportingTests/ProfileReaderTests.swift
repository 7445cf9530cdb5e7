import CEmbedded
import Foundation
import Quantities
import Testing

@testable import Importing

struct ProfileReaderTests {
    /// A whole profile in five lines; what a case adds begins with line 6.
    static let base = """
        profile: test
        messages: [{element: items, mode: full}]
        records: [item]
        fields:
          part_number: id

        """

    struct Mistake: Sendable, CustomTestStringConvertible {
        var yaml: String
        var line: Int
        var message: String
        var testDescription: String { message }

        /// A mistake in what is added to the whole profile.
        static func added(_ yaml: String, _ message: String, line: Int = 6) -> Mistake {
            Mistake(yaml: ProfileReaderTests.base + yaml, line: line, message: message)
        }

        /// A mistake made by replacing a line of it.
        static func replaced(_ old: String, _ new: String, _ message: String, line: Int) -> Mistake {
            Mistake(yaml: ProfileReaderTests.base.replacing(old, with: new), line: line, message: message)
        }
    }

    static let structureMistakes: [Mistake] = [
        .added("colour: red", "unknown key \"colour\"; known are attributes, buyers, change, context"),
        .added("extends: bmecat-9", "there is no profile of this name to extend"),
        .added("title: [a]", "title takes a text"),
        .added("languages: [[a]]", "languages takes words"),
        .added("prices: sometimes", "prices: unknown word \"sometimes\"; known are required, optional, none"),
        .added("numbers: {group: \".\"}", "numbers needs decimal"),
        .added("numbers: {decimal: \";\"}", "numbers needs decimal"),
        .added("numbers: {decimal: \",\", group: \",\"}", "the thousands mark cannot be the decimal mark"),
        .added("detect:\n  - {version: 1}", "a detect entry needs at least root: NAME", line: 7),
        .added("header: {currncy: A}", "unknown word \"currncy\"; known are currency"),
        .added("header: [A]", "header must be a mapping of fields to paths"),
        .added("attributes: {lenght: [Long]}", "unknown word \"lenght\"; known are length"),
        .added("numbers: {decimal: [\".\", \",\"], group: \".\"}", "the thousands mark cannot be the decimal mark"),
        .added("variants: \"a[b=c]\"", "variants takes a path of elements, without conditions"),
        .added("variants: \"@a\"", "variants takes a path of elements, without conditions"),
        .added("context: a/b/@c", "context takes one element and its attribute: ELEMENT/@name"),
        .added("context: a", "context takes one element and its attribute: ELEMENT/@name"),
        .added("lists: {l: {each: a, key: b}}", "a list needs each, key and text"),
        .added("lists: {l: {each: a, key: b, text: c, name: d}}", "unknown word \"name\"; known are key, text, parent"),
        .added("namespaces: g", "namespaces takes prefix: name of the namespace"),
        .added("detect: [{root: a, unless: b}]", "unless takes element: pattern"),
        .replaced("[item]", "[item/b]", "a record is an element's name", line: 3),
        .replaced(
            "[item]", "[{element: item, change: add}]", "a record has element and, where it withdraws, change", line: 3),
        .replaced("element: items, ", "", "a message needs element: NAME", line: 2),
        .replaced("mode: full", "mode: dleta", "mode: unknown word \"dleta\"; known are full, delta", line: 2),
        .replaced("mode: full", "mode: delta, replaces: some", "replaces: unknown word \"some\"", line: 2),
        .replaced("messages: [{element: items, mode: full}]", "title: x", "messages must name at least one", line: 0),
        .replaced("records: [item]", "title: x", "records must name the element", line: 0),
        .replaced("part_number: id", "name: id", "fields must have part_number", line: 5),
        Mistake(yaml: "- a\n- b\n", line: 1, message: "a profile is a YAML mapping"),
        Mistake(yaml: "", line: 1, message: "a profile is a YAML mapping"),
        .added("fields2: {a: [1", "not YAML", line: 7),
        .added("\ttitle: x", "not YAML", line: 6),
    ]

    static let rulesMistakes: [Mistake] = [
        .added("  nmae: x", "unknown word \"nmae\"; known are part_number"),
        .added("  name: a//b", "path \"a//b\": an element's or attribute's name is missing"),
        .added("  name: a[b]", "path \"a[b]\": a condition needs '=' or '!='"),
        .added("  name: \"a[b=c\"", "a condition ends with ']'"),
        .added("  name: [a, {b: c}]", "unknown key \"b\"; a value has path"),
        .added("  name: {path: [a, {b: c}]}", "a path must be a text"),
        .added("  name: {path: a, language: lang/x}", "language takes an attribute"),
        .added("  name: {paht: a}", "unknown key \"paht\"; a value has path, join, default, constant"),
        .added("  name: g:a", "namespaces does not say what the prefix \"g\" stands for"),
        .added("  name: \"a[g:b=c]\"", "namespaces does not say what the prefix \"g\" stands for"),
        .added("  name: {path: a, list: l}", "lists has none of this name"),
        .added("  name: {map: {a: b}}", "a value needs a path or a constant"),
        .added("  name: {path: a, map: none}", "map takes word: meaning"),
        .added("  name: {path: a, part: second}", "part: unknown word \"second\"; known are whole, number, currency"),
        .added("price_groups:\n  - each: p\n    amuont: a", "unknown word \"amuont\"; known are kind", line: 8),
        .added("price_groups:\n  - p", "price_groups must be a mapping of fields to paths", line: 7),
        .added("features:\n  - each: a[\n    name: b", "name is missing", line: 7),
        .added("features:\n  - {each: f, nam: b}", "unknown word \"nam\"; known are name, value, unit", line: 7),
        .added("pictures: [\"a|\"]", "name is missing"),
        .added("change: \"@\"", "name is missing"),
    ]

    @Test(
        "Aliases within aliases, deep nesting and a text without measure are refused at once",
        arguments: ["? *a11\n: x\n", "fields:\n  name: *a11\n", String(repeating: "[", count: 100_000), "long"])
    func hostile(end: String) {
        var yaml = "a0: &a0 [{path: x}]\n"
        for level in 1...11 {
            yaml += "a\(level): &a\(level) [{path: y}\(String(repeating: ", *a\(level - 1)", count: 9))]\n"
        }
        if end == "long" { yaml = Self.base + String(repeating: "# more\n", count: 200_000) }
        if end.hasPrefix("[") { yaml = Self.base + "pictures: " }
        #expect(throws: ProfileFault.self) { try Profiles.read(yaml + end, name: "test") }
    }

    @Test("Each mistake is told with its line and what would be right", arguments: structureMistakes + rulesMistakes)
    func mistakes(_ mistake: Mistake) throws {
        let fault = try #require(throws: ProfileFault.self) { try Profiles.read(mistake.yaml, name: "test") }
        #expect(
            fault.mistakes.contains { $0.line == mistake.line && $0.message.contains(mistake.message) },
            "\(fault.mistakes)")
        #expect(fault.description.contains("profile test, line \(mistake.line): "))
    }

    @Test("All mistakes are listed, in the order of their lines")
    func everything() throws {
        let yaml = Self.base + "  name: a//b\n  gtin: {paht: x}\ncolour: red\nprices: never\n"
        let fault = try #require(throws: ProfileFault.self) { try Profiles.read(yaml, name: "test") }
        #expect(fault.mistakes.map(\.line) == [6, 7, 7, 8, 9] || fault.mistakes.map(\.line) == [6, 7, 8, 9])
        #expect(fault.mistakes.count >= 4)
    }

    @Test("A whole profile has its defaults")
    func defaults() throws {
        let profile = try Profiles.read(Self.base, name: "test")
        #expect(profile.name == "test")
        #expect(profile.title == "test")
        #expect(profile.pricePolicy == .optional)
        #expect(profile.notation == .plain)
        #expect(profile.messageElements == ["items"])
        #expect(profile.source == Self.base)
    }

    @Test("A profile that extends another replaces whole keys and is not detected by the other's rules")
    func extending() throws {
        let profile = try Profiles.profile(named: "bmecat-1.2-comma")
        let base = try Profiles.profile(named: "bmecat-1.2")
        #expect(profile.notation == NumberNotation(decimalMark: ",", groupMark: "."))
        #expect(profile.rules.isEmpty)
        #expect(profile.records == base.records)
        #expect(profile.pricePolicy == .required)
        #expect(profile.digest != base.digest)
    }

    @Test("Every word of a profile counts for its digest")
    func digest() throws {
        let one = try Profiles.read(Self.base, name: "test")
        #expect(try Profiles.read(Self.base, name: "test").digest == one.digest)
        #expect(try Profiles.read(Self.base + "prices: none\n", name: "test").digest != one.digest)
    }

    @Test("A profile that is not there says which are")
    func unknown() throws {
        for name in ["bmecat-3", "attributes", "", "nowhere/profile.yaml", "nowhere.yml"] {
            let fault = try #require(throws: ProfileFault.self) { try Profiles.profile(named: name) }
            #expect(fault.mistakes.count == 1)
        }
        let fault = try #require(throws: ProfileFault.self) { try Profiles.profile(named: "bmecat-3") }
        #expect(fault.mistakes[0].message.contains("bmecat-1.2, bmecat-1.2-comma, bmecat-2005"))
    }
}

struct EmbeddedListTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("The program carries exactly the profiles that lie in Imports, to the byte")
    func profiles() throws {
        let imports = Self.root.appending(path: "Imports")
        var expected = ["attributes": try Data(contentsOf: imports.appending(path: "attributes.yaml"))]
        for folder in try FileManager.default.contentsOfDirectory(atPath: imports.path) {
            let file = imports.appending(path: "\(folder)/profile.yaml")
            if let bytes = try? Data(contentsOf: file) { expected[folder] = bytes }
        }
        var carried: [String: Data] = [:]
        for index in 0..<embedded_profile_count {
            let file = embedded_profiles[index]
            carried[String(cString: file.name)] = Data(UnsafeBufferPointer(start: file.bytes, count: file.size))
        }
        #expect(expected.count > 5)
        #expect(carried == expected)
    }

    @Test("Every profile that is built in reads without a mistake and bears its folder's name")
    func reading() throws {
        let profiles = try Profiles.builtIn()
        #expect(profiles.map(\.name) == Profiles.builtInNames)
        #expect(profiles.count == embedded_profile_count - 1)
        for profile in profiles { #expect(!profile.title.isEmpty && !profile.format.isEmpty) }
    }

    @Test("Each folder of Imports has its README, and each sample is named in it")
    func samples() throws {
        for name in Profiles.builtInNames {
            let folder = Self.root.appending(path: "Imports/\(name)/samples")
            let readme = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != "README.md" }
            #expect(!files.isEmpty)
            for file in files { #expect(readme.contains("`\(file)`"), "\(file)") }
        }
    }
}
