import Catalog
import Testing

@testable import Importing

struct RecordMapperTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var rule: String
        var record: String
        var name: String?
        var testDescription: String { "\(rule) in \(record)" }

        init(_ rule: String, _ record: String, _ name: String?) {
            self.rule = rule
            self.record = record
            self.name = name
        }
    }

    static func profile(_ more: String) throws -> Profile {
        try Profiles.read(
            """
            profile: test
            messages: [{element: items, mode: full}]
            records: [item]
            languages: [eng, deu]
            \(more)
            """, name: "test")
    }

    /// The one item of a record, read by rules for its name.
    static func name(_ rule: String, _ record: String) throws -> SupplierItem? {
        let profile = try profile("fields: {part_number: \"/@id\", name: \(rule)}")
        let begin = record.hasPrefix("<item") ? "<items>" : "<items><item id=\"1\">"
        let end = record.hasPrefix("<item") ? "</items>" : "</item></items>"
        return try Reading.records(begin + record + end, by: profile).first?.item
    }

    static let pathsCases: [Case] = [
        Case("a", "<a>x</a>", "x"), Case("a/b", "<a><b>x</b></a>", "x"), Case("a", "<b>x</b>", nil),
        Case("a/b", "<z/><a><z><b>no</b></z><b>x</b></a>", "x"), Case("a", "<z><a>no</a></z><a>x</a>", "x"),
        Case("a", "<a>1</a><a>2</a>", "1"), Case("a", "<a/><a> </a><a>2</a>", "2"),
        Case("[a, b]", "<b>y</b>", "y"), Case("[a, b]", "<b>y</b><a>x</a>", "x"), Case("[a, b]", "<a/><b>y</b>", "y"),
        Case("a|b/c", "<b><c>x</c></b>", "x"), Case("a|b/c", "<b><c>2</c></b><a><c>1</c></a>", "2"),
        Case("a/b|c", "<a><d>0</d><c>1</c></a>", "1"),
        Case("\"@kind\"", "<item id=\"1\" kind=\"x\"/>", "x"), Case("a/@kind", "<a kind=\"x\">y</a>", "x"),
        Case("a/@kind", "<a kind=\"\">y</a>", nil), Case("\"q\"", "<p:q xmlns:p=\"urn:p\">x</p:q>", "x"),
        Case("[a/@k, a]", "<a>text</a>", "text"),
    ]

    static let conditionsCases: [Case] = [
        Case("\"a[@t=x|y]\"", "<a t=\"z\">1</a><a t=\"y\">2</a>", "2"), Case("\"a[@t=x]\"", "<a>1</a>", nil),
        Case("\"a[@t!=x]\"", "<a>1</a>", "1"), Case("\"a[@t!=x]\"", "<a t=\"x\">1</a><a t=\"y\">2</a>", "2"),
        Case("\"m[k=v]/s\"", "<m><k>v</k><s>1</s></m>", "1"), Case("\"m[k=v]/s\"", "<m><s>1</s><k>v</k></m>", "1"),
        Case("\"m[k=v]/s\"", "<m><s>1</s><k>w</k></m>", nil), Case("\"m[k=v]/s\"", "<m><s>1</s></m>", nil),
        Case("\"m[k=v]/s\"", "<m><s>1</s><k>w</k></m><m><s>2</s><k>v</k></m>", "2"),
        Case("\"m[k=v]/s\"", "<m><k>v</k></m><m><s>2</s></m>", nil),
        Case("\"m[k!=v]/s\"", "<m><s>1</s></m>", "1"), Case("\"m[k!=v]/s\"", "<m><k>v</k><s>1</s></m>", nil),
        Case("\"m[k=image/*]/s\"", "<m><s>1</s><k>image/png</k></m>", "1"),
        Case("\"m[k/@t=x]/s\"", "<m><s>1</s><k t=\"x\"/></m>", "1"),
        Case("\"m[k=v][@on=yes]/s\"", "<m on=\"yes\"><s>1</s><k>v</k></m>", "1"),
        Case("\"m[k=v][@on=yes]/s\"", "<m on=\"no\"><s>1</s><k>v</k></m>", nil),
        Case("\"m[k=v]/n[j=w]/s\"", "<m><n><s>0</s></n><n><s>1</s><j>w</j></n><k>v</k></m>", "1"),
        Case("\"m[k=v]/s\"", "<m><k>w</k><k>v</k><s>1</s></m>", "1"),
        Case("[\"m[k=v]/s\", \"m[k=w]/s\"]", "<m><k>w</k><s>2</s></m><m><k>v</k><s>1</s></m>", "1"),
    ]

    static let textsCases: [Case] = [
        Case("a", "<a>one <b>two</b> three</a>", "one two three"), Case("a", "<a><![CDATA[<b>x</b> y]]></a>", "x y"),
        Case("a", "<a>x &amp; y</a>", "x & y"), Case("a", "<a>\n  two\n  lines\n</a>", "two lines"),
        Case("a", "<a>x<!-- no -->y</a>", "xy"), Case("a", "<a>x<?p no?>y</a>", "xy"),
        Case("[a/b, a]", "<a>x<b>y</b></a>", "y"), Case("a", "<a><b><c>deep</c></b></a>", "deep"),
        Case("{path: a, default: none}", "<a/>", "none"), Case("{constant: all}", "<a>x</a>", "all"),
        Case("{path: a, map: {x: y}}", "<a>x</a>", "y"), Case("{path: a, map: {x: y}}", "<a>z</a>", "z"),
        Case("{path: a, part: number}", "<a>12.50 EUR</a>", "12.50"),
        Case("{path: a, part: currency}", "<a>EUR12.50</a>", "EUR"),
        Case("{path: a, part: currency}", "<a>12.50</a>", nil), Case("{path: a, part: before}", "<a>1/2</a>", "1"),
        Case("{path: a, part: after}", "<a>1/2</a>", "2"), Case("{path: a, part: after}", "<a>1</a>", nil),
        Case("{path: a, part: number}", "<a>12.5O EUR</a>", "12.5O"),
        Case("{path: a, part: number}", "<a>POA</a>", "POA"),
        Case("[[a, b]]", "<b>y</b><a>x</a>", "x y"), Case("{path: [[a, b]], join: /}", "<a>x</a><b>y</b>", "x/y"),
        Case("{path: [[a, b]], join: /}", "<b>y</b>", "y"), Case("[c, [a, b]]", "<a>x</a><b>y</b><c>z</c>", "z"),
        Case("[c, [a, b]]", "<d>x</d>", nil), Case("[a, {path: b, part: before}]", "<b>1/2</b>", "1"),
        Case("[a, {path: b, part: before}]", "<b>1/2</b><a>3/4</a>", "3/4"),
        Case("[a, {constant: none}]", "<b>1</b>", "none"),
        Case("[{path: a, map: {x: \"\"}}, b]", "<a>x</a><b>y</b>", "y"),
        Case("{path: a, map: {\"*\": any, x: y}}", "<a>x</a>", "y"),
        Case("{path: a, map: {\"*\": any, x: y}}", "<a>z</a>", "any"),
        Case("{path: a, map: {\"a*\": first, \"*b\": second}}", "<a>ab</a>", "first"),
        Case("{path: a, map: {\"a*\": first, \"*b\": second}}", "<a>bb</a>", "second"),
    ]

    @Test("A value is found by its path, wherever else its name stands", arguments: pathsCases)
    func paths(_ example: Case) throws {
        #expect(try Self.name(example.rule, example.record)?.name == example.name)
    }

    @Test("A condition holds whether its operand comes before or after the value", arguments: conditionsCases)
    func conditions(_ example: Case) throws {
        #expect(try Self.name(example.rule, example.record)?.name == example.name)
    }

    @Test("A text is taken whole, and its parts, words and defaults as the rule says", arguments: textsCases)
    func texts(_ example: Case) throws {
        #expect(try Self.name(example.rule, example.record)?.name == example.name)
    }

    @Test(
        "Of several languages the first preferred one counts, else the first in the file",
        arguments: [
            ("<a lang=\"deu\">D</a><a lang=\"eng\">E</a>", "E", "eng"),
            ("<a lang=\"fra\">F</a><a lang=\"deu\">D</a>", "D", "deu"),
            ("<a lang=\"fra\">F</a><a lang=\"zho\">Z</a>", "F", "fra"), ("<a>N</a><a lang=\"eng\">E</a>", "E", "eng"),
            ("<a lang=\"zho\">Z</a>", "Z", "zho"), ("<a>N</a>", "N", ""),
        ])
    func languages(_ record: String, _ name: String, _ language: String) throws {
        let item = try Self.name("{path: a, language: \"@lang\"}", record)
        #expect(item?.name == name)
        #expect(item?.language ?? "" == language)
    }

    static let groupCases: [(rules: String, record: String, features: [String])] = [
        ("{each: g/f, name: n, value: v}", "<g><f><n>a</n><v>1</v></f><f><v>2</v><n>b</n></f></g>", ["a=1", "b=2"]),
        (
            "{each: g|h/f, name: n, value: v}", "<h><f><n>a</n><v>1</v></f></h><g><f><n>b</n><v>2</v></f></g>",
            ["a=1", "b=2"]
        ),
        ("{each: f, name: n, value: v}", "<f><n>a</n><v>1</v><v>2</v><v>2</v></f>", ["a=1 / 2"]),
        ("{each: f, name: n, value: v}", "<f><n>a</n></f><f><v>2</v></f><f><n>c</n><v>3</v></f>", ["c=3"]),
        // A value beside the group holds for it whichever comes first, and never for the next block.
        ("{each: g/f, name: n, value: v, unit: ../u}", "<g><u>kg</u><f><n>a</n><v>1</v></f></g>", ["a=1 KGM"]),
        ("{each: g/f, name: n, value: v, unit: ../u}", "<g><f><n>a</n><v>1</v></f><u>kg</u></g>", ["a=1 KGM"]),
        (
            "{each: g/f, name: n, value: v, unit: ../u}",
            "<g><u>kg</u><f><n>a</n><v>1</v></f></g><g><f><n>b</n><v>2</v></f></g>", ["a=1 KGM", "b=2"]
        ),
        (
            "{each: g/f, name: n, value: v, unit: ../u}",
            "<g><f><n>a</n><v>1</v></f></g><g><u>kg</u><f><n>b</n><v>2</v></f><f><n>c</n><v>3</v></f></g>",
            ["a=1", "b=2 KGM", "c=3 KGM"]
        ),
        ("{each: g/f, name: n, value: v, unit: /u}", "<u>kg</u><g><f><n>a</n><v>1</v></f></g>", ["a=1 KGM"]),
        ("{each: g/f, name: n, value: v, unit: /u}", "<g><f><n>a</n><v>1</v></f></g><u>kg</u>", ["a=1 KGM"]),
        (
            "{each: g/h/f, name: n, value: v, unit: ../../u}", "<g><h><f><n>a</n><v>1</v></f></h><u>kg</u></g>",
            ["a=1 KGM"]
        ),
        (
            "{each: \"f[@x=1]\", name: n, value: v}", "<f x=\"0\"><n>a</n><v>1</v></f><f x=\"1\"><n>b</n><v>2</v></f>",
            ["b=2"]
        ),
        (
            "{each: \"f[t=y]\", name: n, value: v}", "<f><n>a</n><v>1</v><t>n</t></f><f><n>b</n><v>2</v><t>y</t></f>",
            ["b=2"]
        ),
        (
            "{each: \"g[t=y]/f\", name: n, value: v}",
            "<g><f><n>a</n><v>1</v></f><t>n</t></g><g><f><n>b</n><v>2</v></f><t>y</t></g>", ["b=2"]
        ),
        ("{each: f, name: \"@n\", value: .}", "<f n=\"a\">1</f><f n=\"b\">2</f>", ["a=1", "b=2"]),
        ("{name: {constant: colour}, value: c}", "<c>red</c>", ["colour=red"]),
        ("{name: {constant: colour}, value: c}", "<d>red</d>", []),
        (
            "{each: f, name: n, value: {path: v, language: \"@l\"}}",
            "<f><n>a</n><v l=\"deu\">D</v><v l=\"eng\">E</v></f>", ["a=E"]
        ),
        ("{each: f, name: n, value: \"v[@k=1]\"}", "<f><n>a</n><v k=\"0\">0</v><v k=\"1\">1</v></f>", ["a=1"]),
    ]

    @Test("A group has one instance for each of its elements", arguments: groupCases.indices)
    func groups(_ index: Int) throws {
        let group = Self.groupCases[index]
        let profile = try Self.profile("fields: {part_number: \"@id\"}\nfeatures: [\(group.rules)]")
        let record = try Reading.records("<items><item id=\"1\">\(group.record)</item></items>", by: profile)[0]
        let features = (record.item?.features ?? []).map { "\($0.name)=\($0.value)" + ($0.unit.map { " " + $0 } ?? "") }
        #expect(features == group.features, "\(group.rules) in \(group.record)")
    }

    @Test("Repeated values are kept in order, each once")
    func repeated() throws {
        let profile = try Self.profile("fields: {part_number: \"@id\", keywords: k}\npictures: [p, q]")
        let record = try Reading.records(
            "<items><item id=\"1\"><k>a</k><q>2.png</q><k>b</k><k>a</k><p>1.png</p></item></items>", by: profile)[0]
        #expect(record.item?.keywords == ["a", "b"])
        #expect(record.item?.pictures == ["1.png", "2.png"])
    }

    @Test("Nothing of one record is left for the next")
    func separate() throws {
        let profile = try Self.profile("fields: {part_number: \"@id\", name: \"m[k=v]/s\"}")
        let records = try Reading.records(
            "<items><item id=\"1\"><m><s>1</s><k>v</k></m></item><item id=\"2\"><m><s>2</s></m></item><item id=\"3\"/></items>",
            by: profile)
        #expect(records.map { $0.item?.name } == ["1", nil, nil])
    }

    @Test(
        "A name with a prefix is one of its namespace alone, and taken away from the name without",
        arguments: [
            ("n:a", "<a>x</a><n:a xmlns:n=\"urn:n:1\">y</n:a>", "y"), ("n:a", "<a>x</a>", nil),
            ("[n:a, a]", "<a>x</a><n:a xmlns:n=\"urn:n:1\">y</n:a>", "y"), ("[n:a, a]", "<a>x</a>", "x"),
            ("[n:a, a]", "<a xmlns=\"urn:o\">x</a>", "x"), ("a", "<n:a xmlns:n=\"urn:n:1\">y</n:a>", "y"),
            ("o:a", "<a>x</a>", "x"), ("o:a", "<n:a xmlns:n=\"urn:n:1\">y</n:a>", nil),
            ("o:a", "<a xmlns=\"urn:o\">x</a>", "x"), ("b/n:a", "<b><a>x</a><a xmlns=\"urn:n:2\">y</a></b>", "y"),
            ("\"b[n:a=y]/c\"", "<b><a>y</a><c>1</c></b><b><a xmlns=\"urn:n:2\">y</a><c>2</c></b>", "2"),
        ] as [(String, String, String?)])
    func namespaces(_ rule: String, _ record: String, _ name: String?) throws {
        let profile = try Self.profile(
            "namespaces: {n: \"urn:n:*\", o: \"!urn:n:*\"}\nfields: {part_number: \"@id\", name: \(rule)}")
        let text = "<items><item id=\"1\">\(record)</item></items>"
        #expect(try Reading.records(text, by: profile)[0].item?.name == name, "\(rule) in \(record)")
    }

    @Test("Conditions on a record say which count, before and after their operands, and others leave no trace")
    func conditionsOnRecords() throws {
        let profile = try Profiles.read(
            """
            profile: test
            messages: [{element: items, mode: full}]
            records: ["item[@k=a*][s!=x]", {element: gone, change: delete}]
            fields: {part_number: "@id"}
            """, name: "test")
        let records = try Reading.records(
            """
            <items><item id="1" k="b"/><item id="2" k="ab"><s>y</s></item><item id="3" k="a"><s>x</s></item><item k="a" id="4"/>
            <gone id="5"/></items>
            """, by: profile)
        #expect(records.map { $0.item?.partNumber } == ["2", "4", nil])
        #expect(records.map(\.ordinal) == [1, 2, 3])
    }

    @Test("A variant has its own values and groups and those around it, whichever stand first")
    func variants() throws {
        let profile = try Profiles.read(
            """
            profile: test
            messages: [{element: items, mode: full}]
            records: [item]
            variants: sizes/size
            fields: {part_number: [sizes/size/@id, "@id"], name: name, keywords: k}
            features: [{each: f, name: n, value: v}, {each: sizes/size/f, name: n, value: v}]
            """, name: "test")
        let records = try Reading.records(
            """
            <items><item id="0"><sizes><size id="1"><f><n>a</n><v>1</v></f></size></sizes><k>x</k>
            <sizes><size id="2"><f><n>b</n><v>2</v></f></size><size id="3"/></sizes><f><n>c</n><v>3</v></f><name>N</name></item>
            <item id="9"><name>M</name></item></items>
            """, by: profile)
        #expect(records.map { $0.item?.partNumber } == ["1", "2", "3", "9"])
        #expect(records.map { $0.item?.name } == ["N", "N", "N", "M"])
        #expect(records.map { ($0.item?.features ?? []).map(\.value) } == [["3", "1"], ["3", "2"], ["3"], []])
        #expect(records.map { $0.item?.keywords } == [["x"], ["x"], ["x"], []])
        #expect(records.map(\.line) == [1, 2, 2, 3])
    }

    @Test("A change of one variant is no change of its siblings")
    func variantDigests() throws {
        let profile = try Profiles.read(
            "profile: test\nmessages: [{element: items, mode: full}]\nrecords: [item]\nvariants: v\nfields: {part_number: v}",
            name: "test")
        let before = try Reading.records("<items><item><v>1</v><v>2</v></item></items>", by: profile)
        let after = try Reading.records("<items><item><v>1</v><v>3</v></item></items>", by: profile)
        #expect(before[0].digest == after[0].digest)
        #expect(before[1].digest != after[1].digest)
    }

    @Test("Only elements of a record's name whose parent is a message are records")
    func places() throws {
        let profile = try Self.profile("fields: {part_number: \"@id\"}")
        let records = try Reading.records(
            "<r><item id=\"0\"/><items><item id=\"1\"><item id=\"2\"/></item><z><item id=\"3\"/></z></items></r>",
            by: profile)
        #expect(records.map { $0.item?.partNumber } == ["1"])
    }
}
