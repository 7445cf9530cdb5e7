import Foundation
import Testing
import XMLStream

struct EncodingCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// As Foundation calls it.
    let encoding: String.Encoding
    var mark: [UInt8] = []
    var text = "Grün, 5 kg"
    var isDeclared = true
    var testDescription: String { name + (mark.isEmpty ? "" : " with mark") + (isDeclared ? "" : ", not declared") }
}

@Suite("Encodings")
struct EncodingTests {
    static let cases: [EncodingCase] = [
        EncodingCase(name: "UTF-8", encoding: .utf8, text: "Jade 翡翠 𝄞"),
        EncodingCase(name: "UTF-8", encoding: .utf8, mark: [0xEF, 0xBB, 0xBF], text: "Jade 翡翠 𝄞"),
        EncodingCase(name: "UTF-8", encoding: .utf8, text: "翡翠", isDeclared: false),
        EncodingCase(name: "UTF-8", encoding: .utf8, mark: [0xEF, 0xBB, 0xBF], text: "翡翠", isDeclared: false),
        EncodingCase(name: "ISO-8859-1", encoding: .isoLatin1),
        EncodingCase(name: "iso-8859-2", encoding: .isoLatin2, text: "żółty kamień"),
        EncodingCase(name: "windows-1250", encoding: .windowsCP1250, text: "žlutý – kámen"),
        EncodingCase(name: "windows-1252", encoding: .windowsCP1252, text: "5 € – grün"),
        EncodingCase(name: "UTF-16", encoding: .utf16LittleEndian, mark: [0xFF, 0xFE], text: "翡翠 𝄞"),
        EncodingCase(name: "UTF-16", encoding: .utf16BigEndian, mark: [0xFE, 0xFF], text: "翡翠 𝄞"),
        EncodingCase(name: "UTF-16LE", encoding: .utf16LittleEndian, text: "翡翠 𝄞"),
        EncodingCase(name: "UTF-16", encoding: .utf16LittleEndian, mark: [0xFF, 0xFE], text: "ü", isDeclared: false),
        EncodingCase(name: "Shift_JIS", encoding: .shiftJIS, text: "ヒスイ表ソ能"),
        EncodingCase(name: "US-ASCII", encoding: .ascii, text: "jade"),
    ]

    /// Long enough that pieces and libxml2's own buffers end inside of characters.
    private func document(_ one: EncodingCase) -> String {
        let declaration = one.isDeclared ? "<?xml version=\"1.0\" encoding=\"\(one.name)\"?>\n" : ""
        return declaration + "<a t=\"\(one.text)\">"
            + (0..<300).map { "<b>\(one.text) \($0)</b>\n" }.joined() + String(repeating: one.text, count: 400) + "</a>"
    }

    @Test("A document in this encoding is told as in UTF-8, whatever the pieces", arguments: cases)
    func converted(_ one: EncodingCase) throws {
        let text = document(one)
        let bytes = one.mark + Array(try #require(text.data(using: one.encoding)))
        let plain = Recording()
        try read(Array(text.replacingOccurrences(of: "encoding=\"\(one.name)\"", with: "").utf8), into: plain)
        for pieces in [[], [1], [513, 7, 1, 1, 1000, 3]] {
            let recording = Recording()
            try read(bytes, pieces: pieces, into: recording)
            let differing = zip(recording.all, plain.all).first { $0 != $1 }.map {
                "\($0)".prefix(300) + " for \($1)".prefix(300)
            }
            #expect(differing == nil, "pieces \(pieces)")
            #expect(recording.all.count == plain.all.count, "pieces \(pieces)")
        }
    }

    @Test("GBK and EUC-JP, made from known bytes, are told in UTF-8, whatever the pieces")
    func knownBytes() throws {
        let known: [(String, [UInt8])] = [
            ("GBK", [0xF4, 0xE4, 0xB4, 0xE4]), ("GB18030", [0xF4, 0xE4, 0xB4, 0xE4]),
            ("EUC-JP", [0xE6, 0xC7, 0xBF, 0xE9]),
        ]
        for (name, characters) in known {
            let repeated = (0..<700).flatMap { _ in characters }
            let bytes = Array("<?xml version='1.0' encoding='\(name)'?><a>".utf8) + repeated + Array("</a>".utf8)
            let told = try [[], [1], [515, 3]].map { pieces in
                let recording = Recording()
                try read(bytes, pieces: pieces, into: recording)
                return recording.outline
            }
            #expect(told[0].count == 3, "\(name)")
            #expect(told[0][1].unicodeScalars.count == 1400, "\(name)")
            #expect(told[0][1].hasPrefix("翡翠"), "\(name)")
            #expect(told[1] == told[0] && told[2] == told[0], "\(name)")
        }
    }
}
