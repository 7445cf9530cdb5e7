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
    /// The least margin in percent by the lists from the customer's to this one, the highest of them.
    public let listFloor: Decimal?

    /// A candidate.
    public init(
        list: String, distance: Int, currency: Currency, source: Source, rate: ExchangeRate?, listFloor: Decimal? = nil
    ) {
        self.listFloor = listFloor
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
    /// The least price by the floor of the lists and of the rule, in the order's currency and rounded up to its minor unit.
    public let floor: Decimal?
    /// What the price would be without the floor; nil where it is not raised.
    public let raisedFrom: Decimal?
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
                candidate: verdict.candidate, unitPrice: verdict.unitPrice, floor: verdict.floor,
                raisedFrom: verdict.raisedFrom, reason: .outranked)
        }
        return verdicts
    }

    private func judge(_ candidate: PriceCandidate) -> PriceVerdict {
        guard let rate = candidate.rate else { return verdict(candidate, .noRate) }
        switch candidate.source {
        case .row(let minQuantity, let from, let to, let price):
            guard let price = rate.converted(price) else { return verdict(candidate, .tooLarge) }
            if let from, day < from { return verdict(candidate, .notYetValid, price) }
            if let to, day > to { return verdict(candidate, .ended, price) }
            guard quantity >= minQuantity else { return verdict(candidate, .belowBreak, price) }
            // Without a cost there is no margin to keep.
            return raised(candidate, price, floor: candidate.listFloor, cost: cost(candidate.currency), rate)
        case .rule(_, let markup, let ending, let floor, _, let fits):
            guard fits else { return verdict(candidate, .conditions) }
            guard let cost = cost(candidate.currency) else { return verdict(candidate, .noCost) }
            let digits = candidate.currency.minorUnitDigits
            guard let marked = Self.price(cost: cost, markup: markup, ending: ending, digits: digits),
                let price = rate.converted(marked)
            else { return verdict(candidate, .tooLarge) }
            let highest = [floor, candidate.listFloor].compactMap { $0 }.max()
            return raised(candidate, price, floor: highest, cost: cost, rate)
        }
    }

    private func verdict(
        _ candidate: PriceCandidate, _ reason: PriceVerdict.Reason, _ price: Decimal? = nil
    ) -> PriceVerdict {
        PriceVerdict(candidate: candidate, unitPrice: price, floor: nil, raisedFrom: nil, reason: reason)
    }

    /// A price that is in force, not below the floor; `cost` is in the list's currency.
    private func raised(
        _ candidate: PriceCandidate, _ price: Decimal, floor: Decimal?, cost: Decimal?, _ rate: ExchangeRate
    ) -> PriceVerdict {
        // By the cost in the order's own currency, so that no rounding of a list's comes between.
        guard let floor, cost != nil || self.cost(currency) != nil else { return verdict(candidate, .won, price) }
        guard let seen = self.cost(currency) ?? cost.flatMap(rate.converted),
            let least = Self.least(cost: seen, marginPercent: floor, digits: currency.minorUnitDigits)
        else { return verdict(candidate, .tooLarge) }
        return PriceVerdict(
            candidate: candidate, unitPrice: max(price, least), floor: least, raisedFrom: price < least ? price : nil,
            reason: .won)
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
    public static func least(cost: Decimal, marginPercent: Decimal, digits: Int) -> Decimal? {
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
