internal import Orders
internal import Postgres
internal import Quantities
package import Storage

extension Purchases {
    /// Changes a purchase that is not done, as one set of changes, and answers them; a dry run shows them.
    ///
    /// A quantity is what we want then, less what was called off; never below what came in. An SKU that the purchase lacks
    /// gets a line. A cost stays as agreed unless one is given, which is not possible once something came in at it. Refuses
    /// `purchase_unknown`, `wrong_state`, `product_unknown`, `line_ambiguous`, `below_received`, `cost_locked`, what `create`
    /// refuses of a line, and `nothing_to_amend`.
    package func amend(
        _ number: String, _ wishes: [SalesOrders.Wish], reason: String?, key: String?, dryRun: Bool = false
    ) throws -> (detail: Detail, changes: [AmendmentRow]) {
        try database.write(dryRun: dryRun) {
            try PurchaseChange.lock([number], database)
            let change = PurchaseChange(database, number, key: key)
            let (purchase, lines) = try change.begin(.amend)
            for wish in wishes { _ = try Stock(database).product(wish.sku) }
            try Self.refuseTwice(wishes)
            let supplies = try connection.fetch(
                SelectSupplies(skus: wishes.map(\.sku), supplier: purchase.supplier, day: try database.today()))
            var set = AmendedPurchase(purchase: purchase, lines: lines, supplies: supplies)
            for wish in wishes { try set.take(wish) }
            guard !set.changes.isEmpty else {
                throw Refusal(
                    "nothing_to_amend", "\(number) is so already", at: number,
                    remedy: "nephrite purchase show \(number) shows it; give what is to be otherwise")
            }
            try connection.run(AmendPurchaseLines(set.amended))
            try connection.run(InsertPurchaseLines(number: number, lines: set.added, after: lines.count))
            try connection.run(InsertPurchaseAmendments(purchase: purchase.id, changes: set.changes))
            let isOpen = try change.lines(purchase).contains { $0.open > 0 }
            try change.finish(
                .amend, purchase, to: isOpen ? purchase.state : .received,
                reason: reason ?? set.changes.map(SalesOrders.words).joined(separator: "; "))
            return (try show(number), set.changes)
        }
    }

    static func refuseTwice(_ wishes: [SalesOrders.Wish]) throws {
        if let twice = wishes.indices.first(where: { at in wishes[..<at].contains { $0.sku == wishes[at].sku } }) {
            throw Refusal(
                "line_ambiguous", "\(wishes[twice].sku) is named twice", at: "line \(twice + 1)",
                remedy: "name it once with the whole quantity")
        }
    }
}

/// What becomes of the lines of a purchase.
private struct AmendedPurchase {
    let purchase: PurchaseRow
    let lines: [PurchaseLineRow]
    let supplies: [SupplyRow]
    var amended: [AmendedPurchaseLine] = []
    var added: [NewPurchaseLine] = []
    var changes: [AmendmentRow] = []

    mutating func take(_ wish: SalesOrders.Wish) throws {
        let place = "--line \(wish.sku)"
        let currency = try Reading.currency(purchase.currency, "purchase")
        let supply = supplies.first { $0.sku == wish.sku }
        guard let line = lines.first(where: { $0.sku == wish.sku }) else {
            added.append(try PurchasePricing.line(wish, supply, purchase.supplier, currency, at: place))
            changes.append(
                AmendmentRow(
                    line: lines.count + added.count, sku: wish.sku, field: "ordered", old: nil,
                    new: String(wish.quantity)))
            return
        }
        let given = try wish.price.map { try Reading.decimal($0, place, code: "cost_invalid") }
        guard wish.quantity >= line.received else {
            throw Refusal(
                "below_received", "\(line.received) of \(wish.sku) came in, so it cannot be \(wish.quantity)",
                at: purchase.number, remedy: "give \(line.received) or more; nephrite purchase reverse undoes a receipt"
            )
        }
        guard line.received == 0 || given == nil || given == line.unitCost else {
            throw Refusal(
                "cost_locked", "\(line.received) of \(wish.sku) came in at \(line.unitCost.text) already",
                at: purchase.number, remedy: "leave its cost; order the rest by a purchase of its own")
        }
        // The cost stands as it was agreed, and what came in may be any quantity.
        let agreed = SalesOrders.Wish(sku: wish.sku, quantity: wish.quantity, price: wish.price ?? line.unitCost.text)
        let isAsked = wish.quantity != line.received
        let new = isAsked ? try PurchasePricing.line(agreed, supply, purchase.supplier, currency, at: place) : nil
        let cost = given == nil ? line.unitCost : new?.unitCost ?? line.unitCost
        func note(_ field: String, _ old: String, _ new: String) {
            guard old != new else { return }
            changes.append(AmendmentRow(line: line.line, sku: line.sku, field: field, old: old, new: new))
        }
        note("ordered", String(line.ordered - line.cancelled), String(wish.quantity))
        note("unit_cost", line.unitCost.text, cost.text)
        amended.append(
            AmendedPurchaseLine(
                id: line.id, ordered: wish.quantity + line.cancelled, unitCost: cost,
                costRule: cost == line.unitCost ? line.costRule : "given"))
    }
}
