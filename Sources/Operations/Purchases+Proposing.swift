package import Orders
internal import Postgres
internal import Quantities
package import Storage

extension Purchases {
    /// By what proposals are made.
    package struct Planning: Sendable, Equatable {
        /// Over how many days the demand is counted, and for how many days stock is kept beyond the lead time.
        package let days, safetyDays: Int
        /// Where the supplier does not say how long goods take.
        package let leadTimeDays: Int

        /// From 1 to 3650 days of demand, else 0 to 3650.
        package init(days: Int, safetyDays: Int, leadTimeDays: Int) {
            self.days = days
            self.safetyDays = safetyDays
            self.leadTimeDays = leadTimeDays
        }

        /// Unless a person says otherwise: 90 days of demand, 7 of safety, and a lead time of 14.
        package static let usual = Planning(days: 90, safetyDays: 7, leadTimeDays: 14)
    }

    /// What should be ordered of a product, and why.
    package struct Proposal: Sendable, Equatable {
        /// The product as its preferred supplier offers it.
        package let supply: SupplyRow
        /// The figures.
        package let need: ReorderNeed
        /// How many, and the tier of cost that holds for so many, nil when none does.
        package let quantity: Int, tier: CostTier?
    }

    /// What should be ordered, by SKU: of each product that is sold or waited for, of its preferred item.
    ///
    /// A product whose item is not offered any more is left out. nil is every supplier. Refuses `supplier_unknown`.
    package func propose(supplier: String?, _ planning: Planning) throws -> [Proposal] {
        if let supplier { _ = try Suppliers(database).show(code: supplier) }
        return try needs(supplier: supplier, planning).filter { $0.quantity > 0 }
    }

    /// As `propose`, also those of which enough is there or comes, with a quantity of 0.
    func needs(supplier: String?, _ planning: Planning) throws -> [Proposal] {
        let today = try database.today()
        let demand = try connection.fetch(SelectDemand(through: today, days: planning.days))
        let byProduct = Dictionary(uniqueKeysWithValues: demand.map { ($0.product, $0) })
        let supplies = try connection.fetch(SelectSupplies(products: demand.map(\.product), day: today))
        return supplies.compactMap { supply in
            guard supply.isActive, supplier == nil || supply.supplier == supplier,
                let row = byProduct[supply.product]
            else { return nil }
            let need = ReorderNeed(
                shipped: row.shipped, days: planning.days, backordered: row.backordered, available: row.available,
                onOrder: row.onOrder, drafted: row.drafted,
                leadTimeDays: supply.leadTimeDays ?? Decimal(planning.leadTimeDays), safetyDays: planning.safetyDays)
            let quantity = need.quantity(supply.terms, supply.tiers)
            return Proposal(supply: supply, need: need, quantity: quantity, tier: supply.tiers.tier(at: quantity))
        }
    }

    /// Makes a draft of all that should be ordered of a supplier.
    ///
    /// Refuses `supplier_unknown`, `nothing_proposed`, and what `create` refuses.
    package func createProposed(supplier: String, _ planning: Planning, key: String?, dryRun: Bool = false) throws
        -> Detail
    {
        try database.write(dryRun: dryRun) {
            let proposals = try propose(supplier: supplier, planning)
            guard !proposals.isEmpty else {
                throw Refusal(
                    "nothing_proposed", "nothing has to be ordered of \(supplier)", at: "--proposed",
                    remedy: "nephrite purchase propose shows what has to be ordered; --line orders what you want")
            }
            return try create(
                supplier: supplier,
                proposals.map { SalesOrders.Wish(sku: $0.supply.sku, quantity: $0.quantity) }, key: key)
        }
    }
}
