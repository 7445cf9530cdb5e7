internal import CLibXML

/// The bounds that are looked at while the document is told; each fails the parse with its own code.
extension ReaderState {
    @inline(never)
    mutating func failDepth() {
        fail(.tooDeep, "elements are nested more than \(limits.depth) deep; this is no catalog or order we can read")
    }

    @inline(never)
    mutating func failText() {
        fail(
            .textTooLong,
            "a text is longer than \(limits.textBytes) bytes; shorten it, or look for a missing end tag before it")
    }

    mutating func failUndeclaredEntity(_ name: String) {
        fail(
            .undeclaredEntity,
            "the entity \"&\(name);\" is not defined; write the character itself, or & as &amp;")
    }

    mutating func failParameterEntity(_ name: String) {
        fail(
            .parameterEntityUsed,
            "the DOCTYPE uses the parameter entity\(name.isEmpty ? "" : " \"%\(name);\""), which is not accepted as "
                + "it can be used for attacks; "
                + "delete what stands between [ and ] in the DOCTYPE")
    }

    /// Looks at number and size of the attributes of one element, before the consumer sees them.
    mutating func checkAttributes(_ attributes: XMLAttributes, namespaces: Int, defaulted: Int) {
        if attributes.count + namespaces > limits.attributes { return failAttributeCount() }
        // libxml2 searches all declarations in force for each prefix.
        if namespaces > 0, Int(parser.pointee.nsNr) / 2 > limits.attributes { return failAttributeCount() }
        for position in 0..<attributes.count where attributes[position].value.count > limits.attributeBytes {
            return fail(
                .attributeTooLong,
                "the attribute \"\(XMLFault.short(attributes[position].name.string))\" is longer than \(limits.attributeBytes) bytes; "
                    + "shorten it, or look for a missing quotation mark")
        }
        if defaulted > 0 { checkDefaulted(attributes, count: defaulted) }
    }

    mutating func failAttributeCount() {
        fail(
            .tooManyAttributes,
            "an element has more than \(limits.attributes) attributes or namespaces; this is no catalog or order we can read"
        )
    }

    /// Attributes that the DOCTYPE adds cost no input; they may not outgrow it by more than eight times.
    private mutating func checkDefaulted(_ attributes: XMLAttributes, count: Int) {
        for position in (attributes.count - min(count, attributes.count))..<attributes.count {
            defaultedBytes += 32 + attributes[position].value.count
        }
        if defaultedBytes > (4 << 20) + 8 * bytesPushed {
            fail(
                .tooLarge,
                "default attributes of the DOCTYPE make the document many times larger; delete what stands between "
                    + "[ and ] in the DOCTYPE")
        }
    }

    /// Looks, after each piece of input, at what libxml2 has gathered.
    mutating func checkGathered(_ scan: inout TagScan) {
        guard !isHalted else { return }
        isTag = false
        if Int(xmlDictSize(parser.pointee.dict)) > limits.names {
            return fail(
                .tooManyNames,
                "the document has more than \(limits.names) different names; "
                    + "values that vary belong in text, not in names of elements")
        }
        if parser.pointee.hasPErefs != 0 { return failParameterEntity("") }
        let held = pending
        if held.count > limits.doctypeBytes, isInDoctype {
            return fail(
                .tooLarge,
                "the DOCTYPE is longer than \(limits.doctypeBytes) bytes; delete what stands between [ and ] in it")
        }
        if held.count > limits.markupBytes {
            return fail(
                .tooLarge,
                "a tag or comment is longer than \(limits.markupBytes) bytes; look for a missing quotation mark "
                    + "or \"-->\"")
        }
        if scan.attributes(in: held, at: cursorOffset) > limits.attributes { failAttributeCount() }
    }
}

/// Counts the attributes of a start tag whose end has not come yet.
///
/// libxml2 only begins on a tag once it has all of it, and then takes a time that grows with the square of the number of
/// attributes (100,000 take 20 seconds); so a long one is counted while it comes in, each byte once.
struct TagScan {
    private var tagOffset = -1
    private var scanned = 0
    private var quote: UInt8 = 0
    private var count = 0

    /// Attributes of the tag that `held` begins with, 0 when it begins with anything else or is still short.
    mutating func attributes(in held: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
        guard held.count > 4096, held[0] == UInt8(ascii: "<"), held[1] > UInt8(ascii: "@") else { return 0 }
        if offset != tagOffset { self = TagScan(tagOffset: offset) }
        for byte in held[min(scanned, held.count)...] {
            if quote != 0 {
                if byte == quote {
                    quote = 0
                    count += 1
                }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
        }
        scanned = held.count
        return count
    }

    init() {}

    private init(tagOffset: Int) {
        self.tagOffset = tagOffset
    }
}
