package import Quantities

/// A printed catalog for one customer: the goods he can buy, and for how much.
///
/// Names, materials and disclosures are those that may be printed; nobody screens them again here.
package struct LineSheet: Sendable, Equatable {
    /// A price from a quantity on.
    package struct Tier: Sendable, Equatable {
        /// The least quantity, the price of one, net, and the last day of it.
        package let quantity: Int, price: Decimal, validTo: String?

        /// A price.
        package init(quantity: Int, price: Decimal, validTo: String?) {
            (self.quantity, self.price, self.validTo) = (quantity, price, validTo)
        }
    }

    /// How far a tool suits instrument-assisted soft tissue work.
    package struct Grade: Sendable, Equatable {
        /// The grade's code.
        package let code: String
        /// The conditions of use, and the fields whose criteria keep it from the next better grade, each once.
        package let conditions: [String], unmet: [String]

        /// A grade with its reasons.
        package init(code: String, conditions: [String], unmet: [String]) {
            (self.code, self.conditions, self.unmet) = (code, conditions, unmet)
        }
    }

    /// A product.
    package struct Item: Sendable, Equatable {
        /// Our number, the name that may be printed, the customer's number and GS1's.
        package var sku: String, name: String, buyerItem: String?, gtin: String?
        /// A picture as a `data:` address.
        package var picture: String?
        /// The material as it may be named, and what has to be said with it.
        package var material: String?, disclosures: [String] = []
        /// In millimetres, the longest first, and in grams.
        package var dimensions: [Decimal] = [], massGrams: Decimal?
        /// ISO 3166-1.
        package var origin: String?
        /// How far it suits IASTM.
        package var grade: Grade?
        /// UN/ECE Recommendation 20; what is in one unit.
        package var unit: String, contentUnit: String?, contentQuantity: Decimal?
        /// How many at least and in steps of how many.
        package var minimum = 1, multiple = 1
        /// By quantity.
        package var tiers: [Tier] = []

        /// A product without anything said of it.
        package init(sku: String, name: String, unit: String) {
            (self.sku, self.name, self.unit) = (sku, name, unit)
        }
    }

    /// Products that belong together.
    package struct Group: Sendable, Equatable {
        /// The heading; nil where it is not known what they are.
        package let title: String?
        /// By SKU.
        package let items: [Item]

        /// A group.
        package init(title: String?, items: [Item]) { (self.title, self.items) = (title, items) }
    }

    /// Who sells, and who is to buy.
    package let own: TradeDocument.Party, customer: TradeDocument.Party
    /// The day of the prices, the currency and the digits of its minor unit.
    package let day: String, currency: String, minorDigits: Int
    /// The goods.
    package let groups: [Group]
    /// Terms of payment as a sentence.
    package let terms: String?

    /// A line sheet.
    package init(
        own: TradeDocument.Party, customer: TradeDocument.Party, day: String, currency: String, minorDigits: Int,
        groups: [Group], terms: String?
    ) {
        (self.own, self.customer, self.day) = (own, customer, day)
        (self.currency, self.minorDigits, self.groups) = (currency, minorDigits, groups)
        self.terms = terms
    }
}
