public import Quantities

/// What is credited of an amount when a part of what it was charged for is credited.
///
/// Parts of one amount are differences of two rounded ones, so that together they are the amount itself, to the cent.
public enum CreditShare {
    /// What is credited of an invoice line.
    ///
    /// Shape: `quantity` more of `charged` units that came to `net`, of which `credited` were credited before.
    /// Source: decision 0015.
    public static func net(
        of net: Decimal, charged: Int, credited: Int, quantity: Int, minorDigits: Int
    ) -> Decimal {
        func share(_ count: Int) -> Decimal {
            net.part(Decimal(count), of: Decimal(charged), toFractionDigits: minorDigits) ?? .zero
        }
        return share(credited + quantity) - share(credited)
    }

    /// The part of an invoice's tax of one category and rate that goes with what is credited of its net amount.
    ///
    /// A group of no net amount has no tax to give back.
    public static func tax(
        of group: OrderTotals.TaxGroup, creditedNet: Decimal, creditedTax: Decimal, net: Decimal, minorDigits: Int
    ) -> Decimal {
        let share = group.tax.part(creditedNet + net, of: group.net, toFractionDigits: minorDigits) ?? .zero
        return max(share - creditedTax, .zero)
    }

    /// What of a discount for paying early still holds when so much is left of what it was let off.
    public static func discount(_ taken: Decimal, of charged: Decimal, left: Decimal, minorDigits: Int) -> Decimal {
        guard charged > .zero, left > .zero else { return .zero }
        return min(taken.part(left, of: charged, toFractionDigits: minorDigits) ?? taken, taken)
    }
}
