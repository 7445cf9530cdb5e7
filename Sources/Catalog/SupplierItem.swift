public import Quantities

/// What one supplier says of one item, in the neutral form every feed format is mapped onto.
///
/// Texts are as the supplier wrote them after removal of markup and control characters; an empty text is absent.
/// Lengths are millimetres, masses grams, quantities count order units.
public struct SupplierItem: Sendable, Equatable {
    /// The supplier's own number of the item, to the letter.
    public var partNumber: String
    /// A valid GTIN in its shortest standard form, or nil.
    public var gtin: String?
    /// The maker's number of the item.
    public var manufacturerPartNumber: String?
    /// The maker.
    public var manufacturer: String?
    /// The brand, where it is told apart from the maker.
    public var brand: String?
    /// Our own number as the supplier has it.
    public var buyerPartNumber: String?
    /// The name in one line.
    public var name: String?
    /// The long text, without markup.
    public var description: String?
    /// The language of name and description as the feed writes it.
    public var language: String?
    /// Search words, in the feed's order.
    public var keywords: [String] = []
    /// The supplier's path or name of the category.
    public var category: String?
    /// What one orders: a code of Recommendation 20, or the supplier's word when it is unknown.
    public var orderUnit: String?
    /// What is in one order unit.
    public var contentUnit: String?
    /// Content units in one order unit.
    public var contentQuantity: Decimal?
    /// Least order quantity.
    public var minQuantity: Decimal?
    /// Steps of the order quantity, counted on from the least.
    public var quantityInterval: Decimal?
    /// Greatest order quantity.
    public var maxQuantity: Decimal?
    /// Working days until delivery.
    public var leadTimeDays: Decimal?
    /// Every price of the feed with its kind and validity; cost prices first, then by block and quantity.
    public var prices: [SupplierPrice] = []
    /// Features in the feed's order.
    public var features: [Feature] = []
    /// Addresses of pictures, the main one first.
    public var pictures: [String] = []
    /// ISO 3166-1 alpha-2.
    public var countryOfOrigin: String?
    /// The customs tariff number.
    public var hsCode: String?
    /// Millimetres.
    public var length: Decimal?
    /// Millimetres.
    public var width: Decimal?
    /// Millimetres.
    public var thickness: Decimal?
    /// Grams.
    public var mass: Decimal?

    /// What the texts say the goods are.
    public var goods = StatedGoods()

    /// Whether some price came without the quantity it is for, so that a message of prices means the stored one.
    ///
    /// It is of one reading and is not stored.
    public var hasUnstatedPriceQuantity = false

    /// An item of which only the number is known.
    public init(partNumber: String) {
        self.partNumber = partNumber
    }

    /// The cost price of the smallest quantity.
    public var firstCost: SupplierPrice? {
        prices.first { $0.kind == SupplierPrice.cost }
    }
}

/// One price of a supplier for one quantity and validity.
public struct SupplierPrice: Sendable, Equatable {
    /// The kind that we pay, in the supplier's own currency.
    public static let cost = "cost"

    /// `cost`, or the format's own kind (`list`, `recommended`, `retail_gross` …), which is never used as cost.
    public var kind: String
    /// Order units from which the price holds.
    public var minQuantity: Decimal
    /// For one order unit: amount times factor divided by price quantity, half even at six digits.
    public var unitPrice: Decimal
    /// The amount as the file has it.
    public var amount: Decimal
    /// Order units the amount is for.
    public var priceQuantity: Decimal
    /// ISO 4217.
    public var currency: String
    /// First day of validity, `yyyy-mm-dd`; nil is always.
    public var validFrom: String?
    /// Last day of validity; nil is open.
    public var validTo: String?

    /// A price.
    public init(
        kind: String, minQuantity: Decimal, unitPrice: Decimal, amount: Decimal, priceQuantity: Decimal,
        currency: String, validFrom: String? = nil, validTo: String? = nil
    ) {
        self.kind = kind
        self.minQuantity = minQuantity
        self.unitPrice = unitPrice
        self.amount = amount
        self.priceQuantity = priceQuantity
        self.currency = currency
        self.validFrom = validFrom
        self.validTo = validTo
    }
}

/// One feature of an item: name, value and unit as the supplier writes them.
public struct Feature: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value; several values of one feature are joined by ` / `.
    public var value: String
    /// The unit's code or word.
    public var unit: String?

    /// A feature.
    public init(name: String, value: String, unit: String? = nil) {
        self.name = name
        self.value = value
        self.unit = unit
    }
}

/// What a supplier's texts say an item is made of and how it is formed, with the words that say so.
public struct StatedGoods: Sendable, Equatable {
    /// A material's code; nil when the texts do not say.
    public var material: String?
    /// A shape's code; nil when the texts do not say.
    public var shape: String?
    /// Codes of the treatments stated; empty means that nothing is known.
    public var treatments: [String] = []
    /// What the material rests on: `supplier_statement` or `unknown`.
    public var identityBasis = "unknown"
    /// The words behind each answer.
    public var evidence: [GoodsEvidence] = []

    /// Nothing known.
    public init() {}
}

/// The words of a supplier that led to a material, shape or treatment.
public struct GoodsEvidence: Sendable, Equatable {
    /// `material`, `shape` or `treatment`.
    public var subject: String
    /// The code found.
    public var code: String
    /// `feature`, `name`, `keywords` or `description`.
    public var field: String
    /// The words.
    public var phrase: String
    /// Where they stand in the text, in Unicode scalars, half-open.
    public var scalars: Range<Int>
    /// `name`, `trade_name`, `variety`, `misnomer` or `implied`.
    public var rule: String

    /// Evidence.
    public init(subject: String, code: String, field: String, phrase: String, scalars: Range<Int>, rule: String) {
        self.subject = subject
        self.code = code
        self.field = field
        self.phrase = phrase
        self.scalars = scalars
        self.rule = rule
    }
}
