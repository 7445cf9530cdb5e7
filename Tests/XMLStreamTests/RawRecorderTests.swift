import Testing
import XMLStream

/// Records every element of a name, as an importer does with a record it sets aside.
private final class Keeper: XMLConsumer {
    var recorder: XMLRawRecorder
    private(set) var kept: [String] = []
    private let name: String
    private var depth = 0

    private let added: [(name: String, value: [UInt8])]

    init(
        _ name: String, limit: Int = 65536, keepsNamespaces: Bool = false,
        added: [(name: String, value: [UInt8])] = []
    ) {
        self.name = name
        self.added = added
        recorder = XMLRawRecorder(limit: limit, keepsNamespaces: keepsNamespaces)
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        guard depth > 0 || name.string == self.name else { return }
        depth += 1
        recorder.start(name, namespace: namespace, attributes: attributes, adding: depth == 1 ? added : [])
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        if depth > 0 { recorder.text(bytes) }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        guard depth > 0 else { return }
        recorder.end(name)
        depth -= 1
        guard depth == 0 else { return }
        kept.append(recorder.xml)
        recorder.reset()
    }
}

@Suite("Keeping the raw text of a record")
struct RawRecorderTests {
    @Test("A record is written again with local names, its language and all that has to be escaped")
    func rewritten() throws {
        let keeper = Keeper("r")
        let text = """
            <x xmlns:g="http://ns.example"><r xml:lang="de" g:id="a&quot;&#10;b"><g:p>1 &lt; 2 &amp; 3</g:p><e/>\
            <![CDATA[]]]]>&gt;</r><r/></x>
            """
        try read(Array(text.utf8), into: keeper)
        #expect(
            keeper.kept == [
                "<r xml:lang=\"de\" id=\"a&quot;&#10;b\"><p>1 &lt; 2 &amp; 3</p><e/>]]&gt;</r>", "<r/>",
            ])
    }

    @Test("Namespaces are written where they are asked for and change, and attributes may be added")
    func namespaces() throws {
        let keeper = Keeper("r", keepsNamespaces: true, added: [("k", Array("a\"b".utf8))])
        try read(
            Array("<x xmlns=\"u:a\" xmlns:b=\"u:b\"><r k=\"own\"><b:p><b:q/></b:p><s xmlns=\"\"/></r><b:r/></x>".utf8),
            into: keeper)
        #expect(
            keeper.kept == [
                "<r xmlns=\"u:a\" k=\"a&quot;b\"><p xmlns=\"u:b\"><q/></p><s xmlns=\"\"/></r>",
                "<r xmlns=\"u:b\" k=\"a&quot;b\"/>",
            ])
    }

    @Test("Attributes that differ only by their prefix are written once")
    func sameLocalNames() throws {
        let keeper = Keeper("r")
        try read(Array("<r xmlns:a=\"u:a\" xmlns:b=\"u:b\" a:x=\"1\" b:x=\"2\" a:b:c=\"3\"/>".utf8), into: keeper)
        #expect(keeper.kept == ["<r x=\"1\" b_c=\"3\"/>"])
    }

    @Test("A record that is too long is cut with a mark, stays well-formed and within its bound", arguments: 0..<120)
    func cut(limit: Int) throws {
        let keeper = Keeper("r", limit: limit)
        try read(Array("<r a='ä'><b>€uro &amp; 𝄞 <c d='&lt;'>text</c></b><b/>Ende</r>".utf8), into: keeper)
        let whole = "<r a=\"ä\"><b>€uro &amp; 𝄞 <c d=\"&lt;\">text</c></b><b/>Ende</r>"
        let kept = try #require(keeper.kept.first)
        if kept == whole { return }
        #expect(kept.contains(XMLRawRecorder.cutMark))
        if kept != XMLRawRecorder.cutMark { #expect(fault(of: Array(kept.utf8)) == nil, "\(kept)") }
        let before = try #require(kept.firstRange(of: XMLRawRecorder.cutMark)?.lowerBound)
        #expect(whole.hasPrefix(kept[..<before]), "\(kept)")
        #expect(kept.utf8.count <= limit + XMLRawRecorder.cutMark.utf8.count + 20)
    }
}
