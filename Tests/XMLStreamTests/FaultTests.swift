import Testing
import XMLStream

/// A small document and the fault it has to have.
struct FaultCase: Sendable, CustomTestStringConvertible {
    let id: String
    let bytes: [UInt8]
    let code: XMLFault.Code
    /// Words that the message must hold.
    var says = ""
    var line = -1
    var limits = XMLLimits()
    var testDescription: String { id }

    init(
        _ id: String, _ text: String, _ code: XMLFault.Code, says: String = "", line: Int = -1,
        limits: XMLLimits = .init()
    ) {
        self.init(id, bytes: Array(text.utf8), code, says: says, line: line, limits: limits)
    }

    init(
        _ id: String, bytes: [UInt8], _ code: XMLFault.Code, says: String = "", line: Int = -1,
        limits: XMLLimits = .init()
    ) {
        self.id = id
        self.bytes = bytes
        self.code = code
        self.says = says
        self.line = line
        self.limits = limits
    }
}

private func limits(_ change: (inout XMLLimits) -> Void) -> XMLLimits {
    var limits = XMLLimits()
    change(&limits)
    return limits
}

@Suite("Refusing a document")
struct FaultTests {
    static let cases: [FaultCase] = emptyAndForeign + grammar + ends + encodings + entities + bounds

    static let emptyAndForeign: [FaultCase] = [
        FaultCase("zero bytes", "", .empty),
        FaultCase("blanks only", " \r\n\t\n", .empty),
        FaultCase("a great many blanks", String(repeating: " \n", count: 100_000), .empty),
        FaultCase(
            "an HTML page", "<!DOCTYPE html>\n<html><head><meta charset=utf-8></head>", .notXML, says: "HTML page"),
        FaultCase("an HTML page, small letters", "<!doctype html><html>", .notXML, says: "HTML page"),
        FaultCase(
            "an XHTML page with entities", "<?xml version='1.0'?>\n<!DOCTYPE html SYSTEM 'x'><html>&nbsp;</html>",
            .notXML, says: "HTML page"),
        FaultCase(
            "a web page in Latin-1", bytes: Array("<!-- x --><html><p>Gr".utf8) + [0xFC], .notXML, says: "HTML page"),
        FaultCase("HTML inside of a catalog", "<a><d><html><br></html></d></a>", .notWellFormed),
        FaultCase("a workbook", bytes: Array("PK\u{3}\u{4}".utf8) + [20, 0, 6, 0], .notXML, says: "ZIP archive"),
        FaultCase("a PDF", "%PDF-1.7\n%âãÏÓ\n", .notXML, says: "PDF document"),
        FaultCase("JSON", " {\"items\": []}", .notXML, says: "JSON document"),
        FaultCase("a JSON array", "[{\"sku\": 1}]", .notXML, says: "JSON document"),
        FaultCase("CSV", "sku;name;price\n1;a;2\n", .notXML, says: "CSV table"),
        FaultCase("CSV with a mark", "\u{FEFF}sku,name\n1,a\n", .notXML, says: "CSV table"),
        FaultCase("EDIFACT", "UNA:+.? 'UNB+UNOC:3'", .notXML, says: "EDIFACT"),
        FaultCase("plain text", "Not found", .notXML, says: "plain text"),
        FaultCase("xz", bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], .notSupportedCompression, says: "xz archive"),
        FaultCase("bzip2", "BZh91AY", .notSupportedCompression, says: "bzip2"),
        FaultCase("Zstandard", bytes: [0x28, 0xB5, 0x2F, 0xFD, 0], .notSupportedCompression, says: "Zstandard"),
        FaultCase("zero bytes as content", bytes: [UInt8](repeating: 0, count: 40), .empty),
    ]

    static let grammar: [FaultCase] = [
        FaultCase(
            "crossed tags", "<a>\n<b>\n</a>", .notWellFormed, says: "\"b\" of line 2 is closed by \"a\"", line: 3),
        FaultCase("bare ampersand", "<a>\nAT & T</a>", .notWellFormed, says: "&amp;", line: 2),
        FaultCase("ampersand without end", "<a>AT&T</a>", .notWellFormed, says: "&amp;"),
        FaultCase("attribute twice", "<a>\n<b x='1' x='2'/></a>", .notWellFormed, says: "\"x\" stands twice", line: 2),
        FaultCase(
            "attribute twice by prefixes", "<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>", .notWellFormed, says: "twice"),
        FaultCase("attribute without quotes", "<a x=1/>", .notWellFormed, says: "quotation marks"),
        FaultCase("attribute with a tag in it", "<a x='<b>'/>", .notWellFormed, says: "&lt;"),
        FaultCase(
            "blank line before the declaration", "\n<?xml version='1.0'?><a/>", .notWellFormed, says: "very first"),
        FaultCase("prefix not declared", "<a>\n<g:price>1</g:price></a>", .undefinedPrefix, says: "\"g\"", line: 2),
        FaultCase("attribute prefix not declared", "<a g:x='1'/>", .undefinedPrefix, says: "xmlns:g"),
        FaultCase("escape character", "<a>\n\n\u{1B}[31m</a>", .controlCharacters, line: 3),
        FaultCase("escape character by number", "<a>&#27;</a>", .controlCharacters),
        FaultCase("zero byte inside", bytes: Array("<a>b".utf8) + [0] + Array("c</a>".utf8), .controlCharacters),
        FaultCase("U+FFFE", "<a>\u{FFFE}</a>", .controlCharacters),
    ]

    static let ends: [FaultCase] = [
        FaultCase("cut in text", "<a><b>half a te", .truncated, says: "2 open elements"),
        FaultCase("cut in a start tag", "<a><b x='1", .truncated),
        FaultCase("cut in a start tag that has a > in it", "<a><b x='>1", .truncated),
        FaultCase("cut in an end tag", "<a><b></b></", .truncated),
        FaultCase("cut in CDATA", "<a><![CDATA[abc]]", .truncated),
        FaultCase("cut in a comment", "<a><!-- abc", .truncated),
        FaultCase("cut in a reference", "<a>x &am", .truncated),
        FaultCase("cut before the root", "<?xml version='1.0'?>\n", .truncated),
        FaultCase("cut in the DOCTYPE", "<!DOCTYPE a [<!ELEMENT a (b)", .truncated),
        FaultCase("second root", "<a/>\n<b/>", .trailingContent),
        FaultCase("text behind", "<a/>\nEND", .trailingContent),
        FaultCase("zero bytes behind", bytes: Array("<a/>\n".utf8) + [0, 0, 0], .trailingContent),
    ]

    static let encodings: [FaultCase] = [
        FaultCase(
            "says UTF-8, is Latin-1",
            bytes: Array("<?xml version='1.0' encoding='UTF-8'?>\n<a>Gr".utf8) + [0xFC]
                + Array("n</a>".utf8), .encoding, says: "UTF-8", line: 2),
        FaultCase("says nothing, is Latin-1", bytes: Array("<a>Gr".utf8) + [0xFC] + Array("n</a>".utf8), .encoding),
        FaultCase("says UTF-16, is UTF-8", "<?xml version='1.0' encoding='UTF-16'?><a/>", .encoding, says: "UTF-16"),
        FaultCase("UTF-8 mark, says Latin-1", "\u{FEFF}<?xml version='1.0' encoding='iso-8859-1'?><a/>", .encoding),
        FaultCase(
            "UTF-16 mark, says UTF-8",
            bytes: [0xFF, 0xFE] + "<?xml version='1.0' encoding='UTF-8'?><a/>".utf16.flatMap { [UInt8($0 & 255), 0] },
            .encoding),
        FaultCase("unknown", "<?xml version='1.0' encoding='klingon'?><a/>", .encoding, says: "klingon is not known"),
        FaultCase(
            "byte that windows-1252 lacks",
            bytes: Array("<?xml version='1.0' encoding='windows-1252'?><a>".utf8)
                + [0x81] + Array("</a>".utf8), .encoding),
        FaultCase(
            "cut character of Shift_JIS",
            bytes: Array("<?xml version='1.0' encoding='Shift_JIS'?><a>".utf8)
                + [0x83, 0x20] + Array("</a>".utf8), .encoding),
    ]

    static let entities: [FaultCase] = [
        FaultCase("general entity", "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", .entityDeclared, says: "\"x\""),
        FaultCase(
            "external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", .entityDeclared),
        FaultCase(
            "unparsed entity", "<!DOCTYPE a [<!NOTATION n SYSTEM 'n'><!ENTITY x SYSTEM 'f' NDATA n>]><a/>",
            .entityDeclared),
        FaultCase("parameter entity used", "<!DOCTYPE a [<!ENTITY % p ''>%p;]><a/>", .parameterEntityUsed, says: "p"),
        FaultCase(
            "external parameter entity used", "<!DOCTYPE a [<!ENTITY % p SYSTEM 'u'>%p;]><a/>", .parameterEntityUsed),
        FaultCase("parameter entity used undeclared", "<!DOCTYPE a SYSTEM 'd' [%p;]><a/>", .parameterEntityUsed),
        FaultCase(
            "parameter entity in an entity", "<!DOCTYPE a [<!ENTITY % p ''><!ENTITY % q '%p;'>]><a/>",
            .parameterEntityUsed),
        FaultCase("undeclared entity", "<a>&nbsp;</a>", .undeclaredEntity, says: "&nbsp;"),
        FaultCase("undeclared entity beside a DTD", "<!DOCTYPE a SYSTEM 'd'><a>&nbsp;</a>", .undeclaredEntity),
        FaultCase("undeclared entity in an attribute", "<!DOCTYPE a SYSTEM 'd'><a x='&auml;'/>", .undeclaredEntity),
    ]

    static let bounds: [FaultCase] = [
        FaultCase("depth", "<a><a><a><a/></a></a></a>", .tooDeep, limits: limits { $0.depth = 3 }),
        FaultCase("text", "<a>123456</a>", .textTooLong, limits: limits { $0.textBytes = 5 }),
        FaultCase("text in CDATA", "<a><![CDATA[123456]]></a>", .textTooLong, limits: limits { $0.textBytes = 5 }),
        FaultCase("attribute", "<a x='123456'/>", .attributeTooLong, limits: limits { $0.attributeBytes = 5 }),
        FaultCase("attributes", "<a x='1' y='2' z='3'/>", .tooManyAttributes, limits: limits { $0.attributes = 2 }),
        FaultCase(
            "namespaces", "<a xmlns:x='1' xmlns:y='2' xmlns='3'/>", .tooManyAttributes,
            limits: limits { $0.attributes = 2 }),
        FaultCase(
            "namespaces in force", "<a xmlns:x='1'><a xmlns:y='2'><a xmlns:z='2'/></a></a>", .tooManyAttributes,
            limits: limits { $0.attributes = 2 }),
        FaultCase(
            "declared attributes", "<!DOCTYPE a [<!ATTLIST a x CDATA '' y CDATA '' z CDATA ''>]><a/>",
            .tooManyAttributes,
            limits: limits { $0.declaredAttributes = 2 }),
        FaultCase("names", "<a><b/><c/></a>", .tooManyNames, limits: limits { $0.names = 2 }),
        FaultCase("document", "<a>12345678</a>", .tooLarge, limits: limits { $0.documentBytes = 10 }),
        FaultCase(
            "comment", "<a><!--" + String(repeating: "x", count: 3000), .tooLarge,
            limits: limits { $0.markupBytes = 1000 }),
        FaultCase(
            "DOCTYPE", "<!DOCTYPE a [" + String(repeating: "<!ELEMENT a (b)>", count: 100), .tooLarge,
            says: "DOCTYPE", limits: limits { $0.doctypeBytes = 1000 }),
    ]

    @Test("A document is refused for its own reason, in one piece and byte by byte", arguments: cases)
    func refused(_ one: FaultCase) throws {
        let whole = try #require(fault(of: one.bytes, limits: one.limits), "it was read")
        #expect(whole.code == one.code, "\(whole)")
        #expect(whole.message.contains(one.says), "\(whole)")
        if one.line >= 0 { #expect(whole.line == one.line, "\(whole)") }
        let bytewise = try #require(fault(of: one.bytes, pieces: [1], limits: one.limits), "it was read byte by byte")
        #expect(bytewise.code == one.code, "byte by byte: \(bytewise)")
    }

    @Test("A fault is thrown again on every later call")
    func again() throws {
        let reader = XMLReader(consumer: XMLConsumer())
        let bytes = Array(("<a></b>" + String(repeating: " ", count: 1000)).utf8)
        for _ in 0..<2 {
            #expect(throws: XMLFault.self) { try bytes.withUnsafeBytes { try reader.feed($0) } }
        }
        #expect(throws: XMLFault.self) { try reader.finish() }
    }

    @Test("A message stays short whatever a name in the file is like")
    func short() throws {
        let name = String(repeating: "n", count: 40_000)
        for text in [
            "<a>&\(name);</a>", "<\(name)></b>", "<\(name):a/>", "<a \(name)=''  \(name)=''/>",
            "<!DOCTYPE a [<!ENTITY \(name) ''>]><a/>",
        ] {
            let message = try #require(fault(of: Array(text.utf8))).message
            #expect(message.utf8.count < 600, "\(message.prefix(100))")
        }
    }

    @Test("Names out of the file cannot steer a terminal by way of a message")
    func printable() {
        let one = XMLFault(.notWellFormed, "a\u{9B}31m\u{202E}b\u{1B}")
        #expect(one.message == "a\u{FFFD}31m\u{FFFD}b\u{FFFD}")
    }
}
