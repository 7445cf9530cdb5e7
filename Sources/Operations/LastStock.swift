internal import Postgres
internal import Storage

/// What is left to promise of discontinued goods, which are sold as long as there are some; what is taken is not there for the
/// next line.
///
/// Nothing is locked: an order promises nothing before it is allocated.
struct LastStock {
    /// By product; those that are not discontinued are not in it.
    private var left: [Int64: Int] = [:]

    /// Of nothing.
    init() {}

    /// Of those that are discontinued among some products.
    init(of facts: some Sequence<SaleFacts>, _ connection: Connection) throws {
        let products = Set(facts.filter { $0.status == "discontinued" }.map(\.product))
        guard !products.isEmpty else { return }
        for product in products { left[product] = 0 }
        for row in try connection.fetch(SelectBalances(products: products.sorted(), day: nil)) {
            left[row.product, default: 0] += row.available ?? 0
        }
    }

    /// Takes so many of a product, for a line that has some already.
    ///
    /// Refuses (`product_discontinued`) more than there are.
    mutating func take(_ quantity: Int, of facts: SaleFacts, has: Int = 0, at place: String) throws {
        guard let available = left[facts.product] else { return }
        guard quantity <= available else {
            throw Refusal(
                "product_discontinued",
                "\(facts.sku) is discontinued, and "
                    + (available == 0 ? "none is left to promise" : "only \(available) are left to promise"),
                at: place,
                remedy: (available + has == 0 ? "leave it out" : "order at most \(available + has)")
                    + ", or say that it is sold on: nephrite product set \(facts.sku) status=active")
        }
        left[facts.product] = available - quantity
    }
}
