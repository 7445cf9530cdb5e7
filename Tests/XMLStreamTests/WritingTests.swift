import Testing
import XMLStream

@Suite("Writing a document")
struct WritingTests {
    @Test("A document that is taken piece by piece is the same as one that is written at once")
    func pieces() {
        let (whole, parts) = (XMLWriter(), XMLWriter())
        whole.element("a") { for number in 0..<100 { whole.element("b", text: "\(number)") } }
        parts.start("a")
        var bytes: [UInt8] = []
        for number in 0..<100 {
            parts.element("b", text: "\(number)")
            parts.drain { bytes += $0 }
        }
        parts.end()
        parts.finish { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == whole.finish())
    }

    @Test("Elements, attributes and texts are written in order, indented, in UTF-8")
    func document() {
        let writer = XMLWriter()
        writer.element("Order", ["xmlns": "urn:o", "xmlns:c": "urn:c"]) {
            writer.element("c:ID", text: "PO-1")
            writer.element("c:Quantity", ["unitCode": "C62"], text: "12")
            writer.element("c:Note", ifPresent: nil)
            writer.element("c:Line", ["no": "1"]) { writer.element("c:Name", ifPresent: "玉 gua sha") }
            writer.element("c:End")
        }
        #expect(
            writer.finish() == """
                <?xml version="1.0" encoding="UTF-8"?>
                <Order xmlns="urn:o" xmlns:c="urn:c">
                  <c:ID>PO-1</c:ID>
                  <c:Quantity unitCode="C62">12</c:Quantity>
                  <c:Line no="1">
                    <c:Name>玉 gua sha</c:Name>
                  </c:Line>
                  <c:End/>
                </Order>

                """)
    }

    @Test("Markup in texts and values is escaped, and reads back to the letter")
    func escaping() throws {
        let odd = "a<b> & \"c\" 'd' ]]> <!-- &amp; \t\u{85}é\u{1F600}"
        let writer = XMLWriter()
        writer.element("a", ["x": odd.replacing("\t", with: " ")], text: odd)
        let text = writer.finish()
        #expect(!text.contains("<b>"))
        #expect(try outline(text) == ["+a@x=\(odd.replacing("\t", with: " "))", odd, "-a"])
    }

    @Test("Line breaks and tabs in values and texts survive the reader's normalisation")
    func lineBreaks() throws {
        let writer = XMLWriter()
        writer.element("a", ["x": "1\n2\r3\t4"], text: "5\r\n6\r7")
        #expect(try outline(writer.finish()) == ["+a@x=1\n2\r3\t4", "5\r\n6\r7", "-a"])
    }

    @Test("A character that XML does not have becomes the replacement character")
    func illegalCharacters() throws {
        let writer = XMLWriter()
        writer.element("a", ["x": "1\u{0}2"], text: "3\u{1B}[31m\u{FFFF}4")
        #expect(try outline(writer.finish()) == ["+a@x=1\u{FFFD}2", "3\u{FFFD}[31m\u{FFFD}4", "-a"])
    }

    @Test("Random texts read back as they were written", arguments: [UInt64.random(in: 0...999_999)])
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let alphabet: [Character] = ["<", ">", "&", "\"", "'", "]", "-", "x", " ", "\t", "\n", "\r", "ß", "\u{10FFFF}"]
        for _ in 0..<200 {
            let text = String(
                (0..<Int.random(in: 1...40, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! })
            let writer = XMLWriter()
            writer.element("a", ["x": text], text: text)
            let written = writer.finish()
            let told = try outline(written)
            #expect(told == ["+a@x=\(text)", text, "-a"], "seed \(seed)")
        }
    }

    @Test("A large document is written whole")
    func large() throws {
        let writer = XMLWriter()
        writer.element("a") { for _ in 0..<20_000 { writer.element("b", text: "0123456789") } }
        #expect(try outline(writer.finish()).filter { $0 == "+b" }.count == 20_000)
    }
}
