import Testing
import XMLStream

/// Feeds text that a closure makes piece by piece, without holding all of it; says how many bytes were taken.
private func feed(
    _ pieces: some Sequence<String>, into consumer: XMLConsumer = XMLConsumer()
) -> (fault: XMLFault?, bytes: Int) {
    let reader = XMLReader(consumer: consumer)
    var taken = 0
    do {
        for piece in pieces {
            var text = piece
            try text.withUTF8 { try reader.feed(UnsafeRawBufferPointer($0)) }
            taken += piece.utf8.count
        }
        try reader.finish()
        return (nil, taken)
    } catch {
        return (error as? XMLFault, taken)
    }
}

/// Counts what it is told.
private final class Counter: XMLConsumer {
    var starts = 0
    var attributes = 0
    var text = 0
    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        starts += 1
        self.attributes += attributes.count
    }
    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) { text += bytes.count }
}

// Waiting for other tests counts too; none of these takes more than seconds by itself.
@Suite("Hostile documents", .timeLimit(.minutes(5)))
struct HostileTests {
    @Test("A tag of 100,000 attributes is refused while it comes in", arguments: ["a%=''", "a%='<'", "xmlns:n%='u'"])
    func manyAttributes(pattern: String) {
        let parts = pattern.split(separator: "%")
        let tags = (0..<100_000).lazy.map { " \(parts[0])\($0)\(parts[1])".replacing("<", with: ">") }
        let result = feed(chain("<r><x", batches(tags, of: 500), "/></r>"))
        #expect(result.fault?.code == .tooManyAttributes, "\(String(describing: result.fault))")
        #expect(result.bytes < 200_000)
    }

    @Test("A tag of 9,000 attributes that comes in one piece is refused at its event")
    func manyAttributesAtOnce() {
        let tag = "<r>" + "<x" + (0..<9000).map { " a\($0)=''" }.joined() + "/>"
        #expect(feed([tag]).fault?.code == .tooManyAttributes)
    }

    @Test("A million different names are refused after the limit of names and one piece more")
    func manyNames() {
        let counter = Counter()
        let result = feed(
            chain("<r>", batches((0..<1_000_000).lazy.map { "<n\($0)/>" }, of: 5000), "</r>"), into: counter)
        #expect(result.fault?.code == .tooManyNames)
        #expect(counter.starts < 40_000)
    }

    @Test("A million elements inside each other are refused at the limit of depth")
    func deep() {
        let counter = Counter()
        let result = feed(batches((0..<1_000_000).lazy.map { _ in "<a>" }, of: 5000), into: counter)
        #expect(result.fault?.code == .tooDeep)
        #expect(counter.starts == 128)
    }

    @Test("Entities within entities are refused at the first declaration")
    func laughs() {
        let text =
            "<!DOCTYPE a [<!ENTITY a 'ha'>" + (1..<20).map { "<!ENTITY a\($0) '&a;&a;&a;'>" }.joined()
            + "]><a>&a19;</a>"
        let counter = Counter()
        #expect(feed([text], into: counter).fault?.code == .entityDeclared)
        #expect(counter.starts == 0)
    }

    @Test("Text without end is refused at the limit of text")
    func endlessText() {
        let result = feed(chain("<a>", batches((0..<1_000_000).lazy.map { _ in "never ending text " }, of: 1000), ""))
        #expect(result.fault?.code == .textTooLong)
        #expect(result.bytes < 5 << 20)
    }

    @Test(
        "Markup without end is refused at the limit of markup",
        arguments: ["<a><!-- ", "<a x='", "<a><?p ", "<!DOCTYPE a [", "<a><b", "<!DOCTYPE a SYSTEM '", "<a></"])
    func endlessMarkup(start: String) {
        let result = feed(chain(start, batches((0..<1_000_000).lazy.map { _ in "xxxxxxxxx\n" }, of: 1000), ""))
        let codes: [XMLFault.Code?] = [.tooLarge, .attributeTooLong, .notWellFormed]
        #expect(codes.contains(result.fault?.code), "\(String(describing: result.fault))")
        #expect(result.bytes < 3 << 20)
    }

    @Test("Attributes that a DOCTYPE adds cannot make a document many times larger")
    func defaults() {
        let value = String(repeating: "x", count: 100_000)
        let counter = Counter()
        let result = feed(
            chain(
                "<!DOCTYPE a [<!ATTLIST b c CDATA '\(value)'>]><a>",
                batches((0..<1_000_000).lazy.map { _ in "<b/>" }, of: 1000), ""),
            into: counter)
        #expect(result.fault?.code == .tooLarge)
        #expect(counter.starts < 1000)
    }

    @Test("A DOCTYPE of 60,000 attributes is refused while it comes in")
    func declarations() {
        let declarations = (0..<60_000).lazy.map { " a\($0) CDATA ''" }
        let result = feed(chain("<!DOCTYPE a [<!ATTLIST a", batches(declarations, of: 1000), ">]><a/>"))
        #expect(result.fault?.code == .tooLarge)
        #expect(result.bytes < 200_000)
    }

    @Test("Namespaces declared level by level are refused at the limit")
    func namespaces() {
        let levels = (0..<100).map { level in
            "<a" + (0..<200).map { " xmlns:n\(level)_\($0)='u'" }.joined() + ">"
        }
        let result = feed(levels)
        #expect(result.fault?.code == .tooManyAttributes)
        #expect(result.bytes < 20_000)
    }

    @Test("A name of a megabyte is refused")
    func longName() {
        let result = feed(chain("<a><", batches((0..<100_000).lazy.map { _ in "nnnnnnnnnn" }, of: 1000), "/></a>"))
        #expect([.tooLarge, .notWellFormed].contains(result.fault?.code), "\(String(describing: result.fault))")
    }

    @Test("Many comments and blanks, which tell nothing, are read to the end")
    func quiet() {
        let result = feed(
            chain("<a>", batches((0..<100_000).lazy.map { _ in "<!-- nothing --> \n" }, of: 1000), "</a>"))
        #expect(result.fault == nil)
    }

    @Test("A consumer that stops is told nothing more, and nothing is thrown")
    func stopped() throws {
        let recording = Recording()
        recording.stopAt = "b"
        try read(Array("<a><b/><c/></a> garbage & more <<<".utf8), into: recording)
        #expect(recording.outline == ["+a", "+b"])
    }

    @Test("Blanks that run between many records are no long text")
    func blanksBetween() {
        let counter = Counter()
        let result = feed(
            chain(
                "<a>", batches((0..<200_000).lazy.map { _ in "<b/>" + String(repeating: " ", count: 40) }, of: 1000),
                "</a>"), into: counter)
        #expect(result.fault == nil)
        #expect(counter.text == 8_000_000)
    }

    private func batches(_ texts: some Sequence<String>, of count: Int) -> [String] {
        var all: [String] = []
        var current = ""
        var held = 0
        for text in texts {
            current += text
            held += 1
            if held == count {
                all.append(current)
                current = ""
                held = 0
            }
        }
        return all + [current]
    }

    private func chain(_ first: String, _ middle: [String], _ last: String) -> [String] { [first] + middle + [last] }
}
