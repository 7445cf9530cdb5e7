public import Quantities

/// What a customer owes or is about to, against what he may.
public struct CreditExposure: Sendable, Equatable {
    /// Gross of posted invoices less what was paid; an overpayment counts against it.
    ///
    /// Invoices of a prepaid order count only once goods of it have left.
    public let receivables: Decimal
    /// Gross of confirmed orders less what of it is invoiced; deposits count against it.
    ///
    /// Those that are prepaid do not count.
    public let notInvoiced: Decimal

    /// The parts of the exposure, in the customer's currency.
    public init(receivables: Decimal, notInvoiced: Decimal) {
        self.receivables = receivables
        self.notInvoiced = notInvoiced
    }

    /// Both together.
    public var total: Decimal { receivables + notInvoiced }

    /// Whether it is above the limit; no limit is never exceeded.
    public func exceeds(_ limit: Decimal?) -> Bool { limit.map { total > $0 } ?? false }
}
