internal import Orders
internal import Quantities
internal import Storage

/// Freight as a person says it and as it is taxed.
enum FreightTerms {
    /// An amount of freight, zero or more, in the minor unit of its currency.
    ///
    /// Refuses `amount_invalid`.
    static func amount(_ text: String, _ minorDigits: Int) throws -> Decimal {
        let amount = try Reading.decimal(text, "--freight", code: "amount_invalid", digits: minorDigits)
        guard amount >= .zero, amount <= OrderTotals.largestLineNet else {
            throw Refusal(
                "amount_invalid", "\(amount.text) is no amount of freight", at: "--freight",
                remedy: "give an amount from 0 to \(OrderTotals.largestLineNet.text), without tax", status: .usage)
        }
        return amount
    }

    /// What freight adds to the tax: it is taxed as the first line is; nothing while that is not known.
    static func taxed(_ amount: Decimal, _ lines: [OrderLineRow]) -> [TaxedAmount] {
        guard amount > .zero, let tax = lines.first?.tax else { return [] }
        return [TaxedAmount(category: tax.category, rate: tax.rate, net: amount)]
    }

    /// The freight of an order as an amendment leaves it; nil where it stays.
    ///
    /// Refuses (`price_locked`) less than is invoiced.
    static func amended(_ text: String?, _ order: OrderRow, charged: Decimal) throws -> Decimal? {
        guard let text else { return nil }
        let amount = try amount(text, order.minorDigits)
        guard amount >= charged else {
            throw Refusal(
                "price_locked",
                "\(charged.text(minimumFractionDigits: order.minorDigits)) of freight are invoiced on \(order.number), "
                    + "so it cannot be \(amount.text)", at: "--freight",
                remedy: "credit it first: nephrite invoice credit INVOICE --freight AMOUNT")
        }
        return amount == order.freight ? nil : amount
    }
}

/// A discount on a line as a person says it.
enum LineDiscount {
    /// Percent, from 0 to 100 with three digits; zero where none is said.
    ///
    /// Refuses `discount_invalid`.
    static func percent(_ text: String?, at place: String) throws -> Decimal {
        guard let text else { return .zero }
        let percent = try Reading.decimal(text, place, code: "discount_invalid", digits: 3)
        guard percent >= .zero, percent <= Decimal(100) else {
            throw Refusal(
                "discount_invalid", "\(percent.text) is no discount in percent", at: place,
                remedy: "give a number from 0 to 100", status: .usage)
        }
        return percent
    }
}
