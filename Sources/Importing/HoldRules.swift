public import Catalog
public import Quantities

/// What lets a change wait for a person, besides the limits on prices and on what vanishes.
public enum HoldRule: String, Sendable, CaseIterable {
    /// A price ten or a hundred times what it was, or a tenth or a hundredth: a point that slipped.
    case priceSlip = "price_slip"
    /// Another order unit, or another content of it.
    case unitChange = "unit_change"
    /// Prices in another currency where the cost was.
    case currencyChange = "currency_change"
    /// A GTIN that another item of the supplier had until now.
    case gtinMoved = "gtin_moved"
    /// Another material, or a treated stone that is said to be untreated now.
    case materialChange = "material_change"
    /// Texts that came to name another material than the one that counts.
    case materialContradiction = "material_contradiction"
}

/// The rules by which a change waits for a person.
public struct HoldRules: Sendable {
    /// Percent by which a price may change.
    public let priceChange: Decimal
    /// Percent of the active items that may vanish at once.
    public let missingShare: Decimal
    /// The other rules that apply.
    public let rules: Set<HoldRule>

    /// The limits and rules of a supplier.
    public init(priceChange: Decimal, missingShare: Decimal, rules: Set<HoldRule> = Set(HoldRule.allCases)) {
        self.priceChange = priceChange
        self.missingShare = missingShare
        self.rules = rules
    }

    /// What of an item decides whether its change has to wait.
    public struct Facts: Sendable, Equatable {
        /// Every price.
        public var prices: [SupplierPrice]
        /// What one orders, and how much of what is in it.
        public var orderUnit, contentUnit: String?
        /// Content units in one order unit.
        public var contentQuantity: Decimal?
        /// The material's code.
        public var material: String?
        /// Codes of the treatments.
        public var treatments: [String]

        /// Facts of an item.
        public init(
            prices: [SupplierPrice] = [], orderUnit: String? = nil, contentUnit: String? = nil,
            contentQuantity: Decimal? = nil, material: String? = nil, treatments: [String] = []
        ) {
            self.prices = prices
            self.orderUnit = orderUnit
            self.contentUnit = contentUnit
            self.contentQuantity = contentQuantity
            self.material = material
            self.treatments = treatments
        }
    }

    /// Why a change has to wait, each reason with its rule in front; empty when it need not.
    public func reasons(new: Facts, old: Facts) -> [String] {
        var reasons: [String] = []
        if let reason = reason(new: new.prices, old: old.prices) { reasons.append(reason) }
        if rules.contains(.currencyChange), let reason = Self.currencyReason(new, old) { reasons.append(reason) }
        if rules.contains(.unitChange), let reason = Self.unitReason(new, old) { reasons.append(reason) }
        if rules.contains(.materialChange), let reason = Self.materialReason(new, old) { reasons.append(reason) }
        return reasons
    }

    /// Why vanished items have to wait, or nil.
    public func reason(missing: Int, of active: Int) -> String? {
        guard missing > 0, active > 0 else { return nil }
        // missing / active > share / 100, in whole numbers.
        let left = Int128(missing) * 100 * 1_000_000
        guard left > Int128(missingShare.millionths) * Int128(active) else { return nil }
        return "missing_share: \(missing) of \(active) active items are gone, more than \(missingShare) %"
    }

    private static func unitReason(_ new: Facts, _ old: Facts) -> String? {
        func words(_ facts: Facts) -> String {
            guard let quantity = facts.contentQuantity else { return facts.orderUnit ?? "?" }
            return "\(facts.orderUnit ?? "?") of \(quantity) \(facts.contentUnit ?? "?")"
        }
        func differ<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
            one != nil && other != nil && one != other
        }
        guard
            differ(old.orderUnit, new.orderUnit) || differ(old.contentUnit, new.contentUnit)
                || differ(old.contentQuantity, new.contentQuantity)
        else { return nil }
        return "unit_change: \(words(old)) became \(words(new))"
    }

    private static func currencyReason(_ new: Facts, _ old: Facts) -> String? {
        guard let cost = old.prices.first(where: { $0.kind == SupplierPrice.cost }),
            !new.prices.contains(where: { $0.kind == SupplierPrice.cost }),
            let other = new.prices.first(where: { $0.currency != cost.currency })
        else { return nil }
        return "currency_change: the cost in \(cost.currency) is gone; prices are in \(other.currency) now"
    }

    private static func materialReason(_ new: Facts, _ old: Facts) -> String? {
        if let was = old.material, let now = new.material, was != now {
            return "material_change: \(was) became \(now)"
        }
        let treated = old.treatments.filter { $0 != Self.untreated }
        guard !treated.isEmpty, new.treatments == [Self.untreated] else { return nil }
        return "material_change: \(treated.joined(separator: ", ")) became \(Self.untreated)"
    }

    private static let untreated = "none_asserted"
}
