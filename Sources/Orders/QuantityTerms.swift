/// How much of a product may be on one order line.
public struct QuantityTerms: Sendable, Equatable {
    /// The least, the case pack, and the most.
    public let minimum, multiple: Int, maximum: Int?

    /// Terms whose maximum, if there is one, allows for at least one quantity.
    public init(minimum: Int = 1, multiple: Int = 1, maximum: Int? = nil) {
        self.minimum = max(1, minimum)
        self.multiple = max(1, multiple)
        self.maximum = maximum
    }

    /// Whether a quantity is allowed.
    public func allows(_ quantity: Int) -> Bool {
        quantity >= minimum && quantity % multiple == 0 && maximum.map { quantity <= $0 } ?? true
    }

    /// The least allowed quantity that is not below, or the greatest there is.
    public func nextValid(_ quantity: Int) -> Int {
        let wanted = max(quantity, minimum)
        let rounded = (wanted + multiple - 1) / multiple * multiple
        guard let maximum, rounded > maximum else { return rounded }
        return maximum / multiple * multiple
    }
}
