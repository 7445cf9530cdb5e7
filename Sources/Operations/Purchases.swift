package import Orders
internal import Postgres
internal import Quantities
package import Storage

/// What we order of suppliers, from the draft to the receipt.
package struct Purchases {
    let database: Database
    var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A purchase with everything about it.
    package struct Detail: Sendable {
        /// The header and the lines.
        package let purchase: PurchaseRow, lines: [PurchaseLineRow]
        /// What came in, by receipt.
        package let receipts: [ReceiptLineRow]
        /// What was changed, the oldest first.
        package let amendments: [PurchaseAmendmentRow]
        /// What of it was promised to orders at once; nil when nobody asked for it.
        package var covered: [AllocationRow]?
    }

    /// Makes a draft.
    ///
    /// A line's cost is the one of the supplier's tiers that holds today for so many, unless one is given. Refuses, in this
    /// order: `supplier_unknown`, `product_unknown`, `line_ambiguous`, then of each line `supplier_not_of_product`,
    /// `item_discontinued`, `quantity_invalid`, `cost_invalid`, `no_cost`, `amount_too_large`.
    package func create(
        supplier code: String, _ wishes: [SalesOrders.Wish], key: String?, dryRun: Bool = false
    ) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let supplier = try Suppliers(database).show(code: code)
            let currency = try Reading.currency(supplier.currency, "supplier")
            for wish in wishes { _ = try Stock(database).product(wish.sku) }
            try Self.refuseTwice(wishes)
            let today = try database.today()
            let supplies = try connection.fetch(SelectSupplies(skus: wishes.map(\.sku), supplier: code, day: today))
            let bySKU = Dictionary(uniqueKeysWithValues: supplies.map { ($0.sku, $0) })
            let lines = try wishes.enumerated().map { index, wish in
                try PurchasePricing.line(
                    wish, bySKU[wish.sku], code, currency, at: "line \(index + 1), \(wish.sku)")
            }
            let number =
                try connection.first(
                    InsertPurchase(
                        supplier: supplier.id, currency: currency.code, minorDigits: currency.minorUnitDigits,
                        today: today)) ?? ""
            try connection.run(InsertPurchaseLines(number: number, lines: lines))
            let change = PurchaseChange(database, number, key: key)
            try change.log("create", try change.header(), from: nil, to: .draft, reason: nil)
            return try show(number)
        }
    }

    /// Sends drafts, or calls off all that is open of purchases; all of them or none.
    ///
    /// Refuses `purchase_unknown`, `wrong_state`. A receipt is done by `receive`.
    package func perform(_ action: PurchaseAction, on numbers: [String], reason: String?, key: String?, dryRun: Bool)
        throws -> [Detail]
    {
        try database.write(dryRun: dryRun) {
            try PurchaseChange.lock(numbers, database)
            for number in numbers {
                let change = PurchaseChange(database, number, key: key)
                let (purchase, _) = try change.begin(action)
                if action != .send { try connection.run(CancelPurchaseLines(purchase: purchase.id)) }
                let target = PurchaseLifeCycle.targets(of: action, from: purchase.state)[0]
                try change.finish(action, purchase, to: target, reason: reason)
            }
            return try numbers.map(show)
        }
    }

    /// A purchase by its number.
    package func show(_ number: String) throws -> Detail {
        let change = PurchaseChange(database, number, key: nil)
        let purchase = try change.header()
        return Detail(
            purchase: purchase, lines: try change.lines(purchase),
            receipts: try connection.fetch(SelectReceiptLines(purchase: purchase.id)),
            amendments: try connection.fetch(SelectPurchaseAmendments(purchase: purchase.id)))
    }

    /// A page of purchases by number; nil filters nothing.
    ///
    /// Refuses `supplier_unknown`.
    package func list(state: PurchaseState?, supplier: String?, limit: Int, after: String?) throws -> [PurchaseRow] {
        if let supplier { _ = try Suppliers(database).show(code: supplier) }
        return try connection.fetch(
            SelectPurchases(state: state, supplier: supplier, after: after, limit: limit))
    }

    /// What was done to a purchase, the oldest first, with the changes of each amendment in words.
    package func history(_ number: String) throws -> [(step: TransitionRow, changes: String?)] {
        let purchase = try PurchaseChange(database, number, key: nil).header()
        let amendments = try connection.fetch(SelectPurchaseAmendments(purchase: purchase.id))
        var set = 0
        return try connection.fetch(SelectPurchaseTransitions(purchase: purchase.id)).map { step in
            guard step.action == PurchaseAction.amend.rawValue else { return (step, nil) }
            defer { set += 1 }
            return (
                step, amendments.filter { $0.set == set }.map { SalesOrders.words($0.change) }.joined(separator: "; ")
            )
        }
    }

    static func unknown(_ number: String) -> Refusal {
        Refusal(
            "purchase_unknown", "there is no purchase \(number)", at: number,
            remedy: "nephrite purchase list shows the purchases")
    }
}

/// The cost of a line as it is frozen on a purchase.
enum PurchasePricing {
    static func line(
        _ wish: SalesOrders.Wish, _ supply: SupplyRow?, _ supplier: String, _ currency: Currency, at place: String
    ) throws -> NewPurchaseLine {
        guard let supply else {
            throw Refusal(
                "supplier_not_of_product", "\(supplier) does not offer \(wish.sku)", at: place,
                remedy: "nephrite product show \(wish.sku) shows who does", status: .badInput)
        }
        let given = try wish.price.map { try Reading.decimal($0, place, code: "cost_invalid") }
        guard supply.isActive || given != nil else {
            throw Refusal(
                "item_discontinued", "\(supplier) does not offer \(supply.partNumber) any more, or we do not sell it",
                at: place, remedy: "where he still has it, give the cost: \(wish.sku)=\(wish.quantity)@COST")
        }
        guard supply.terms.allows(wish.quantity) else {
            throw Refusal(
                "quantity_invalid", "\(wish.quantity) of \(wish.sku) cannot be ordered: \(bounds(supply.terms))",
                at: place,
                remedy:
                    "the \(supply.terms.maximum.map { wish.quantity > $0 } ?? false ? "greatest" : "next") valid quantity is \(supply.terms.nextValid(wish.quantity))"
            )
        }
        if let given, given < .zero {
            throw Refusal(
                "cost_invalid", "\(given.text) for \(wish.sku) is below zero", at: place, remedy: "give 0 or more")
        }
        let tier = supply.currency == currency.code ? supply.tiers.tier(at: wish.quantity) : nil
        guard let cost = given ?? tier?.unitCost else { throw noCost(wish, supply, currency, place) }
        guard
            OrderTotals.lineNet(
                quantity: wish.quantity, unitPrice: cost, discountPercent: .zero,
                minorDigits: currency.minorUnitDigits) != nil
        else {
            throw Refusal(
                "amount_too_large", "\(wish.quantity) at \(cost.text) is no amount from 0 to 999999999", at: place,
                remedy: "check quantity and cost; make several purchases where they are right")
        }
        return NewPurchaseLine(
            supply: supply, ordered: wish.quantity, unitCost: cost,
            costRule: given == nil ? "tier from \(tier?.minQuantity.text ?? "1")" : "given")
    }

    private static func bounds(_ terms: SupplyTerms) -> String {
        "at least \(terms.minimum)" + (terms.interval > 1 ? ", and from there in steps of \(terms.interval)" : "")
            + (terms.maximum.map { ", at most \($0)" } ?? "")
    }

    private static func noCost(
        _ wish: SalesOrders.Wish, _ supply: SupplyRow, _ currency: Currency, _ place: String
    ) -> Refusal {
        let least = supply.currency == currency.code ? supply.tiers.leastQuantity : nil
        return Refusal(
            "no_cost", "\(supply.supplier) has no cost for \(wish.quantity) of \(wish.sku) in \(currency.code)",
            at: place,
            remedy: least.map { "the least quantity with a cost is \(supply.terms.nextValid($0))" }
                ?? "give one: \(wish.sku)=\(wish.quantity)@COST")
    }
}
