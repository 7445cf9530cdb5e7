/// What the first bytes of a file say: whether it can be XML, and what it seems to be when it cannot.
struct FileStart {
    /// How many bytes are enough to tell.
    static let length = 512

    /// What the file seems to be ("a PDF document"); `nil` when it may be XML.
    let kind: String?
    /// The file is packed in a way that is not read here.
    let isPacked: Bool
    /// The encoding named in the XML declaration, empty when there is none.
    let declaredEncoding: String
    /// Why the declared encoding cannot be right, when the byte order mark or the first bytes contradict it.
    let encodingConflict: String?
    /// It begins like a web page; a well-formed one is still XML.
    let isHTML: Bool
    /// It begins with the byte order mark of UTF-8.
    var hasMark = false

    init(head: [UInt8]) {
        let (width, text) = Self.plain(head)
        if let packed = Self.packed(head) {
            (kind, isPacked, declaredEncoding, encodingConflict, isHTML) = (packed, true, "", nil, false)
            return
        }
        isPacked = false
        hasMark = width == .utf8
        let body = text.drop { Self.isBlank($0) }
        let declared = Self.declaredEncoding(text)
        declaredEncoding = declared
        encodingConflict = Self.conflict(declared: declared, width: width)
        isHTML = Self.isHTML(body)
        kind = Self.kind(of: head, body: body, width: width)
    }

    /// How the first bytes are laid out, by their mark or by zero bytes between them.
    enum Width { case unmarked, utf8, utf16Little, utf16Big, other }

    /// The bytes as a plain text to look at: without mark and, in UTF-16, without the zero halves.
    private static func plain(_ head: [UInt8]) -> (Width, [UInt8]) {
        if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) { return (.other, []) }
        if head.starts(with: [0x3C, 0, 0, 0]) || head.starts(with: [0, 0, 0, 0x3C]) {
            return (.other, head.filter { $0 != 0 })
        }
        if head.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) { return (.other, Array("<?xml".utf8)) }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, Array(head.dropFirst(3))) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16Little, head.dropFirst(2).filter { $0 != 0 }) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16Big, head.dropFirst(2).filter { $0 != 0 }) }
        if head.starts(with: [0x3C, 0]) { return (.utf16Little, head.filter { $0 != 0 }) }
        if head.starts(with: [0, 0x3C]) { return (.utf16Big, head.filter { $0 != 0 }) }
        return (.unmarked, head)
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    private static func packed(_ head: [UInt8]) -> String? {
        if head.starts(with: [0x1F, 0x8B]) { return "a gzip archive" }
        if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A]) { return "an xz archive" }
        if head.starts(with: Array("BZh".utf8)) { return "a bzip2 archive" }
        if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "a Zstandard archive" }
        if head.starts(with: [0x37, 0x7A, 0xBC, 0xAF]) { return "a 7z archive" }
        if head.starts(with: Array("Rar!".utf8)) { return "a RAR archive" }
        if head.starts(with: [0x1F, 0x9D]) { return "a compress (.Z) archive" }
        return nil
    }

    private static let magics: [(bytes: [UInt8], kind: String)] = [
        (Array("PK\u{3}\u{4}".utf8), "a ZIP archive (Excel and Word files are such)"),
        (Array("%PDF".utf8), "a PDF document"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        (Array("GIF8".utf8), "a GIF picture"),
        (Array("{\\rtf".utf8), "an RTF document"),
        (Array("SQLite format".utf8), "an SQLite database"),
        (Array("UNA".utf8), "an EDIFACT message"),
        (Array("UNB+".utf8), "an EDIFACT message"),
        (Array("ISA*".utf8), "an X12 message"),
    ]

    private static func kind(of head: [UInt8], body: ArraySlice<UInt8>, width: Width) -> String? {
        if width == .other && body.isEmpty { return "text in UTF-32" }
        guard let first = body.first, first != UInt8(ascii: "<") else { return nil }
        for magic in magics where body.starts(with: magic.bytes) { return magic.kind }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return "a JSON document" }
        if body.contains(where: { $0 < 0x20 && !isBlank($0) }) { return "a binary file" }
        let line = body.prefix { $0 != 0x0A && $0 != 0x0D }
        let separators: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), 0x09, UInt8(ascii: "|")]
        if separators.contains(where: { mark in line.count { $0 == mark } >= 1 }), line.count < body.count {
            return "a CSV table"
        }
        return "plain text"
    }

    /// The first element, or the type of the document, is that of a web page.
    private static func isHTML(_ body: ArraySlice<UInt8>) -> Bool {
        let lower = body.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        var rest = Substring(decoding: lower, as: UTF8.self)
        while true {
            rest = rest.drop { $0.isWhitespace }
            if rest.hasPrefix("<?"), let end = rest.firstRange(of: "?>") {
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("<!--"), let end = rest.firstRange(of: "-->") {
                rest = rest[end.upperBound...]
            } else {
                return ["<html", "<!doctype html", "<head>", "<body"].contains { rest.hasPrefix($0) }
            }
        }
    }

    /// The value of `encoding` in the XML declaration.
    private static func declaredEncoding(_ text: [UInt8]) -> String {
        let head = String(decoding: text, as: UTF8.self)
        guard head.hasPrefix("<?xml") else { return "" }
        let declaration = head.prefix { $0 != ">" }
        guard let key = declaration.firstRange(of: "encoding") else { return "" }
        let rest = declaration[key.upperBound...].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return "" }
        return String(rest.dropFirst().prefix { $0 != quote }.prefix(40))
    }

    private static func conflict(declared: String, width: Width) -> String? {
        guard !declared.isEmpty else { return nil }
        let name = declared.uppercased()
        let isWide = name.hasPrefix("UTF-16") || name.hasPrefix("UTF16") || name.contains("UCS-2") || name == "UCS2"
        switch width {
        case .unmarked where isWide || name.hasPrefix("UTF-32") || name.contains("UCS-4"):
            return "single bytes, like UTF-8"
        case .utf8 where !["UTF-8", "UTF8"].contains(name): return "UTF-8, by its byte order mark"
        case .utf16Little where !isWide || name.hasSuffix("BE"): return "UTF-16, low byte first"
        case .utf16Big where !isWide || name.hasSuffix("LE"): return "UTF-16, high byte first"
        default: return nil
        }
    }
}
