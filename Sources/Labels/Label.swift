package import Catalog

/// What one label says.
package enum Label: Sendable, Hashable {
    case product(ProductLabel)
    case carton(CartonLabel)
}

/// A label for a product or its pack.
package struct ProductLabel: Sendable, Hashable {
    /// What it is: the SKU and the name that may be printed.
    package let sku: String, name: String
    /// The material as it may be named, and the treatments to be disclosed.
    package let material: String?, disclosures: [String]
    /// The English name of the country of origin.
    package let origin: String?
    /// The lot, where one is given.
    package let lot: ElementString.Lot?
    /// The number in the barcode.
    package let gtin: GTIN
    /// The text of the QR code; nil for none.
    package let link: String?

    /// A label; `link` is a GS1 Digital Link of GTIN and lot at a host such as `https://id.gs1.org`, nil for none.
    package init(
        sku: String, name: String, material: String?, disclosures: [String], origin: String?,
        lot: ElementString.Lot?, gtin: GTIN, linkHost: String?
    ) {
        (self.sku, self.name, self.material, self.disclosures) = (sku, name, material, disclosures)
        (self.origin, self.lot, self.gtin) = (origin, lot, gtin)
        link = linkHost.map { Self.link($0, gtin, lot) }
    }

    /// Source: GS1 Digital Link standard, URI syntax: `/01/GTIN/10/LOT`, what is not a plain character by its number.
    private static func link(_ host: String, _ gtin: GTIN, _ lot: ElementString.Lot?) -> String {
        let path = lot.map { lot in
            "/10/"
                + lot.text.utf8.reduce(into: "") { result, byte in
                    let character = Character(Unicode.Scalar(byte))
                    let isPlain = character.isLetter || character.isNumber || "-._".contains(character)
                    let digits = String(byte, radix: 16, uppercase: true)
                    result += isPlain ? String(character) : "%" + (digits.utf8.count < 2 ? "0" : "") + digits
                }
        }
        return host + "/01/" + gtin.canonical14 + (path ?? "")
    }
}

/// A label for a carton: what GS1 calls the label of a logistic unit.
package struct CartonLabel: Sendable, Hashable {
    /// What is in a carton of one product.
    package struct Contents: Sendable, Hashable {
        /// The product.
        package let sku: String, name: String, gtin: GTIN?
        /// How many.
        package let quantity: Int
        /// The lot, where all of it is of one.
        package let lot: ElementString.Lot?

        /// Contents.
        package init(sku: String, name: String, gtin: GTIN?, quantity: Int, lot: ElementString.Lot?) {
            (self.sku, self.name, self.gtin, self.quantity, self.lot) = (sku, name, gtin, quantity, lot)
        }
    }

    /// Who sends or takes in.
    package struct Party: Sendable, Hashable {
        /// Names, which are cut where there is no room.
        package let names: [String]
        /// Street, city, country line by line, which never are.
        package let address: [String]

        /// A party.
        package init(names: [String], address: [String]) { (self.names, self.address) = (names, address) }
    }

    /// Its number.
    package let sscc: SSCC
    /// Whence and whereto.
    package let from: Party, to: Party
    /// Names and numbers of the papers it belongs to.
    package let references: [Reference]
    /// Which carton it is of how many.
    package let ordinal: Int, total: Int
    /// What is inside; nil where that is not of one product.
    package let contents: Contents?

    /// A number with its name.
    package struct Reference: Sendable, Hashable {
        /// Name and number.
        package let name: String, number: String

        /// A number.
        package init(_ name: String, _ number: String) { (self.name, self.number) = (name, number) }
    }

    /// A label.
    package init(
        sscc: SSCC, from: Party, to: Party, references: [Reference], ordinal: Int, total: Int,
        contents: Contents?
    ) {
        (self.sscc, self.from, self.to, self.references) = (sscc, from, to, references)
        (self.ordinal, self.total, self.contents) = (ordinal, total, contents)
    }

    /// The symbols from top to bottom: what is inside as far as it has a number, the lot, and the carton's own number last.
    package var symbols: [ElementString] {
        var symbols: [ElementString] = []
        if let contents, let gtin = contents.gtin, let count = ElementString.Count(contents.quantity) {
            symbols.append(ElementString([.content(gtin), .count(count)]))
            if let lot = contents.lot { symbols.append(ElementString([.lot(lot)])) }
        }
        return symbols + [ElementString([.sscc(sscc)])]
    }
}

/// Why a label cannot be made in a layout.
package enum LabelFault: Error, Sendable, Equatable {
    /// The label is smaller than what has to be on it: least width and height in micrometres.
    case tooSmall(width: Int, height: Int)
    /// A text cannot be a barcode, with what the library said.
    case barcode(String)
}
