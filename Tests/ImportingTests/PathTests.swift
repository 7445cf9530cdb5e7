import Testing

@testable import Importing

struct PathTests {
    @Test("Steps, attributes, alternatives and origins are told apart")
    func grammar() throws {
        #expect(try Path("A/B").steps == [.init(names: ["A"]), .init(names: ["B"])])
        #expect(try Path("A|B/C").steps == [.init(names: ["A", "B"]), .init(names: ["C"])])
        #expect(try Path("@mode").attribute == "mode")
        #expect(try Path("@mode").steps.isEmpty)
        #expect(try Path("A/@b").attribute == "b")
        #expect(try Path("/A").origin == .record)
        #expect(try Path("../A").origin == .group(levelsUp: 1))
        #expect(try Path("../../A").origin == .group(levelsUp: 2))
        #expect(try Path(".").steps.isEmpty)
        #expect(try Path("..").steps == [.init(names: [".."])])
    }

    @Test("A condition has an operand, values, and may be negated")
    func conditions() throws {
        let path = try Path("M[T/@k!=a/*|b][@on=yes]/S")
        #expect(
            path.steps[0].conditions == [
                .init(operand: [.init(names: ["T"])], attribute: "k", values: ["a/*", "b"], negated: true),
                .init(operand: [], attribute: "on", values: ["yes"], negated: false),
            ])
        #expect(path.steps[1].names == ["S"])
        #expect(try Path("A[@x=]").steps[0].conditions[0].values == [""])
        #expect(try Path("A[@x=http://a.example/b]").steps[0].conditions[0].values == ["http://a.example/b"])
    }

    @Test(
        "A path with a fault is refused, and the message quotes it",
        arguments: [
            ("", "name is missing"), ("/", "name is missing"), ("A/", "name is missing"), ("A//B", "name is missing"),
            ("A|", "name is missing"), ("|A", "name is missing"), ("@", "name is missing"), ("A/@", "name is missing"),
            ("A[b]", "needs '=' or '!='"), ("A[b!c]", "needs '=' or '!='"), ("A[b=c", "ends with ']'"),
            ("A[=c]", "name is missing"), ("A]", "unexpected ']'"), ("A=b", "unexpected '=b'"),
            ("@a/b", "unexpected '/b'"), ("../", "name is missing"),
        ])
    func faults(_ text: String, _ message: String) {
        do {
            _ = try Path(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.message.hasPrefix("path \"\(text)\": "))
            #expect(error.message.contains(message))
        }
    }

    @Test(
        "A star in a pattern stands for any run of characters",
        arguments: [
            ("image/png", "image/*", true), ("image/", "image/*", true), ("text/image/", "image/*", false),
            ("abc", "*", true), ("", "*", true), ("2005.1", "2005*", true), ("1.2", "2005*", false),
            ("http://x.example/bmecat/2005fd", "*bmecat/2005*", true), ("bmecat", "*bmecat/2005*", false),
            ("aXbXc", "a*b*c", true), ("abab", "*ab", true), ("aba", "ab*ba", false), ("plain", "plain", true),
            ("plain", "plai", false), ("abcabc", "*c*c", true), ("abc", "*c*c", false),
        ])
    func patterns(_ text: String, _ pattern: String, _ matches: Bool) {
        #expect(matchesPattern(text, pattern) == matches)
    }
}
