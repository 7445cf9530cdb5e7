public import Quantities

/// How much of something is done.
public enum Progress: String, Sendable {
    case none, partial, full, over
}

/// The five axes of an order, from exact sums.
public struct OrderAxes: Sendable, Equatable {
    /// Allocated and shipped against ordered less cancelled.
    public let allocation: Progress
    /// Shipped against ordered less cancelled.
    public let shipment: Progress
    /// Invoiced less credited against ordered less cancelled.
    public let invoice: Progress
    /// Paid against invoiced less credited, gross; what was invoiced at nothing is paid in full.
    ///
    /// What is left of deposits counts once the order is done: it is `over` when more lies then than is owed.
    public let payment: Progress
    /// Returned against shipped.
    public let `return`: Progress

    /// The axes of an order with these lines, so much invoiced and so much paid.
    ///
    /// `left` is what is left of the deposits of an order that is done, zero before.
    public init(lines: [LineQuantities], invoicedGross: Decimal, paid: Decimal, left: Decimal = .zero) {
        func sum(_ value: (LineQuantities) -> Int) -> Int { lines.reduce(0) { $0 + value($1) } }
        let wanted = sum { $0.ordered - $0.cancelled }
        let shipped = sum(\.shipped)
        allocation = Self.progress(sum { $0.allocated + $0.shipped }, of: wanted)
        shipment = Self.progress(shipped, of: wanted)
        invoice = Self.progress(sum { $0.invoiced - $0.credited }, of: wanted)
        self.return = Self.progress(sum(\.returned), of: shipped)
        let isFree = invoicedGross == .zero && lines.contains { $0.invoiced > $0.credited }
        payment =
            paid + left > invoicedGross ? .over : isFree ? .full : Self.progress(paid, of: invoicedGross)
    }

    /// Whether the order is done: nothing open and nothing to invoice.
    public static func isDone(_ lines: [LineQuantities], isPrepaid: Bool) -> Bool {
        lines.allSatisfy { $0.open == 0 && $0.toInvoice(isPrepaid: isPrepaid) == 0 }
    }

    private static func progress(_ done: Decimal, of all: Decimal) -> Progress {
        if done <= .zero { return .none }
        return done >= all ? .full : .partial
    }

    private static func progress(_ done: Int, of all: Int) -> Progress {
        if done <= 0 { return .none }
        return done >= all ? .full : .partial
    }
}
