package import Catalog

/// Elements of a GS1 symbol, each a value behind its application identifier.
///
/// Source: GS1 General Specifications, application identifiers 00, 02, 10 and 37.
package struct ElementString: Sendable, Hashable {
    /// One element.
    package enum Element: Sendable, Hashable {
        /// (00): the number of a carton or pallet.
        case sscc(SSCC)
        /// (02): the number of the trade items inside; a count (37) belongs to it.
        case content(GTIN)
        /// (10): the lot.
        case lot(Lot)
        /// (37): how many trade items are inside.
        case count(Count)

        /// The application identifier, and the value's characters.
        package var parts: (identifier: String, value: String) {
            switch self {
            case .sscc(let sscc): ("00", sscc.digits)
            case .content(let gtin): ("02", gtin.canonical14)
            case .lot(let lot): ("10", lot.text)
            case .count(let count): ("37", count.text)
            }
        }

        /// Whether a separator ends it where something follows.
        var isOpen: Bool {
            switch self {
            case .sscc, .content: false
            case .lot, .count: true
            }
        }
    }

    /// A lot that a symbol can have: 1 to 20 letters, digits and `! " % & ' ( ) * + , - . / : ; < = > ? _`.
    package struct Lot: Sendable, Hashable {
        /// The text.
        package let text: String

        /// Nil for a text that a symbol cannot have.
        package init?(_ text: String) {
            guard (1...20).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
            self.text = text
        }

        private static func isAllowed(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "!\"%&'()*+,-./:;<=>?_".utf8.contains(byte)
            }
        }
    }

    /// A count of 1 to 99,999,999.
    package struct Count: Sendable, Hashable {
        let text: String

        /// Nil for a count that a symbol cannot have.
        package init?(_ count: Int) {
            guard (1...99_999_999).contains(count) else { return nil }
            text = String(count)
        }
    }

    /// The elements in the order of the symbol.
    package let elements: [Element]

    /// Elements in this order; those of a fixed length belong in front, which saves separators.
    package init(_ elements: [Element]) { self.elements = elements }

    /// With the identifiers in round brackets, for people.
    package var text: String { elements.map { "(\($0.parts.identifier))\($0.parts.value)" }.joined() }

    /// With the identifiers in square brackets, as zint takes it.
    var bracketed: String { elements.map { "[\($0.parts.identifier)]\($0.parts.value)" }.joined() }

    /// The characters behind the first FNC1 of the symbol; U+001D stands for those that separate elements.
    package var message: String {
        elements.enumerated().map { index, element in
            let (identifier, value) = element.parts
            return identifier + value + (element.isOpen && index < elements.count - 1 ? "\u{1D}" : "")
        }.joined()
    }
}
