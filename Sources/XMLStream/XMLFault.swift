/// Why a document was refused: what is wrong, where, and how to put it right.
///
/// `line` and `column` count from 1 and are 0 when the fault has no place in the text (an unreadable file, say). The message
/// is one sentence for the person who owns the file; characters that a terminal would obey have been taken out of it.
public struct XMLFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of fault, one for each rule that a document can break.
    public enum Code: String, Sendable, CaseIterable {
        /// Zero bytes, or blanks only.
        case empty
        /// Something else than XML: the message says what it seems to be.
        case notXML
        /// Another kind of file than the table that the profile reads, or one without its columns.
        case notTable
        /// XML that breaks the grammar.
        case notWellFormed
        /// The end came inside an element, or before the first one.
        case truncated
        /// The bytes are not in the encoding that the document declares, or that encoding is unknown.
        case encoding
        /// More levels of elements than allowed.
        case tooDeep
        /// More text between two tags than allowed.
        case textTooLong
        /// An attribute value longer than allowed.
        case attributeTooLong
        /// More attributes on one element, or declared by a DOCTYPE, than allowed.
        case tooManyAttributes
        /// More different names than allowed.
        case tooManyNames
        /// A single tag, comment or DOCTYPE, the document, or what it unpacks to, is larger than allowed.
        case tooLarge
        /// The DOCTYPE declares a general entity.
        case entityDeclared
        /// The DOCTYPE refers to a parameter entity.
        case parameterEntityUsed
        /// The text refers to an entity that nothing declares.
        case undeclaredEntity
        /// An element or attribute has a prefix that no `xmlns:` declares.
        case undefinedPrefix
        /// Something other than blanks and comments stands behind the end of the document.
        case trailingContent
        /// A control character that XML does not allow.
        case controlCharacters
        /// The file cannot be opened or read.
        case cannotRead
        /// The file is packed in a way that is not read here.
        case notSupportedCompression
        /// The gzip data are damaged.
        case damagedCompression

        /// A bound was passed or a danger met, rather than a rule of the grammar broken.
        var isLimit: Bool {
            switch self {
            case .tooDeep, .textTooLong, .attributeTooLong, .tooManyAttributes, .tooManyNames, .tooLarge,
                .entityDeclared, .parameterEntityUsed:
                true
            default: false
            }
        }
    }

    /// Which rule was broken.
    public let code: Code
    /// What, where and how to fix, in one sentence.
    public let message: String
    /// Line, from 1; 0 when there is none.
    public let line: Int
    /// Column in characters, from 1; 0 when there is none.
    public let column: Int

    /// A fault at a place; the place is put in front of the sentence.
    public init(_ code: Code, _ sentence: String, line: Int = 0, column: Int = 0) {
        self.code = code
        self.line = line
        self.column = column
        let place = line > 0 ? "line \(line), column \(column): " : ""
        message = place + Self.printable(sentence)
    }

    /// The message, so that a fault that is printed can be read.
    public var description: String { message }

    /// A name out of the file, for use in a sentence: it may be 50,000 bytes long.
    static func short(_ name: String) -> String { name.count > 80 ? name.prefix(80) + "…" : name }

    /// Text without control, bidirectional and invisible characters, since names in it come from the file.
    private static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
