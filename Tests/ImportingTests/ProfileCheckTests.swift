import Testing

@testable import Importing

struct ProfileCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var yaml: String
        var place: String
        var message: String
        var remedy: String
        var testDescription: String { message }

        /// A mistake in what is added to a whole profile of five lines.
        init(_ yaml: String, _ place: String, _ message: String, _ remedy: String = "") {
            self.yaml = ProfileReaderTests.base + yaml
            self.place = place
            self.message = message
            self.remedy = remedy
        }
    }

    static let unreadable: [Case] = [
        Case("colour: red", "6:1 colour", "unknown key \"colour\"; known are"),
        Case("feilds2: x\nfeatrues: []", "7:1 featrues", "unknown key \"featrues\"", "write \"features\""),
        Case("  gtni: ean", "6:3 fields.gtni", "unknown word \"gtni\"", "write \"gtin\""),
        Case("  partNumber: id", "6:3 fields.partNumber", "unknown word \"partNumber\"", "write \"part_number\""),
        Case("  name: {paht: a}", "6:10 fields.name.paht", "unknown key \"paht\"", "write \"path\""),
        Case("  name: a//b", "6:9 fields.name", "name is missing, at character 3"),
        Case("  name: [x, \"a[b\"]", "6:13 fields.name[1]", "a condition needs '=' or '!=', at character 4"),
        Case("prices: requird", "6:9 prices", "unknown word \"requird\"", "write \"required\""),
        Case("title: [a]", "6:8 title", "title takes a text"),
        Case("attributes: {lenght: [Long]}", "6:14 attributes.lenght", "unknown word \"lenght\"", "write \"length\""),
        Case("title: a\ntitle: b", "6:1 title", "twice, here for the first time: title", "keep one of them"),
    ]

    static let withoutEffect: [Case] = [
        Case(
            "numbers: {decimal: \",\", gruop: \".\"}", "6:25 numbers.gruop", "unknown key \"gruop\"", "write \"group\""),
        Case("numbers: {decimal: \",\", group: \" .\"}", "6:32 numbers.group", "takes one character"),
        Case("detect: [{root: a, version: [1]}]", "6:29 detect[0].version", "version takes a text"),
        Case("  name: [a, \"a[@l=de]\"]", "6:13 fields.name[1]", "\"a[@l=de]\" is never reached: \"a\" before it"),
        Case("  name: [a|b, b]", "6:15 fields.name[1]", "\"b\" is never reached: \"a|b\" before it"),
        Case("  name: {constant: a, default: b}", "6:32 fields.name.default", "constant and default are the same"),
        Case("  name: {path: a, default: [b]}", "6:28 fields.name.default", "default takes a text"),
        Case("  name: {path: a, unit: mm}", "6:25 fields.name.unit", "unit is heeded for lead_time_days, length"),
        Case("  lead_time_days: {path: a, unit: mm}", "6:35 fields.lead_time_days.unit", "the unit \"mm\" is no time"),
        Case("  mass: {path: a, unit: stone}", "6:25 fields.mass.unit", "the unit \"stone\" is not known"),
        Case("  name: {constant: a, map: {a: b}}", "6:28 fields.name.map", "a map without a path"),
        Case("  name: {path: a, map: {a: [b], c: d}}", "6:28 fields.name.map.a", "the meaning of \"a\" must be a text"),
        Case("  name: ../a", "6:9 fields.name", "path \"../a\" leads above where it begins"),
        Case(
            "header: {currency: {path: a, part: currency}}", "6:30 header.currency.part", "part is not heeded in header"
        ),
        Case("price_groups: [{each: p, currency: c}]", "6:16 price_groups[0]", "needs amount", "add amount:"),
        Case("price_groups: [{each: \"@p\", amount: c}]", "6:23 price_groups[0].each", "each names the element"),
        Case("price_groups: [{each: p/q, amount: ../../../c}]", "6:36 price_groups[0].amount", "above the record"),
        Case("features: [{name: n}]", "6:12 features[0]", "needs value"),
        Case("cost: [ek]", "6:8 cost[0]", "cost names ek, and there are no price_groups"),
        Case("cost: [ek, ek]\nprice_groups: [{amount: a, kind: b}]", "6:12 cost[1]", "cost names ek twice"),
        Case(
            "cost: [ekk]\nprice_groups: [{amount: a, kind: {constant: ek}}]", "6:8 cost[0]",
            "no price group yields the kind ekk; they yield ek", "write \"ek\""),
        Case("cost: [ek]\nprice_groups: [{amount: a}]", "6:8 cost[0]", "they yield cost", "give a group kind:"),
        Case("prices: required", "6:9 prices", "no price group reads one", "add price_groups"),
        Case("prices: none\nprice_groups: [{amount: a}]", "6:9 prices", "the format has no prices"),
        Case(
            "attributes: {length: [L], width: [L]}", "6:35 attributes.width[0]", "the name \"L\" fills length already"),
        Case(
            "extends: bmecat-1.2\ncost: [x, net_list]\nprice_groups: [{amount: a, kind: {constant: net_list}}]",
            "7:8 cost[0]", "no price group yields the kind x"),
    ]

    @Test("Each mistake is told with its place, its key and its remedy", arguments: unreadable + withoutEffect)
    func mistakes(_ mistake: Case) {
        let check = ProfileCheck(source: mistake.yaml, name: "test")
        #expect(
            check.mistakes.contains {
                "\($0.line):\($0.column) \($0.key)" == mistake.place && $0.message.contains(mistake.message)
                    && $0.remedy.hasPrefix(mistake.remedy)
            }, "\(check.mistakes)")
    }

    @Test("What has no effect is a mistake for the check alone: the profile is read", arguments: withoutEffect)
    func readable(_ mistake: Case) {
        let check = ProfileCheck(source: mistake.yaml, name: "test")
        #expect(check.profile != nil)
        #expect(check.mistakes.count == 1, "\(check.mistakes)")
    }

    @Test("What is missing is told with its key and no line")
    func missing() {
        let check = ProfileCheck(source: "title: x\n", name: "test")
        #expect(check.mistakes.map(\.key) == ["fields", "records", "messages"])
        #expect(check.mistakes.allSatisfy { $0.line == 0 })
        #expect(check.profile == nil)
    }

    @Test("Every built-in profile is in order", arguments: Profiles.builtInNames)
    func builtIn(_ name: String) {
        #expect(ProfileCheck(named: name).mistakes == [])
    }

    @Test("A kind that the feed decides can be any")
    func openKinds() {
        let yaml = ProfileReaderTests.base + "cost: [ek]\nprice_groups:\n  - {each: p, amount: \".\", kind: \"@art\"}\n"
        #expect(ProfileCheck(source: yaml, name: "test").mistakes == [])
    }

    @Test("A text that is no YAML, and one that repeats itself without end, are soon done with")
    func hostile() {
        #expect(ProfileCheck(source: "a: [", name: "test").mistakes.count == 1)
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            bomb +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(ProfileCheck(source: bomb, name: "test").profile == nil)
        #expect(ProfileCheck(named: "/nowhere/profile.yaml").mistakes[0].message.contains("cannot be opened"))
    }

    @Test(
        "A path is written down as it was read",
        arguments: [
            "A/B", "A|B/C", "@x", "A/@x", ".", "A[@type=x|y]", "A[B!=x]/C", "../A", "../../A", "/A",
        ])
    func description(_ text: String) throws {
        #expect(try Path(text).description == text)
    }
}
