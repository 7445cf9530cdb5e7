internal import CLibXML

/// From libxml2's errors to ours.
extension ReaderState {
    /// Decides whether a reported error refuses the document, and says why in our words.
    ///
    /// Warnings and most errors of namespaces do not: many real feeds have them and lose nothing by it.
    mutating func take(_ error: xmlError) {
        let isUndeclared =
            error.code == CInt(XML_WAR_UNDECLARED_ENTITY.rawValue)
            || error.code == CInt(XML_ERR_UNDECLARED_ENTITY.rawValue)
        // No entity is ever kept, so every reference to one arrives here, for parameter entities as a mere warning.
        if isUndeclared, reason(error).hasPrefix("PEReference") { return failParameterEntity(text(error.str1)) }
        guard error.level != XML_ERR_WARNING else { return }
        if isUndeclared { return failUndeclaredEntity(text(error.str1)) }
        switch UInt32(bitPattern: error.domain) {
        case XML_FROM_NAMESPACE.rawValue: return takeNamespace(error)
        case XML_FROM_IO.rawValue, XML_FROM_I18N.rawValue: return failEncoding()
        default: break
        }
        guard error.level == XML_ERR_FATAL else { return }
        takeFatal(error, xmlParserErrors(UInt32(bitPattern: error.code)))
    }

    private mutating func takeNamespace(_ error: xmlError) {
        switch xmlParserErrors(UInt32(bitPattern: error.code)) {
        case XML_NS_ERR_UNDEFINED_NAMESPACE:
            fail(
                .undefinedPrefix,
                "the prefix \"\(text(error.str1))\" of \"\(text(error.str2))\" is not declared; add "
                    + "xmlns:\(text(error.str1))=\"…\" to the first element, or delete the prefix")
        case XML_NS_ERR_ATTRIBUTE_REDEFINED:
            fail(.notWellFormed, "the attribute \"\(text(error.str3))\" stands twice in one tag; delete one of them")
        default: break
        }
    }

    private mutating func takeFatal(_ error: xmlError, _ code: xmlParserErrors) {
        switch code {
        case XML_ERR_INVALID_ENCODING: failEncoding()
        case XML_ERR_UNSUPPORTED_ENCODING, XML_ERR_UNKNOWN_ENCODING:
            fail(
                .encoding,
                "the encoding \(start.declaredEncoding) is not known; save the file as UTF-8 with encoding=\"UTF-8\"")
        case XML_ERR_INVALID_CHAR: failCharacter(error)
        case XML_ERR_ENTITY_PE_INTERNAL: failParameterEntity("")
        case XML_ERR_DOCUMENT_END: failEnd()
        case XML_ERR_DOCUMENT_EMPTY: failNoElement()
        case XML_ERR_NAME_TOO_LONG:
            fail(.tooLarge, "a name is longer than 50,000 bytes; look for a missing blank or \">\" after it")
        case XML_ERR_NO_MEMORY:
            fail(.tooLarge, "the document needs more memory than is allowed for one; split it")
        default:
            failGrammar(sentence(error, code))
        }
    }

    mutating func failEncoding() {
        let declared = start.declaredEncoding.isEmpty ? "UTF-8" : start.declaredEncoding
        fail(
            .encoding,
            "the bytes here are not \(declared), which the document \(start.declaredEncoding.isEmpty ? "has to be" : "says it is"); "
                + "save the file as UTF-8, or correct encoding=\"…\" in its first line")
    }

    /// A character that XML does not have; behind the last element it is simply more of what does not belong there.
    ///
    /// Near the end of its input libxml2 gives bytes that are no UTF-8 the same code; of what is UTF-8, only U+FFFE and
    /// U+FFFF begin with a high byte and are refused.
    private mutating func failCharacter(_ error: xmlError) {
        let first = pending.first ?? 0
        if reason(error).hasPrefix("Input is not proper") || first >= 0x80 && first != 0xEF { return failEncoding() }
        if hasRoot && depth == 0 { return failTrailing() }
        fail(
            .controlCharacters,
            "there is a control character that XML does not allow; delete it (an editor shows it as a box or as ^@)")
    }

    private mutating func failEnd() {
        if hasRoot && depth == 0 { return failTrailing() }
        failTruncated()
    }

    private mutating func failTrailing() {
        fail(.trailingContent, "there is more after the end of the document; delete what follows its last end tag")
    }

    mutating func failTruncated() {
        let what = depth > 0 ? "inside \(depth) open element\(depth == 1 ? "" : "s")" : "before the first element"
        fail(.truncated, "the file ends \(what): it was cut off; fetch it again")
    }

    private mutating func failNoElement() {
        if isFinishing && pending.isEmpty { return failTruncated() }
        fail(
            hasRoot ? .trailingContent : .notXML,
            "the file is not XML, but \(start.kind ?? "something else"); ask for the catalog or order as XML")
    }

    private mutating func failGrammar(_ sentence: String) {
        fail(.notWellFormed, sentence + "; correct it or ask whoever made the file")
    }

    private func sentence(_ error: xmlError, _ code: xmlParserErrors) -> String {
        switch code {
        case XML_ERR_TAG_NAME_MISMATCH:
            return "the element \"\(text(error.str1))\" of line \(error.int1) is closed by \"\(text(error.str2))\""
        case XML_ERR_ATTRIBUTE_REDEFINED: return "the attribute \"\(text(error.str1))\" stands twice in one tag"
        case XML_ERR_LT_IN_ATTRIBUTE: return "a < stands inside an attribute and has to be written &lt;"
        case XML_ERR_ATTRIBUTE_NOT_STARTED: return "the value of an attribute is not in quotation marks"
        case XML_ERR_ATTRIBUTE_NOT_FINISHED: return "the value of an attribute has no closing quotation mark"
        case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: return "the attribute \"\(text(error.str1))\" has no value"
        case XML_ERR_SPACE_REQUIRED: return "a blank is missing between two attributes"
        case XML_ERR_GT_REQUIRED: return "a tag is not closed by >"
        case XML_ERR_NAME_REQUIRED: return "a bare & or < stands in the text and has to be written &amp; or &lt;"
        case XML_ERR_ENTITYREF_SEMICOL_MISSING:
            return "a bare & stands in the text and has to be written &amp; (or its ; is missing)"
        case XML_ERR_RESERVED_XML_NAME:
            return "something stands before <?xml …?>, which has to be the very first thing in the file"
        case XML_ERR_MISPLACED_CDATA_END: return "]]> stands in the text and has to be written ]]&gt;"
        case XML_ERR_HYPHEN_IN_COMMENT: return "-- stands inside a comment"
        default: return "the document is not well-formed XML (\(reason(error)))"
        }
    }

    /// libxml2's own sentence, without its line break.
    private func reason(_ error: xmlError) -> String {
        guard let message = error.message else { return "code \(error.code)" }
        let words = String(cString: message).split(whereSeparator: \.isWhitespace)
        return String(words.joined(separator: " ").prefix(200))
    }

    /// A name from the file; libxml2 allows 50,000 bytes for one.
    private func text(_ name: UnsafeMutablePointer<CChar>?) -> String {
        guard let name else { return "" }
        return XMLFault.short(String(cString: name))
    }
}
