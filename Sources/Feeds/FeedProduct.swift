package import Catalog
package import Quantities

/// A product as a feed of ours offers it: texts that may be published, and prices of one list.
///
/// Lengths are millimetres, masses grams, quantities count order units; a text that is absent is nil, never empty.
package struct FeedProduct: Sendable, Equatable {
    /// A price from a quantity on.
    package struct Price: Sendable, Equatable {
        /// The quantity, and the price of one order unit.
        package let minQuantity: Int, unitPrice: Decimal
        /// The last day on which it holds, `yyyy-mm-dd`; nil is open.
        package let validTo: String?

        /// A price.
        package init(minQuantity: Int, unitPrice: Decimal, validTo: String? = nil) {
            (self.minQuantity, self.unitPrice, self.validTo) = (minQuantity, unitPrice, validTo)
        }
    }

    /// What identifies it.
    package var sku: String, gtin: String?
    /// What it is called, and in which language; a name may be in another one than the description.
    package var name: String, description: String?, nameLanguage: String?, language: String?
    /// Who makes it, and his number of it.
    package var brand: String?, manufacturer: String?, manufacturerPartNumber: String?
    /// Its place in somebody's order of goods, and words by which it is found.
    package var category: String?, keywords: [String] = []
    /// What it is, in words by which an importer knows it.
    package var material: String?, shape: String?, treatments: [String] = []
    /// What one orders and what is in it.
    package var orderUnit: String, contentUnit: String?, contentQuantity: Decimal?
    /// How much of it one orders.
    package var minQuantity: Decimal?, quantityInterval: Decimal?, maxQuantity: Decimal?
    /// Where it comes from, and its customs tariff number.
    package var countryOfOrigin: String?, hsCode: String?
    /// Its size and mass.
    package var length: Decimal?, width: Decimal?, thickness: Decimal?, mass: Decimal?
    /// From the least quantity up.
    package var prices: [Price] = []
    /// What else is known of it.
    package var features: [Feature] = []
    /// Addresses of pictures, the main one first.
    package var pictures: [String] = []
    /// Whether some of it lies in stock.
    package var isInStock = false

    /// A product of which the least is known.
    package init(sku: String, name: String, orderUnit: String) {
        (self.sku, self.name, self.orderUnit) = (sku, name, orderUnit)
    }

    /// Of a format that has one language for both texts: the description's where there is one.
    var textLanguage: String? { description == nil ? nameLanguage : language }

    /// The names of features by which an importer knows what is no field of a format.
    enum Attribute {
        static let (brand, category) = ("Brand", "Category")
        static let (material, shape, treatment) = ("Material", "Shape", "Treatment")
        static let (origin, hsCode) = ("Country of origin", "HS code")
        static let (length, width, thickness, mass) = ("Length", "Width", "Thickness", "Weight")
    }
}

/// What a feed says of itself.
package struct FeedHead: Sendable, Equatable {
    /// Who offers.
    package let company: String
    /// The list's code, which the catalog is named by.
    package let list: String
    /// ISO 4217.
    package let currency: String
    /// Of texts whose language is not known, as ISO 639-2.
    package let language: String
    /// Whether the prices are one customer's.
    package let isForCustomer: Bool

    /// What a feed says of itself.
    package init(company: String, list: String, currency: String, language: String, isForCustomer: Bool) {
        (self.company, self.list, self.currency) = (company, list, currency)
        (self.language, self.isForCustomer) = (language, isForCustomer)
    }
}

/// Writes products one after the other, so that memory does not grow with the catalog.
package protocol FeedWriter {
    /// What stands before the first product.
    mutating func begin() throws
    /// A product.
    mutating func write(_ product: FeedProduct) throws
    /// What stands behind the last one.
    mutating func end() throws
}

/// Where the bytes of a feed go.
package typealias FeedSink = (UnsafeRawBufferPointer) throws -> Void

extension String {
    /// The text so that an importer that takes feeds' HTML apart finds it again: what looks like a character reference is
    /// escaped twice more, since feeds are unescaped twice.
    var guarded: String {
        guard let ampersand = firstIndex(of: "&"), self[ampersand...].contains(";") else { return self }
        return split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;amp;")
    }
}

extension Decimal {
    /// The number over a power of ten, to the last digit; nil where it does not have so many digits behind the point.
    func shifted(by places: Int) -> String? {
        let divisor = (0..<places).reduce(Int64(1)) { power, _ in power * 10 }
        guard millionths % divisor == 0 else { return nil }
        return Decimal(millionths: millionths / divisor).text
    }
}
