/// Writes part of a document down again as XML text of its own, for showing a record that was set aside.
///
/// A consumer calls it from its own `start`, `text` and `end`, from the record's first tag to its last. What it makes is
/// well-formed at any time: open elements are closed, and where the bound was reached a comment says so. Local names are
/// kept, prefixes dropped, namespaces too unless they are asked for, but for `xml:lang` and its like; comments and
/// instructions are not told and so are lost.
public struct XMLRawRecorder {
    /// What stands where the rest was left out.
    public static let cutMark = "<!-- cut here: the record is too long to be kept whole -->"

    /// Bytes of UTF-8 that are kept at most, the mark and the end tags left out of account.
    public let limit: Int
    /// Something was left out.
    public private(set) var isCut = false

    private var bytes: [UInt8] = []
    private var open: [[UInt8]] = []
    private let keepsNamespaces: Bool
    /// The namespaces of the open elements, where they are kept.
    private var namespaces: [UnsafePointer<UInt8>?] = []
    /// Elements that started after the cut and are not written.
    private var unwrittenDepth = 0
    /// A start tag still lacks its `>`, as it may turn out to be empty.
    private var isTagOpen = false

    /// A recorder of up to `limit` bytes; 64 KiB when nothing is said.
    public init(limit: Int = 65536, keepsNamespaces: Bool = false) {
        self.limit = limit
        self.keepsNamespaces = keepsNamespaces
    }

    /// Forgets everything, to begin with another record.
    public mutating func reset() {
        self = XMLRawRecorder(limit: limit, keepsNamespaces: keepsNamespaces)
    }

    /// The XML so far, with end tags for what is still open.
    public var xml: String { parts.opening + parts.closing }

    /// The XML so far, and the end tags for what is still open: other content may be put between the two.
    public var parts: (opening: String, closing: String) {
        var opening = bytes
        if isTagOpen { opening.append(UInt8(ascii: ">")) }
        var closing: [UInt8] = []
        for name in open.reversed() { closing.append(contentsOf: Self.endTag(name)) }
        return (String(decoding: opening, as: UTF8.self), String(decoding: closing, as: UTF8.self))
    }

    /// Notes the start of an element; attributes may be added to its own.
    public mutating func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>? = nil, attributes: XMLAttributes,
        adding added: [(name: String, value: [UInt8])] = []
    ) {
        guard !isCut else {
            unwrittenDepth += 1
            return
        }
        let local = Self.local(name)
        var tag = [UInt8(ascii: "<")] + local
        if keepsNamespaces { Self.declare(namespace, within: namespaces, into: &tag) }
        var seen: Set<[UInt8]> = []
        for attribute in added {
            seen.insert(Array(attribute.name.utf8))
            Self.write(Array(attribute.name.utf8), attribute.value, into: &tag)
        }
        for position in 0..<attributes.count {
            let attribute = attributes[position]
            let label = Self.prefix(attribute.namespace) + Self.local(attribute.name)
            guard seen.insert(label).inserted else { continue }
            Self.write(label, attribute.value, into: &tag)
            guard tag.count <= limit else { break }
        }
        closeTag()
        guard bytes.count + tag.count <= limit else {
            cut()
            unwrittenDepth += 1
            return
        }
        bytes.append(contentsOf: tag)
        open.append(local)
        if keepsNamespaces { namespaces.append(namespace) }
        isTagOpen = true
    }

    /// Notes text of the element that is open; text outside of any is left out.
    public mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        guard !isCut, !open.isEmpty, !text.isEmpty else { return }
        closeTag()
        let space = max(0, limit - bytes.count)
        var escaped: [UInt8] = []
        Self.escape(UnsafeBufferPointer(rebasing: text.prefix(space)), isAttribute: false, into: &escaped)
        guard escaped.count > space || text.count > space else {
            bytes.append(contentsOf: escaped)
            return
        }
        bytes.append(contentsOf: Self.whole(escaped.prefix(space)))
        cut()
    }

    /// Notes the end of an element.
    public mutating func end(_ name: XMLName) {
        if unwrittenDepth > 0 {
            unwrittenDepth -= 1
            return
        }
        guard let last = open.popLast() else { return }
        if keepsNamespaces { namespaces.removeLast() }
        if isTagOpen {
            isTagOpen = false
            bytes.append(contentsOf: "/>".utf8)
        } else {
            bytes.append(contentsOf: Self.endTag(last))
        }
    }

    private mutating func cut() {
        isCut = true
        bytes.append(contentsOf: Self.cutMark.utf8)
    }

    private mutating func closeTag() {
        guard isTagOpen else { return }
        isTagOpen = false
        bytes.append(UInt8(ascii: ">"))
    }

    /// Names the namespace where it is not that of the element around; the outermost always names its own.
    private static func declare(
        _ namespace: UnsafePointer<UInt8>?, within around: [UnsafePointer<UInt8>?], into tag: inout [UInt8]
    ) {
        if let last = around.last, last == namespace { return }
        let value = namespace.map { Array(String(cString: $0).utf8) } ?? []
        write(Array("xmlns".utf8), value, into: &tag)
    }

    private static func write(_ name: [UInt8], _ value: some Collection<UInt8>, into tag: inout [UInt8]) {
        tag.append(UInt8(ascii: " "))
        tag.append(contentsOf: name)
        tag.append(contentsOf: "=\"".utf8)
        Array(value).withUnsafeBufferPointer { escape($0, isAttribute: true, into: &tag) }
        tag.append(UInt8(ascii: "\""))
    }

    private static func endTag(_ name: [UInt8]) -> [UInt8] { Array("</".utf8) + name + [UInt8(ascii: ">")] }

    /// A local name; a second colon, which some feeds have, would make a prefix that nothing declares.
    private static func local(_ name: XMLName) -> [UInt8] {
        var result: [UInt8] = []
        var place = name.pointer
        while place.pointee != 0 {
            result.append(place.pointee == UInt8(ascii: ":") ? UInt8(ascii: "_") : place.pointee)
            place += 1
        }
        return result
    }

    private static func prefix(_ namespace: UnsafePointer<UInt8>?) -> [UInt8] {
        guard let namespace, String(cString: namespace) == "http://www.w3.org/XML/1998/namespace" else { return [] }
        return Array("xml:".utf8)
    }

    private static func escape(_ text: UnsafeBufferPointer<UInt8>, isAttribute: Bool, into result: inout [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): result.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): result.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): result.append(contentsOf: "&gt;".utf8)
            case 0x0D: result.append(contentsOf: "&#13;".utf8)
            case UInt8(ascii: "\"") where isAttribute: result.append(contentsOf: "&quot;".utf8)
            case 0x09 where isAttribute: result.append(contentsOf: "&#9;".utf8)
            case 0x0A where isAttribute: result.append(contentsOf: "&#10;".utf8)
            default: result.append(byte)
            }
        }
    }

    /// Escaped text shortened to where neither a character nor a reference is broken.
    private static func whole(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var result = text
        let tail = result.suffix(5)
        if let mark = tail.lastIndex(of: UInt8(ascii: "&")), !tail[mark...].contains(UInt8(ascii: ";")) {
            result = result[..<mark]
        }
        var first = result.endIndex
        while first > result.startIndex, result.endIndex - first < 3, result[first - 1] & 0xC0 == 0x80 { first -= 1 }
        guard first > result.startIndex, result[first - 1] >= 0xC0 else { return result }
        let lead = result[first - 1]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        return result.endIndex - (first - 1) < length ? result[..<(first - 1)] : result
    }
}
