/// How far an order line has come, in units of the product.
public struct LineQuantities: Sendable, Equatable {
    /// What the customer wants, and what of it was called off.
    public var ordered, cancelled: Int
    /// What is promised, and what has left.
    public var allocated, shipped: Int
    /// What was invoiced and credited, and what came back.
    public var invoiced, returned, credited: Int

    /// The seven counters.
    public init(
        ordered: Int, cancelled: Int = 0, allocated: Int = 0, shipped: Int = 0, invoiced: Int = 0, returned: Int = 0,
        credited: Int = 0
    ) {
        self.ordered = ordered
        self.cancelled = cancelled
        self.allocated = allocated
        self.shipped = shipped
        self.invoiced = invoiced
        self.returned = returned
        self.credited = credited
    }

    /// What still has to be shipped.
    public var open: Int { ordered - cancelled - shipped }
    /// What of it is not promised yet.
    public var backordered: Int { open - allocated }

    /// What may be invoiced now: shipped goods, or all that is wanted where it is paid in advance.
    public func toInvoice(isPrepaid: Bool) -> Int {
        (isPrepaid ? ordered - cancelled : shipped) - returned - (invoiced - credited)
    }

    /// Whether every counter is within its bounds, as the constraints of the table say.
    public func isSound(isPrepaid: Bool) -> Bool {
        [cancelled, allocated, shipped, invoiced, returned, credited].allSatisfy { $0 >= 0 } && ordered > 0
            && cancelled + shipped + allocated <= ordered && returned <= shipped && credited <= invoiced
            && invoiced - credited <= (isPrepaid ? ordered - cancelled : shipped)
    }
}
