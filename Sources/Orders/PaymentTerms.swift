public import Quantities

/// When an invoice has to be paid: `net30`, `2/10net30` or `prepaid`.
public struct PaymentTerms: Sendable, Equatable {
    /// As it is written on documents.
    public let text: String
    /// Days from the day of issue to the last day for paying.
    public let days: Int
    /// Whether it is invoiced and paid before the goods leave; such orders need no credit.
    public let isPrepaid: Bool

    /// Terms, or nil for another form; an early payment's discount stays text.
    public init?(_ text: String) {
        let text = text.lowercased().filter { $0 != " " }
        self.text = text
        if text == "prepaid" {
            (days, isPrepaid) = (0, true)
            return
        }
        let parts = text.split(separator: "n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasPrefix("et"), let days = Self.days(parts[1].dropFirst(2)) else {
            return nil
        }
        if !parts[0].isEmpty {
            let early = parts[0].split(separator: "/", omittingEmptySubsequences: false)
            guard early.count == 2, Self.isDiscount(early[0]), let discountDays = Self.days(early[1]),
                discountDays <= days
            else { return nil }
        }
        (self.days, isPrepaid) = (days, false)
    }

    /// The last day for paying what was issued on a day.
    public func dueDay(issuedOn day: Day) -> Day { day.adding(days: days) }

    /// From 0 to 99.999 percent, as `2` or `2.5`.
    private static func isDiscount(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        return zip(parts, [1...2, 1...3]).allSatisfy { part, length in
            length.contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
        }
    }

    private static func days(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}

/// What a customer owes or is about to, against what he may.
public struct CreditExposure: Sendable, Equatable {
    /// Gross of posted invoices less what was paid; an overpayment counts against it.
    ///
    /// Invoices of a prepaid order count only once goods of it have left.
    public let receivables: Decimal
    /// Gross of confirmed orders less what of it is invoiced; those that are prepaid do not count.
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
