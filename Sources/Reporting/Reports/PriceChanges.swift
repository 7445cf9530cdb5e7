extension Report {
    /// What suppliers' prices did.
    package static let priceChanges: Report = {
        var report = Report(
            "price-changes", title: "Price changes",
            abstract: "Every tier of a supplier's cost that an import changed, from when, and by how much.",
            notes: """
                A change counts from the day its run was applied, or from the day a person accepted it, who is then its cause. A \
                tier that came has no old cost, one that went no new one. Runs that were rolled back are not here.
                """,
            examples: [
                "price-changes --period this-month", "price-changes --where supplier=HANSE",
                "price-changes -o changes.html",
            ],
            columns: [
                .code("sku", "SKU", isKey: true), .code("supplier", isKey: true), .code("part_number", isMinor: true),
                .decimal("min_quantity", "from quantity", isKey: true), .price("old", currency: "currency"),
                .price("new", currency: "currency"), .code("currency"),
                .percent("change", .change(of: "new", from: "old")), .date("effective_on", "from"),
                .integer("run", isKey: true), .text("cause"),
            ])
        report.period = .optional
        report.chart = Chart("Changed tiers by supplier", by: "supplier", of: [])
        return report
    }()
}
