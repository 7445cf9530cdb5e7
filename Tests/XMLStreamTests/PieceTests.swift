import Foundation
import Testing
import XMLStream

/// Documents with everything that could be cut in two by a piece's end.
private let awkward: [String] = [
    "<?xml version='1.0'?>\r\n<a x='>'  y=\"'&lt;\n'\">\r\n <b/>\n\n  <!-- <x> ' -->\n  <c\n   z='1'\n >t&#228;ü€𝄞</c>]] ></a>\n",
    "<a>\(String(repeating: "für 5 € — 𝄞𝄞 ", count: 200))<b>1 &gt; 2</b>\(String(repeating: "x\n", count: 300))</a>",
    "<a><![CDATA[\(String(repeating: "ü]]", count: 300))]]><b><![CDATA[]]]]><![CDATA[>]]></b></a><!-- ü -->\n<?p x?>",
    "<!DOCTYPE a [<!ENTITY % u '()'> <!-- ']>' --> <!ATTLIST a k CDATA 'd>'>]>\n<a l='1'><b k='>>' \n l='<'/></a>"
        .replacingOccurrences(of: "l='<'", with: "l='&lt;'"),
    "<g:a xmlns:g='urn:g'\n\n xmlns='urn:d'>  <b g:c='1'>'</b>\"<c>\"</c>'<d>></d></g:a>",
    "<a>" + (0..<40).map { "<ITEM no=\"\($0)\">\n\t<NAME lang='de'>Jade–Gua-Sha \($0)</NAME></ITEM>\n" }.joined()
        + "</a>",
]

@Suite("A document in pieces")
struct PieceTests {
    @Test("Byte by byte it is told as in one piece, with the same places", arguments: awkward.indices)
    func bytewise(index: Int) throws {
        let bytes = Array(awkward[index].utf8)
        let whole = Recording()
        try read(bytes, into: whole)
        let pieces = Recording()
        try read(bytes, pieces: [1], into: pieces)
        #expect(whole.all == pieces.all)
    }

    @Test("Cut at random places it is told as in one piece", arguments: awkward.indices)
    func random(index: Int) throws {
        let bytes = Array(awkward[index].utf8)
        let whole = Recording()
        try read(bytes, into: whole)
        for seed in 0..<60 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let largest = Int.random(in: 1...700, using: &generator)
            let lengths = (0..<bytes.count).map { _ in Int.random(in: 1...largest, using: &generator) }
            let pieces = Recording()
            try read(bytes, pieces: lengths, into: pieces)
            #expect(whole.all == pieces.all, "seed \(seed)")
        }
    }

    @Test("The sample feeds, cut at random places, are told as in one piece")
    func samples() throws {
        for (seed, file) in sampleFeeds().enumerated() {
            let bytes = Array(try Data(contentsOf: file))
            let whole = Recording()
            try read(bytes, into: whole)
            var generator = SeededGenerator(seed: UInt64(seed))
            let lengths = (0..<bytes.count / 100).map { _ in Int.random(in: 1...3000, using: &generator) }
            let pieces = Recording()
            try read(bytes, pieces: lengths, into: pieces)
            #expect(whole.all == pieces.all, "\(file.lastPathComponent), seed \(seed)")
        }
    }

    @Test("Line and column are those of the tag's <, also across pieces and after long lines")
    func places() throws {
        for seed in 0..<40 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let (text, places) = placedDocument(&generator)
            let bytes = Array(text.utf8)
            let lengths = (0..<400).map { _ in
                Int.random(in: 1...Int.random(in: 1...9000, using: &generator), using: &generator)
            }
            let recording = Recording()
            try read(bytes, pieces: lengths, into: recording)
            let told = recording.all.compactMap { event -> [Int]? in
                guard case .start("e", _, _, let line, let column) = event else { return nil }
                return [line, column]
            }
            #expect(told == places, "seed \(seed)")
        }
    }

    @Test("An end tag has the place of its own <, that of an empty element the place of the element")
    func endPlaces() throws {
        let recording = Recording()
        try read(Array("<a>\n  <b\n x='ü'/>ä</a>".utf8), into: recording)
        #expect(
            recording.all == [
                .start("a", namespace: nil, attributes: [], line: 1, column: 1), .text("\n  "),
                .start("b", namespace: nil, attributes: ["x=ü"], line: 2, column: 3), .end("b", line: 2, column: 3),
                .text("ä"), .end("a", line: 3, column: 10),
            ])
    }

    /// A document of elements `e` among text, comments and long lines, with line and column of each.
    private func placedDocument(_ generator: inout SeededGenerator) -> (String, [[Int]]) {
        var text = "<root>"
        var places: [[Int]] = []
        var line = 1
        var column = 7
        func add(_ more: String) {
            text += more
            for character in more.unicodeScalars {
                if character == "\n" {
                    line += 1
                    column = 1
                } else {
                    column += 1
                }
            }
        }
        for _ in 0..<150 {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: add(String(repeating: "long ünd € ", count: Int.random(in: 1...800, using: &generator)))
            case 1: add("\n\n\t ")
            case 2: add("<!-- a\nb ü -->")
            case 3: add("<![CDATA[ <e> \n ü]]>")
            case 4: add("&amp;&#10;&lt;")
            default:
                places.append([line, column])
                let gap = Bool.random(using: &generator) ? "\n   " : " "
                add("<e\(gap)x=\"ü > 1\"\(gap)y='\(Bool.random(using: &generator) ? "\n" : "")'>t</e>")
            }
        }
        add("</root>")
        return (text, places)
    }
}
