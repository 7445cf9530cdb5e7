internal import CLibXML

/// What the end of the input means.
extension ReaderState {
    /// The input ended where the document cannot: inside an element, with nothing left that the parser could still
    /// refuse for another reason.
    var isCutOff: Bool {
        if hasRoot && depth == 0 { return false }
        let rest = pending
        guard let first = rest.first else { return true }
        if first == UInt8(ascii: "&") { return !rest.contains(UInt8(ascii: ";")) && !rest.contains(UInt8(ascii: "<")) }
        guard first == UInt8(ascii: "<") else { return depth > 0 && !rest.contains(UInt8(ascii: "<")) }
        if begins(rest, "<!--") { return !holds(rest, "-->") }
        if begins(rest, "<![CDATA[") { return !holds(rest, "]]>") }
        if begins(rest, "<?") { return !holds(rest, "?>") }
        return !closesTag(rest)
    }

    /// The parser waits for the rest of a DOCTYPE.
    var isInDoctype: Bool { parser.pointee.instate == XML_PARSER_DTD || begins(pending, "<!DOCTYPE") }

    mutating func failDocumentSize() {
        fail(.tooLarge, "the document is larger than \(limits.documentBytes) bytes; split it")
    }

    /// libxml2 has given up without an error that we were told of.
    mutating func failUnexplained() {
        let code = parser.pointee.errNo
        fail(.notWellFormed, "the document is not well-formed XML (code \(code)); ask whoever made the file")
    }

    private func begins(_ bytes: UnsafeBufferPointer<UInt8>, _ mark: StaticString) -> Bool {
        bytes.count >= mark.utf8CodeUnitCount
            && mark.withUTF8Buffer { bytes.prefix($0.count).elementsEqual($0) }
    }

    private func holds(_ bytes: UnsafeBufferPointer<UInt8>, _ mark: StaticString) -> Bool {
        mark.withUTF8Buffer { wanted in
            guard bytes.count >= wanted.count else { return false }
            return (0...(bytes.count - wanted.count)).contains { start in
                bytes[start] == wanted[0] && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
            }
        }
    }

    /// A `>` outside quotation marks.
    private func closesTag(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var quote: UInt8 = 0
        for byte in bytes {
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return true
            }
        }
        return false
    }
}
