package import Orders
internal import Postgres
package import Quantities
internal import Storage

extension Purchases {
    /// What comes in, and what getting it here cost.
    package struct Arrival: Sendable {
        /// So much of which SKUs; empty is all that is open.
        package let wishes: [SalesOrders.Wish]
        /// The location's code, and the day; nil is today.
        package let location: String, day: Day?
        /// Freight, duty and the like in the base currency, and by what they are spread.
        package let landed: String?, basis: LandedBasis
        /// Whether orders that wait for the goods get them at once.
        package let isCovering: Bool
        /// By SKU the lots that it is of.
        package let lots: [String: [Lots.Arriving]]

        /// An arrival.
        package init(
            wishes: [SalesOrders.Wish], location: String, day: Day?, landed: String?, basis: LandedBasis,
            isCovering: Bool, lots: [String: [Lots.Arriving]] = [:]
        ) {
            self.lots = lots
            self.wishes = wishes
            self.location = location
            self.day = day
            self.landed = landed
            self.basis = basis
            self.isCovering = isCovering
        }
    }

    /// Takes goods of a purchase in, with a movement for each line.
    ///
    /// They cost what the purchase says at the rate of the day, with their share of what was landed. Refuses, in this order:
    /// `amount_invalid`, `purchase_unknown`, `wrong_state`, `line_unknown`, `over_received`, `location_unknown`,
    /// `day_in_future`, `rate_unknown`, `line_unknown` of a lot, `lot_quantity_differs`, `lot_contradicts`, `weight_unknown`,
    /// `amount_too_large`.
    package func receive(_ number: String, _ arrival: Arrival, key: String?, dryRun: Bool = false) throws -> Detail {
        let base = try Reading.currency(database.setting("base_currency"), "base_currency")
        let landed = try Self.landed(arrival.landed, base)
        return try database.write(dryRun: dryRun) {
            try PurchaseChange.lock([number], database)
            let change = PurchaseChange(database, number, key: key)
            let (purchase, lines) = try change.begin(.receive)
            let parts = try Self.parts(arrival.wishes, lines, number)
            let place = try Stock(database).location(arrival.location, "--location")
            let day = try Stock(database).day(arrival.day)
            let rate = try rate(purchase, base, day)
            let products = parts.map(\.line.product).sorted()
            // Orders are locked before balances everywhere.
            var covering = Covering(database, products: products)
            if arrival.isCovering { try covering.lockOrders() }
            _ = try connection.first(LockStock(products: products))
            let receipt =
                try connection.first(
                    InsertReceipt(
                        purchase: purchase.id, location: place, day: day, baseCurrency: base.code, rate: rate,
                        landed: landed, by: landed == .zero ? nil : arrival.basis)) ?? ""
            let lots = try Lots(database).required(
                arrival.lots, supplier: purchase.supplier,
                among: parts.map { ($0.line.product, $0.line.sku, $0.quantity) })
            try connection.run(
                InsertReceiptLines(
                    receipt: receipt,
                    lines: try Self.costed(
                        parts, rate, landed, arrival.basis, digits: base.minorUnitDigits, lots: lots)))
            try Lots(database).judge(products)
            let isWhole = lines.reduce(0) { $0 + $1.open } == parts.reduce(0) { $0 + $1.quantity }
            try change.finish(.receive, purchase, to: isWhole ? .received : .partial, reason: receipt)
            var covered: [AllocationRow]?
            if arrival.isCovering {
                let most = Dictionary(uniqueKeysWithValues: parts.map { ($0.line.product, $0.quantity) })
                covered = try covering.cover(at: place, atMost: most, reason: receipt, key: key)
            }
            var detail = try show(number)
            detail.covered = covered
            return detail
        }
    }

    private typealias Part = (line: PurchaseLineRow, quantity: Int)

    /// What comes in of which lines: so much of each, or all that is open.
    private static func parts(_ wishes: [SalesOrders.Wish], _ lines: [PurchaseLineRow], _ number: String) throws
        -> [Part]
    {
        guard !wishes.isEmpty else { return lines.filter { $0.open > 0 }.map { ($0, $0.open) } }
        return try SalesOrders.summed(wishes).map { wish in
            guard let line = lines.first(where: { $0.sku == wish.sku }) else {
                throw Refusal(
                    "line_unknown", "\(number) has no line of \(wish.sku)", at: number,
                    remedy: "nephrite purchase show \(number) shows its lines")
            }
            guard wish.quantity <= line.open else {
                throw Refusal(
                    "over_received", "\(line.open) of \(wish.sku) have still to come in, not \(wish.quantity)",
                    at: number,
                    remedy: "take in \(line.open); what came beyond that is a purchase of its own, or "
                        + "nephrite stock receive")
            }
            return (line, wish.quantity)
        }
    }

    private static func landed(_ text: String?, _ base: Currency) throws -> Decimal {
        guard let text else { return .zero }
        let amount = try Reading.decimal(text, "--landed", code: "amount_invalid", digits: base.minorUnitDigits)
        guard amount >= .zero, amount <= OrderTotals.largestAmount else {
            throw Refusal(
                "amount_invalid", "\(amount.text) is no amount from 0 to \(OrderTotals.largestAmount.text)",
                at: "--landed", remedy: "give what freight and duty cost, in \(base.code)")
        }
        return amount
    }

    private func rate(_ purchase: PurchaseRow, _ base: Currency, _ day: String) throws -> ExchangeRate {
        guard
            let rate = try connection.first(
                SelectExchangeRate(source: purchase.currency, target: base.code, day: day))
        else {
            throw Refusal(
                "rate_unknown", "there is no rate from \(purchase.currency) to \(base.code) on \(day)",
                at: purchase.number,
                remedy: "enter one: nephrite rate add \(purchase.currency) \(base.code) RATE --on \(day)")
        }
        return rate
    }

    private static func costed(
        _ parts: [Part], _ rate: ExchangeRate, _ landed: Decimal, _ basis: LandedBasis, digits: Int,
        lots: [Int64: [LotShare]]
    ) throws -> [NewReceiptLine] {
        let tooLarge = Refusal(
            "amount_too_large", "what the goods cost in the base currency does not fit",
            remedy: "check the costs of the purchase and the rate")
        if landed != .zero, basis == .weight, let part = parts.first(where: { $0.line.massGrams == nil }) {
            throw Refusal(
                "weight_unknown", "what one of \(part.line.sku) weighs is not known", at: "--by",
                remedy: "nephrite product measure \(part.line.sku) mass_g=…, or --by value")
        }
        let goods = try parts.map { part in
            guard let cost = rate.converted(part.line.unitCost) else { throw tooLarge }
            return ReceivedGoods(quantity: part.quantity, goodsCost: cost, massGrams: part.line.massGrams)
        }
        let nothing = parts.map { _ in Decimal.zero }
        guard
            let shares = landed == .zero
                ? nothing : LandedCost.shares(of: landed, over: goods, by: basis, toFractionDigits: digits)
        else { throw tooLarge }
        return try parts.indices.map { index in
            guard let cost = LandedCost.unitCost(goods[index], share: shares[index]) else { throw tooLarge }
            return NewReceiptLine(
                line: parts[index].line.id, quantity: parts[index].quantity, goodsCost: goods[index].goodsCost,
                landed: shares[index], unitCost: cost, lots: lots[parts[index].line.product] ?? [])
        }
    }
}
