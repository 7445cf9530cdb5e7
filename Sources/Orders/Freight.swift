public import Quantities

/// What is agreed for the carriage of an order, without tax.
///
/// It is charged once, in whole, by the first invoice: the goods of later parcels travel for what was agreed. Source: decision 0035.
public enum Freight {
    /// What of the freight agreed is to be invoiced: nothing before goods have left, unless they are paid in advance.
    public static func toInvoice(
        _ agreed: Decimal, charged: Decimal, _ lines: [LineQuantities], isPrepaid: Bool
    ) -> Decimal {
        guard isPrepaid || lines.contains(where: { $0.shipped > 0 }) else { return .zero }
        return max(agreed - charged, .zero)
    }
}
