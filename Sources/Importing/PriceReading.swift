internal import Catalog
internal import Quantities

/// Reads the prices of a record: every block, kind, currency and territory, and which of them are our cost.
struct PriceReading {
    let context: FeedContext
    let header: FeedHeader

    private struct Candidate {
        var price: SupplierPrice
        var territory: String?
        /// Where the tier ends, where the feed says so.
        var maxQuantity: Decimal?
        var found: FoundText
    }

    /// How many prices a record may have.
    private static let most = 10_000

    func read(into item: inout SupplierItem, _ reading: inout FieldReading) {
        let count = reading.compiled.prices.reduce(0) { $0 + reading.record.instances[$1.group].count }
        guard count <= Self.most else {
            reading.fault(
                "record_too_large", "prices", nil, "a record has at most \(Self.most) prices, this one has \(count)")
            return
        }
        var candidates: [Candidate] = []
        for (group, rules) in reading.compiled.prices {
            for instance in reading.record.instances[group] {
                guard let candidate = candidate(instance, group, rules, item, &reading) else { continue }
                candidates.append(candidate)
                if reading.value(rules[.priceQuantity], in: instance) == nil {
                    item.hasUnstatedPriceQuantity = true
                }
            }
        }
        chooseCost(&candidates, reading.compiled.profile.costKinds)
        item.prices = withoutRepeats(candidates, &reading)
        note(item.prices, &reading)
    }

    // MARK: One price

    private func candidate(
        _ instance: [FoundText?], _ group: Int, _ rules: RuleTable<PriceField>, _ item: SupplierItem,
        _ reading: inout FieldReading
    ) -> Candidate? {
        func text(_ field: PriceField) -> FoundText? { reading.value(rules[field], in: instance) }
        let kind = text(.kind)?.text ?? SupplierPrice.cost
        guard let amountText = text(.amount) else {
            if !reading.isRecord(group), instance.contains(where: { $0 != nil }) {
                reading.find("price_on_request", "prices", nil, "a price without an amount was left out")
            }
            return nil
        }
        let minimum = text(.minQuantity).map { ($0, reading.positive($0, "prices[\($0.text)].min_quantity")) }
        let field = "prices[\(minimum?.1?.text ?? "1")]"
        let quantity = text(.priceQuantity).map { ($0, reading.positive($0, field + ".price_quantity")) }
        let factor = text(.factor).map { ($0, reading.positive($0, field + ".factor")) }
        let from = reading.date(text(.validFrom), field + ".valid_from") ?? header.validFrom
        let to = reading.date(text(.validTo), field + ".valid_to") ?? header.validTo
        let most = text(.maxQuantity).flatMap { try? Decimal($0.text, notation: reading.compiled.profile.notation) }
        let amount = amount(amountText, field, &reading)
        let currency = currency(text(.currency), amountText, field, &reading)
        guard let amount, let currency, minimum.map({ $0.1 != nil }) ?? true, quantity.map({ $0.1 != nil }) ?? true,
            factor.map({ $0.1 != nil }) ?? true
        else { return nil }
        if let from, let to, from > to {
            reading.fault("date_invalid", field + ".valid_to", text(.validTo), "the price ends before it begins")
            return nil
        }
        let pieces = quantity?.1 ?? Decimal(1)
        guard let contents = contents(text(.priceUnit), text(.unitRate), item, amountText, field, &reading) else {
            return nil
        }
        guard
            let multiplier = Decimal.quotient(
                factor?.1 ?? header.priceFactor ?? Decimal(1), times: contents, by: Decimal(1)),
            let unitPrice = Decimal.quotient(amount, times: multiplier, by: pieces)
        else {
            reading.fault(
                "price_too_precise", field + ".unit_price", amountText, "the unit price is too large to be kept")
            return nil
        }
        let price = SupplierPrice(
            kind: kind, minQuantity: minimum?.1 ?? Decimal(1), unitPrice: unitPrice, amount: amount,
            priceQuantity: pieces, currency: currency.code, validFrom: from, validTo: to)
        compareWithTax(amount, text(.gross), text(.tax), field, &reading)
        return Candidate(
            price: price, territory: text(.territory)?.text, maxQuantity: most, found: amountText)
    }

    private func amount(_ found: FoundText, _ field: String, _ reading: inout FieldReading) -> Decimal? {
        do {
            let amount = try Decimal(found.text, notation: reading.compiled.profile.notation)
            if amount < .zero {
                reading.fault("price_negative", field + ".amount", found, "a price cannot be below zero")
                return nil
            }
            if amount == .zero {
                reading.find("price_zero", field + ".amount", found, "the price is zero; it was taken")
            }
            return amount
        } catch .tooPrecise {
            reading.fault(
                "price_too_precise", field + ".amount", found, "at most 12 digits before and 6 after the point are kept"
            )
        } catch {
            let mark = reading.compiled.profile.notation.decimalMark
            reading.fault(
                "price_not_decimal", field + ".amount", found,
                "\"\(found.text)\" is not a number as the profile writes them (decimal mark \"\(mark)\"); correct the feed or use a profile with another notation"
            )
        }
        return nil
    }

    private func currency(
        _ found: FoundText?, _ amount: FoundText, _ field: String, _ reading: inout FieldReading
    ) -> Currency? {
        let word = found?.text ?? header.currency ?? context.supplierCurrency
        if let currency = Currency(word) { return currency }
        let place = found ?? amount
        reading.fault(
            "currency_unknown", field + ".currency",
            FoundText(text: word, node: place.node, line: place.line, column: place.column),
            "\"\(word)\" is no currency of ISO 4217")
        return nil
    }

    /// How many units of the price there are in one order unit: 1 when the two are the same.
    ///
    /// Where they differ only the contents of the order unit can join them, and a rate that the feed gives besides,
    /// in whichever direction it is meant, has to agree within one percent. Nothing is guessed: what cannot be joined
    /// is a fault of the record.
    private func contents(
        _ unit: FoundText?, _ rate: FoundText?, _ item: SupplierItem, _ amount: FoundText, _ field: String,
        _ reading: inout FieldReading
    ) -> Decimal? {
        guard let unit, let orderUnit = item.orderUnit else { return Decimal(1) }
        let code = UnitOfMeasure.recognised(unit.text)?.code ?? unit.text
        if UnitOfMeasure.isSame(code, orderUnit) { return Decimal(1) }
        if let contents = item.contentQuantity, let contentUnit = item.contentUnit,
            UnitOfMeasure.isSame(code, contentUnit),
            Self.agrees(rate.flatMap { try? Decimal($0.text, notation: reading.compiled.profile.notation) }, contents)
        {
            return contents
        }
        reading.fault(
            "price_unit_unclear", field + ".price_unit", unit,
            "the price is for \(code), the order unit is \(orderUnit), and its contents do not say how many that are")
        return nil
    }

    /// Whether a rate, or one over it, is the contents but for one percent.
    private static func agrees(_ rate: Decimal?, _ contents: Decimal) -> Bool {
        guard let rate, rate > .zero else { return rate == nil }
        let inverse = Decimal.quotient(Decimal(1), times: Decimal(1), by: rate)
        return [rate, inverse].contains { candidate in
            guard let candidate else { return false }
            let difference = Int128(candidate.millionths) - Int128(contents.millionths)
            return Int128(difference.magnitude) * 100 <= Int128(contents.millionths)
        }
    }

    /// Says when an amount with tax is not the amount and its tax, but for one minor unit of a rounded price.
    private func compareWithTax(
        _ net: Decimal, _ gross: FoundText?, _ tax: FoundText?, _ field: String, _ reading: inout FieldReading
    ) {
        let notation = reading.compiled.profile.notation
        guard let gross, let tax, let total = try? Decimal(gross.text, notation: notation),
            let rate = TaxRate(tax.text, notation: notation)
        else { return }
        let expected = Int128(net.millionths) * (1_000_000 + Int128(rate.millionths))
        let difference = Int128(total.millionths) * 1_000_000 - expected
        // Whole crowns are common: one in either direction is rounding.
        let tolerance: Int128 = total.millionths % 1_000_000 == 0 ? 1_000_000 : 20_000
        guard Int128(difference.magnitude) > tolerance * 1_000_000 else { return }
        reading.find(
            "tax_mismatch", field + ".amount", gross,
            "the price with tax is not the price of \(net) and \(tax.text) tax; the price without tax was taken")
    }

    // MARK: All prices

    /// A price without a kind is what we pay, but only in the supplier's currency.
    ///
    /// Renames the kind that is preferred among those in the supplier's currency to `cost`; of several territories
    /// the first named is meant, the others keep their kind.
    private func chooseCost(_ candidates: inout [Candidate], _ kinds: [String]) {
        for index in candidates.indices
        where candidates[index].price.kind == SupplierPrice.cost
            && candidates[index].price.currency != context.supplierCurrency
        {
            candidates[index].price.kind = "net"
        }
        let ours = candidates.filter { $0.price.currency == context.supplierCurrency }
        guard let kind = kinds.first(where: { kind in ours.contains { $0.price.kind == kind } }) else { return }
        let territory = ours.first { $0.price.kind == kind }?.territory
        for index in candidates.indices {
            let candidate = candidates[index]
            if candidate.price.kind == kind, candidate.price.currency == context.supplierCurrency,
                candidate.territory == territory
            {
                candidates[index].price.kind = SupplierPrice.cost
            }
        }
    }

    /// Sorted prices; of cost prices that hold for the same quantity and day only one amount may remain.
    private func withoutRepeats(_ candidates: [Candidate], _ reading: inout FieldReading) -> [SupplierPrice] {
        let sorted = candidates.sorted { before($0.price, $1.price) }
        var prices: [SupplierPrice] = []
        // For each quantity the cost that holds longest of those met; sorted by their first day, a later one can only
        // contradict what still holds then.
        var longest: [Decimal: SupplierPrice] = [:]
        for candidate in sorted {
            let price = candidate.price
            if prices.last == price { continue }
            if price.kind == SupplierPrice.cost,
                let other = longest[price.minQuantity], overlap(other, price), other.unitPrice != price.unitPrice
            {
                reading.fault(
                    "tiers_contradict", "prices[\(price.minQuantity)].unit_price", candidate.found,
                    "from quantity \(price.minQuantity) on the price is \(other.unitPrice) and \(price.unitPrice) at the same time"
                )
            }
            if price.kind == SupplierPrice.cost,
                longest[price.minQuantity].map({ ends($0) < ends(price) }) ?? true
            {
                longest[price.minQuantity] = price
            }
            prices.append(price)
        }
        noteOverlaps(sorted, &reading)
        return prices
    }

    /// Tiers of our cost that the feed ends above the beginning of the next one; to share the bound is common.
    private func noteOverlaps(_ sorted: [Candidate], _ reading: inout FieldReading) {
        let costs = sorted.filter { $0.price.kind == SupplierPrice.cost }
            .sorted { $0.price.minQuantity < $1.price.minQuantity }
        for (index, tier) in costs.enumerated() {
            guard let end = tier.maxQuantity else { continue }
            let next = costs[(index + 1)...].prefix { $0.price.minQuantity < end }.first {
                $0.price.minQuantity > tier.price.minQuantity && overlap($0.price, tier.price)
                    && $0.price.unitPrice != tier.price.unitPrice
            }
            guard let next else { continue }
            reading.fault(
                "tiers_contradict", "prices[\(next.price.minQuantity)].min_quantity", next.found,
                "the tier from \(tier.price.minQuantity) ends at \(end), but from \(next.price.minQuantity) on another price holds"
            )
        }
    }

    private func ends(_ price: SupplierPrice) -> String { price.validTo ?? "9999-12-31" }

    private func overlap(_ one: SupplierPrice, _ other: SupplierPrice) -> Bool {
        (one.validFrom ?? "") <= (other.validTo ?? "9999-12-31")
            && (other.validFrom ?? "") <= (one.validTo ?? "9999-12-31")
    }

    private func before(_ one: SupplierPrice, _ other: SupplierPrice) -> Bool {
        func key(_ price: SupplierPrice) -> (String, String, String) {
            (price.kind == SupplierPrice.cost ? "" : price.kind, price.currency, price.validFrom ?? "")
        }
        let (left, right) = (key(one), key(other))
        if left != right { return left < right }
        return one.minQuantity < other.minQuantity
    }

    private func note(_ prices: [SupplierPrice], _ reading: inout FieldReading) {
        if let ended = prices.first(where: { $0.kind == SupplierPrice.cost && ($0.validTo ?? "9999") < context.today })
        {
            reading.find(
                "price_ended", "prices[\(ended.minQuantity)].valid_to", nil,
                "the price ended on \(ended.validTo ?? ""); it is used when there is no other")
        }
        if !prices.isEmpty, !reading.compiled.profile.costKinds.isEmpty,
            !prices.contains(where: { $0.currency == context.supplierCurrency })
        {
            reading.find(
                "currency_other", "prices", nil,
                "no price is in \(context.supplierCurrency), the supplier's currency; the prices are kept beside")
        }
    }
}
