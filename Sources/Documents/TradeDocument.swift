package import Quantities

/// What a document is, with the name by which a person asks for it.
package enum DocumentKind: String, Sendable, CaseIterable {
    case quotation, confirmation, proforma
    case pickList = "pick-list"
    case packingSlip = "packing-slip"
    case invoice
    case creditNote = "credit-note"
    case commercialInvoice = "commercial-invoice"
    case purchaseOrder = "purchase-order"
    case statement
    case lineSheet = "line-sheet"

    /// Whether it is issued once: what was written first is what every later print is.
    package var isFinal: Bool { self == .invoice || self == .creditNote }

    /// Whether it says how things stand on the day it is asked for.
    package var isOfToday: Bool { self == .statement || self == .lineSheet }

    /// Whether it shows prices.
    package var hasPrices: Bool { self != .pickList && self != .packingSlip }
}

/// A document of trade: who, to whom, what, and for how much; all that a page or a message is made of.
///
/// Amounts are in `currency`, rounded to `minorDigits`; quantities are in units of the product. The names follow UBL 2.1.
package struct TradeDocument: Sendable, Equatable {
    /// One side of it.
    package struct Party: Sendable, Equatable {
        /// The name, and what it is called here: a customer's or supplier's code.
        package var name: String, code: String?
        /// Where it sits; the country is always known.
        package var address: Address
        /// The VAT number with its country's prefix, and the number in a register of companies.
        package var vatID: String?, registration: String?
        /// Where it takes messages in: a code of the list EAS and the address there.
        package var endpoint: ElectronicAddress?
        /// How to reach somebody.
        package var contact: String?, email: String?, phone: String?

        /// A party of a name and a country.
        package init(name: String, code: String? = nil, address: Address) {
            (self.name, self.code, self.address) = (name, code, address)
        }
    }

    /// A postal address.
    package struct Address: Sendable, Equatable {
        /// Who takes in what comes there, if that is not the party.
        package var name: String?
        /// Its lines.
        package var street: String?, additional: String?, postalCode: String?, city: String?, region: String?
        /// ISO 3166-1.
        package var country: String
        /// GS1's number of the place.
        package var gln: String?

        /// An address of which nothing but the country is known.
        package init(country: String) { self.country = country }
    }

    /// A line.
    package struct Line: Sendable, Equatable {
        /// Its number in the order, and the buyer's number of it where his order has one.
        package var number: Int, buyerLine: String?
        /// Our number of the goods, which freight has none of, the buyer's, and GS1's.
        package var sku: String, buyerItem: String?, gtin: String?
        /// The name that may be printed, and what has to be said with it.
        package var name: String, disclosures: [String] = []
        /// UN/ECE Recommendation 20 or 21.
        package var unit: String
        /// How many.
        package var quantity: Int
        /// The price of one, the discount, and what it comes to; of no meaning where the document shows no prices.
        package var unitPrice = Decimal.zero, discountPercent = Decimal.zero, net = Decimal.zero
        /// The tax on it; nil until it is known.
        package var tax: Tax?
        /// For customs: the tariff number, the country of origin, and the mass of one in grams.
        package var hsCode: String?, origin: String?, massGrams: Decimal?
        /// Where it lies or lay.
        package var location: String?
        /// Our part number at a supplier.
        package var supplierItem: String?

        /// A line of so many.
        package init(number: Int, sku: String, name: String, unit: String, quantity: Int) {
            (self.number, self.sku, self.name, self.unit, self.quantity) = (number, sku, name, unit, quantity)
        }

        /// Whether it is for the carriage of the others.
        package var isFreight: Bool { sku.isEmpty }

        /// Its number where messages refer to the order: the buyer's, or ours where he gave none.
        var orderLine: String { buyerLine ?? String(number) }
    }

    /// A category of UNCL 5305 with its rate in percent.
    package struct Tax: Sendable, Hashable {
        /// The category.
        package let category: String
        /// The rate.
        package let rate: Decimal

        /// A category and rate.
        package init(category: String, rate: Decimal) { (self.category, self.rate) = (category, rate) }
    }

    /// The tax of all lines of a category and rate.
    package struct TaxTotal: Sendable, Equatable {
        /// Category and rate.
        package let tax: Tax
        /// What is taxed, and the tax on it.
        package let net: Decimal, amount: Decimal

        /// The tax on an amount.
        package init(tax: Tax, net: Decimal, amount: Decimal) { (self.tax, self.net, self.amount) = (tax, net, amount) }
    }

    /// What customs ask of a shipment besides its goods.
    package struct Customs: Sendable, Equatable {
        /// A rule of Incoterms 2020 and its place.
        package var incoterm: String?, place: String?
        /// How many packages, and what they weigh with everything in them, in kilograms.
        package var packages: Int?, grossMass: Decimal?
        /// Why the goods leave: `sale`, `sample`, `return`, `repair` or `gift`.
        package var reason: String?
        /// Who carries them, with the numbers by which they are followed.
        package var carriers: [String] = []

        /// Nothing said.
        package init() {}
    }

    /// What it is and its number.
    package var kind: DocumentKind, number: String
    /// The day it is of, `yyyy-mm-dd`, and the day payment is due.
    package var issuedOn: String, dueOn: String?
    /// Who writes it and who it is for: of a purchase order the buyer is us.
    package var seller: Party, buyer: Party
    /// Where the goods go, and the day they left.
    package var shipTo: Address?, shippedOn: String?, promisedOn: String?
    /// Our order, the buyer's number of it, a shipment, and the invoice that is credited.
    package var order: String?, poNumber: String?, shipment: String?, precedingInvoice: String?, precedingDay: String?
    /// ISO 4217 and how many digits its minor unit has.
    package var currency: String, minorDigits: Int
    /// The lines.
    package var lines: [Line] = []
    /// By category and rate.
    package var taxes: [TaxTotal] = []
    /// Totals; the tax is nil until it is known.
    package var net = Decimal.zero, tax: Decimal?, prepaid = Decimal.zero
    /// Terms of payment, why no tax is charged, why it was written.
    package var terms: String?, exemption: String?, reason: String?
    /// The account that payments go to.
    package var iban: String?, bic: String?
    /// What customs ask of a shipment.
    package var customs: Customs?
    /// Further sentences.
    package var notes: [String] = []

    /// A document without lines.
    package init(
        kind: DocumentKind, number: String, issuedOn: String, seller: Party, buyer: Party, currency: String,
        minorDigits: Int
    ) {
        (self.kind, self.number, self.issuedOn) = (kind, number, issuedOn)
        (self.seller, self.buyer) = (seller, buyer)
        (self.currency, self.minorDigits) = (currency, minorDigits)
    }

    /// Net and tax; the net alone while the tax is not known.
    package var gross: Decimal { net + (tax ?? .zero) }
    /// What a line weighs without packing, in kilograms; nil where it is not known.
    package func netMass(of line: Line) -> Decimal? {
        line.massGrams.flatMap { Decimal.quotient($0, times: Decimal(line.quantity), by: Decimal(1000)) }
    }
    /// Of all goods, in kilograms; nil where the mass of one is not known, or there is none.
    package var netMass: Decimal? {
        let masses = lines.filter { !$0.isFreight }.map(netMass)
        guard !masses.isEmpty, masses.allSatisfy({ $0 != nil }) else { return nil }
        return masses.reduce(.zero) { $0 + ($1 ?? .zero) }
    }
    /// What is still to be paid.
    package var payable: Decimal { gross - prepaid }
}
