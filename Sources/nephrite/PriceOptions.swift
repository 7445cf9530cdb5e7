internal import ArgumentParser
internal import Operations

/// What is charged beside the prices of an order's lines, and let off of them.
struct PriceOptions: ParsableArguments {
    @Option(help: "What is charged for the carriage, without tax.")
    var freight: String?
    @Option(
        help: ArgumentHelp(
            "Percent let off of the lines of an SKU, or of all that are named; once for each.",
            valueName: "[sku=]percent"))
    var discount: [String] = []

    /// What tells one request from another by its key.
    var request: [String] {
        ChangeOptions.said("freight", freight) + discount.flatMap { ChangeOptions.said("discount", $0) }
    }

    /// The lines with their discounts; that of an SKU comes before that of all.
    func wishes(_ lines: [String]) throws -> [SalesOrders.Wish] {
        let wishes = try lines.map(WishText.wish)
        var all: String?
        var bySKU: [String: String] = [:]
        for text in discount {
            guard text.contains("=") else {
                guard all == nil else { throw ValidationError("--discount PERCENT is said twice") }
                all = text
                continue
            }
            let (sku, percent) = try WishText.pair(text, "--discount", "SKU=PERCENT or PERCENT")
            guard wishes.contains(where: { $0.sku == sku }) else {
                throw ValidationError("--discount \(text) is for a line of \(sku), which --line does not name")
            }
            guard bySKU.updateValue(percent, forKey: sku) == nil else {
                throw ValidationError("--discount is said twice of \(sku)")
            }
        }
        guard all == nil || !wishes.isEmpty else {
            throw ValidationError("--discount PERCENT is for the lines that --line names, and there is none")
        }
        return wishes.map {
            SalesOrders.Wish(
                sku: $0.sku, quantity: $0.quantity, price: $0.price, discount: bySKU[$0.sku] ?? all)
        }
    }
}
