extension Report {
    /// What came back.
    package static let returns: Report = {
        var report = Report(
            "returns", title: "Returns", abstract: "Goods that came back, why, and what became of them.",
            notes: """
                A period takes what came back in it. The value is net at the price agreed, in the order's currency, whether or not \
                it is credited yet.
                """,
            examples: [
                "returns", "returns --period last-month", "returns --where disposition=scrapped -o scrapped.csv",
            ],
            columns: [
                .code("return", isKey: true), .date("received"), .code("sku", "SKU", isKey: true), .code("order"),
                .code("customer"), .text("reason"), .code("location", isMinor: true),
                .code("disposition", of: ["restocked", "scrapped"]), .quantity("quantity"),
                .code("currency"), .money("value", currency: "currency"),
            ])
        report.period = .optional
        report.chart = Chart("Quantity by product", by: "sku", of: ["quantity"])
        return report
    }()

    /// What stocktakes found.
    package static let stocktake: Report = {
        var report = Report(
            "stocktake", title: "Stocktake",
            abstract: "What stocktakes found more or less than was expected, line by line.",
            notes: """
                Counts that were cancelled are left out, and lines that nobody counted have no figure. A period takes the counts \
                opened in it.
                """,
            examples: [
                "stocktake", "stocktake --where count=CT-2026-000001", "stocktake --period this-year -o counts.csv",
            ],
            columns: [
                .code("count", isKey: true), .code("state", of: ["open", "posted"], isMinor: true),
                .code("sku", "SKU", isKey: true), .code("location", isKey: true), .quantity("expected"),
                .quantity("counted"), .quantity("difference"),
                .code("counted_by", "counted by", isMinor: true), .timestamp("counted_at", "counted at", isMinor: true),
            ])
        report.period = .optional
        report.group = "count"
        return report
    }()
}
