public import Quantities

/// A price or a rule of a price list that may give a line its price.
public struct PriceCandidate: Sendable, Equatable {
    /// Where the price comes from.
    public enum Source: Sendable, Equatable {
        /// A fixed price from a quantity on, valid from a day through another, where there are such days.
        case row(minQuantity: Int, validFrom: Day?, validTo: Day?, unitPrice: Decimal)
        /// Cost and a markup, by a rule with so many conditions, all of which must fit.
        case rule(
            id: Int64, markupPercent: Decimal, ending: Decimal?, floorPercent: Decimal?, conditions: Int, fits: Bool)
    }

    /// The list, and how far it is up the line of parents; 0 is the customer's own.
    public let list: String, distance: Int
    /// The list's currency.
    public let currency: Currency
    /// Row or rule.
    public let source: Source
    /// From the list's currency to the order's; nil when it is not known.
    public let rate: ExchangeRate?

    /// A candidate.
    public init(list: String, distance: Int, currency: Currency, source: Source, rate: ExchangeRate?) {
        self.list = list
        self.distance = distance
        self.currency = currency
        self.source = source
        self.rate = rate
    }
}

/// What became of a candidate.
public struct PriceVerdict: Sendable, Equatable {
    /// Why it won or lost.
    public enum Reason: String, Sendable {
        case won, notYetValid = "not_yet_valid", ended, belowBreak = "below_break", conditions, noCost = "no_cost"
        case noRate = "no_rate", outranked, tooLarge = "too_large"
    }

    /// The candidate.
    public let candidate: PriceCandidate
    /// The price in the order's currency, where it has one; a converted one keeps 6 digits.
    public let unitPrice: Decimal?
    /// The least price by the rule's floor, in the order's currency and rounded up to its minor unit.
    public let floor: Decimal?
    /// Won or why not.
    public let reason: Reason
}

/// The price of a line, chosen among candidates.
public struct Pricing: Sendable {
    /// How many, and on which day.
    public let quantity: Int, day: Day
    /// The order's currency.
    public let currency: Currency
    /// Cost for one, in the order's and each list's currency; nil when it is not known.
    public let cost: @Sendable (Currency) -> Decimal?

    /// A question for a price.
    public init(quantity: Int, day: Day, currency: Currency, cost: @escaping @Sendable (Currency) -> Decimal?) {
        self.quantity = quantity
        self.day = day
        self.currency = currency
        self.cost = cost
    }

    /// What becomes of each candidate, in their order; at most one has won.
    ///
    /// The nearer list comes first, in a list rows before rules, the greater break before the smaller, of one break the
    /// later beginning; of rules the one with more conditions, then the older.
    public func verdicts(_ candidates: [PriceCandidate]) -> [PriceVerdict] {
        var verdicts = candidates.map(judge)
        let eligible = verdicts.indices.filter { verdicts[$0].reason == .won }
        let best = eligible.min { precedes(candidates[$0], candidates[$1]) }
        for index in eligible where index != best {
            let verdict = verdicts[index]
            verdicts[index] = PriceVerdict(
                candidate: verdict.candidate, unitPrice: verdict.unitPrice, floor: verdict.floor, reason: .outranked)
        }
        return verdicts
    }

    private func judge(_ candidate: PriceCandidate) -> PriceVerdict {
        var floor: Decimal?
        func verdict(_ reason: PriceVerdict.Reason, _ price: Decimal? = nil) -> PriceVerdict {
            PriceVerdict(candidate: candidate, unitPrice: price, floor: floor, reason: reason)
        }
        guard let rate = candidate.rate else { return verdict(.noRate) }
        switch candidate.source {
        case .row(let minQuantity, let from, let to, let price):
            guard let price = rate.converted(price) else { return verdict(.tooLarge) }
            if let from, day < from { return verdict(.notYetValid, price) }
            if let to, day > to { return verdict(.ended, price) }
            return verdict(quantity < minQuantity ? .belowBreak : .won, price)
        case .rule(_, let markup, let ending, let floorPercent, _, let fits):
            guard fits else { return verdict(.conditions) }
            guard let cost = cost(candidate.currency) else { return verdict(.noCost) }
            let digits = candidate.currency.minorUnitDigits
            guard let marked = Self.price(cost: cost, markup: markup, ending: ending, digits: digits) else {
                return verdict(.tooLarge)
            }
            guard var price = rate.converted(marked) else { return verdict(.tooLarge) }
            if let floorPercent {
                // By the cost in the order's own currency, so that no rounding of a list's comes between.
                guard let seen = self.cost(currency) ?? rate.converted(cost),
                    let least = Self.least(
                        cost: seen, marginPercent: floorPercent, digits: currency.minorUnitDigits)
                else { return verdict(.tooLarge) }
                floor = least
                price = max(price, least)
            }
            return verdict(.won, price)
        }
    }

    /// Cost and markup, rounded to the minor unit or raised to the next price with the ending.
    static func price(cost: Decimal, markup: Decimal, ending: Decimal?, digits: Int) -> Decimal? {
        guard let exact = cost.percent(Decimal(100) + markup, toFractionDigits: 6) else { return nil }
        guard let ending else { return exact.rounded(toFractionDigits: digits) }
        let one = Decimal(1).millionths
        let whole = Decimal(millionths: exact.millionths / one * one)
        let ended = whole + ending
        return ended >= exact ? ended : ended + Decimal(1)
    }

    /// The least price with so much margin, rounded up to the minor unit.
    static func least(cost: Decimal, marginPercent: Decimal, digits: Int) -> Decimal? {
        Decimal.quotient(
            cost, times: Decimal(100), by: Decimal(100) - marginPercent, roundedUpToFractionDigits: digits)
    }

    private func precedes(_ left: PriceCandidate, _ right: PriceCandidate) -> Bool {
        rank(left).lexicographicallyPrecedes(rank(right))
    }

    private func rank(_ candidate: PriceCandidate) -> [Int] {
        switch candidate.source {
        case .row(let minQuantity, let from, _, _):
            [candidate.distance, 0, -minQuantity, -(from?.number ?? Int.min / 2)]
        case .rule(let id, _, _, _, let conditions, _): [candidate.distance, 1, -conditions, Int(id)]
        }
    }
}
