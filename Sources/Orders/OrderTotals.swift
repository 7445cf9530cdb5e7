public import Quantities

/// What a line contributes to an amount of tax.
public struct TaxedAmount: Sendable, Equatable {
    /// Category of UNCL 5305.
    public let category: String
    /// Percent.
    public let rate: Decimal
    /// In the document's currency, rounded to its minor unit.
    public let net: Decimal

    /// An amount with its tax.
    public init(category: String, rate: Decimal, net: Decimal) {
        self.category = category
        self.rate = rate
        self.net = net
    }
}

/// The totals of an order or an invoice.
public struct OrderTotals: Sendable, Equatable {
    /// Net and tax of one category and rate; the tax is rounded once for the group.
    public struct TaxGroup: Sendable, Equatable {
        /// Category and rate.
        public let category: String, rate: Decimal
        /// Sum of the lines, and the tax on it.
        public let net, tax: Decimal

        /// A group.
        public init(category: String, rate: Decimal, net: Decimal, tax: Decimal) {
            self.category = category
            self.rate = rate
            self.net = net
            self.tax = tax
        }
    }

    /// Groups in the order in which the lines bring them.
    public let groups: [TaxGroup]
    /// Sums over the groups.
    public let net, tax: Decimal
    /// Net and tax together.
    public var gross: Decimal { net + tax }

    /// Totals of lines whose net amounts are rounded already.
    ///
    /// What is invoiced in parts names in `invoiced` what earlier invoices of the order have: the tax of a group is then
    /// that on everything invoiced so far and now, rounded, less what they have, so that the parts add up to the order.
    /// Such a tax is less than a minor unit off the exact tax on its own net.
    ///
    /// Source: EN 16931 BR-CO-10, BR-CO-14, BR-CO-17; decision 0012.
    ///
    /// Example: of ten times 0.33 at 19 percent the second, sixth and tenth have 0.07 of tax, the others 0.06; together
    /// that is 0.63.
    public init(_ lines: [TaxedAmount], after invoiced: [TaxGroup] = [], minorDigits: Int) {
        var sums: [(category: String, rate: Decimal, net: Decimal)] = []
        for line in lines {
            if let at = sums.firstIndex(where: { $0.category == line.category && $0.rate == line.rate }) {
                sums[at].net = sums[at].net + line.net
            } else {
                sums.append((line.category, line.rate, line.net))
            }
        }
        groups = sums.map { sum in
            let before = invoiced.first { $0.category == sum.category && $0.rate == sum.rate }
            // At most 100 percent of what fits, so it fits.
            let tax = ((before?.net ?? .zero) + sum.net).percent(sum.rate, toFractionDigits: minorDigits) ?? .zero
            return TaxGroup(
                category: sum.category, rate: sum.rate, net: sum.net, tax: tax - (before?.tax ?? .zero))
        }
        net = groups.reduce(.zero) { $0 + $1.net }
        tax = groups.reduce(.zero) { $0 + $1.tax }
    }

    /// The most a line may come to, so that no order of 999 lines overflows.
    public static let largestLineNet = Decimal(999_999_999)
    /// The most an order may come to without tax, a payment or a credit limit may be, so that sums of them fit.
    public static let largestAmount = Decimal(99_999_999_999)

    /// Net of so many units, rounded to the minor unit; nil above `largestLineNet`.
    ///
    /// What is invoiced in parts is the difference of two such amounts, so that the parts add up to the whole.
    public static func lineNet(quantity: Int, unitPrice: Decimal, discountPercent: Decimal, minorDigits: Int)
        -> Decimal?
    {
        guard quantity <= 999_999_999, let full = unitPrice.times(Decimal(quantity), toFractionDigits: 6),
            let reduced = full.percent(Decimal(100) - discountPercent, toFractionDigits: minorDigits),
            reduced <= largestLineNet
        else { return nil }
        return reduced
    }
}
