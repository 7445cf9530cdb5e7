import Foundation
import Testing
import XMLStream

@Suite("Reading a document")
struct ReadingTests {
    @Test("Elements, attributes, text and CDATA are told in order")
    func order() throws {
        let told = try outline("<a x='1' y=\"&lt;2&gt;\"><b/>t&amp;u<![CDATA[<c>]]></a>")
        #expect(told == ["+a@x=1@y=<2>", "+b", "-b", "t&u<c>", "-a"])
    }

    @Test(
        "An ampersand in an attribute is told as itself, however it is written",
        arguments: [
            ("A &amp; B", "A & B"), ("&#38;&#x26;&amp;", "&&&"), ("&amp;#38;", "&#38;"), ("&amp;amp;", "&amp;"),
            ("&lt;&amp;&quot;", "<&\""), ("x&amp;", "x&"), ("&amp;#38", "&#38"),
        ])
    func ampersand(written: String, told: String) throws {
        #expect(try outline("<a x='\(written)' y='1'/>") == ["+a@x=\(told)@y=1", "-a"])
        #expect(try outline("<a y='1' x='\(written)'>&amp;</a>") == ["+a@y=1@x=\(told)", "&", "-a"])
    }

    @Test("A DOCTYPE that names a DTD is told and not loaded")
    func doctype() throws {
        #expect(
            try outline("<!DOCTYPE a SYSTEM \"http://feeds.example/a.dtd\"><a/>")
                == ["!a http://feeds.example/a.dtd", "+a", "-a"])
    }

    @Test("A parameter entity that is declared and not used is let through")
    func unusedParameterEntity() throws {
        #expect(try outline("<!DOCTYPE a [<!ENTITY % USERDEFINES \"(U1?)\"><!ELEMENT U1 (#PCDATA)>]><a/>").last == "-a")
    }

    @Test(
        "Oddities that lose nothing do not refuse a document",
        arguments: [
            "<a xmlns:x=''/>", "<a xmlns='relative'/>", "<x:a:b xmlns:x='u'/>", "<a xmlns:xml='u'/>",
            "<a xmlns:xmlns='u'/>", "<?xml version='1.1'?><a/>", "<a xml:space='odd'/>", "<a xml:lang='?'/>",
            "<a xml:id='1'/>", "<?xml version='1.0' standalone='yes'?><a/>", "<!DOCTYPE b><a/>", "<a>\u{85}\u{9B}</a>",
            "<a><!-- \u{FEFF} --></a>",
        ])
    func oddities(text: String) throws {
        #expect(try outline(text).first?.contains("+") ?? false || text.contains("DOCTYPE"))
    }

    @Test("A well-formed web page is read, and what makes it none is left to the format")
    func webPage() throws {
        #expect(try outline("<!DOCTYPE html>\n<html><br/></html>") == ["!html ", "+html", "+br", "-br", "-html"])
    }

    @Test("Names and namespaces are the same pointers wherever they stand, and those that intern gives")
    func interned() throws {
        final class Names: XMLConsumer {
            var pointers: [UnsafePointer<UInt8>?] = []
            override func start(
                _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
            ) {
                pointers += [name.pointer, namespace, attributes[0].name.pointer]
                #expect(reader.intern("a") == name)
                #expect(reader.intern("urn:x").pointer == namespace)
                #expect(attributes.value(of: name).map { Array($0) } == Array("1".utf8))
                #expect(attributes.value(of: reader.intern("other")) == nil)
            }
        }
        let names = Names()
        try read(Array("<a xmlns='urn:x' a='1'><p:a xmlns:p='urn:x' a='1'/></a>".utf8), into: names)
        #expect(Array(names.pointers[..<3]) == Array(names.pointers[3...]))
        #expect(names.pointers[0] == names.pointers[2])
    }

    @Test("Every sample feed reads")
    func samples() throws {
        for file in sampleFeeds() {
            let recording = Recording()
            let bytes = Array(try Data(contentsOf: file))
            #expect(throws: Never.self, "\(file.lastPathComponent)") { try read(bytes, into: recording) }
            #expect(recording.maximumDepth <= 32, "\(file.lastPathComponent)")
        }
    }
}
