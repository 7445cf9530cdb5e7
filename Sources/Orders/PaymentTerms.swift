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
            guard early.count == 2, (try? Decimal(String(early[0]))) != nil, early[0].first?.isNumber == true,
                let discountDays = Self.days(early[1]), discountDays <= days
            else { return nil }
        }
        (self.days, isPrepaid) = (days, false)
    }

    /// The last day for paying what was issued on a day.
    public func dueDay(issuedOn day: Day) -> Day { day.adding(days: days) }

    private static func days(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}

/// What a customer owes or is about to, against what he may.
public struct CreditExposure: Sendable, Equatable {
    /// Gross of posted invoices less what was paid; a deposit or an overpayment counts against it.
    public let receivables: Decimal
    /// Gross of what is confirmed and not invoiced, shipped or not.
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
