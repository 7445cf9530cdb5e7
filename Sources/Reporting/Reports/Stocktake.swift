extension Report {
    /// What stocktakes found.
    package static let stocktake: Report = {
        var report = Report(
            "stocktake", title: "Stocktake",
            abstract: "What stocktakes found more or less than was expected, line by line.",
            notes: """
                Counts that were cancelled are left out, and lines that nobody counted have no figure. A period takes the counts \
                opened in it. The value is the difference at the average cost as it was corrected, or as it is now while the count is \
                open; who posted the count approved it. \
                Only counts by lot have lots; without one they counted what is of none.
                """,
            examples: [
                "stocktake", "stocktake --where count=CT-2026-000001", "stocktake --period this-year -o counts.csv",
            ],
            columns: [
                .code("count", isKey: true), .code("state", of: ["open", "posted"], isMinor: true),
                .code("sku", "SKU", isKey: true), .code("location", isKey: true), .code("lot", isKey: true),
                .quantity("expected"),
                .quantity("counted"), .quantity("difference"),
                .code("currency"), .money("value", currency: "currency"),
                .code("counted_by", "counted by", isMinor: true), .timestamp("counted_at", "counted at", isMinor: true),
                .code("approved_by", "approved by", isMinor: true),
            ])
        report.baseCurrencyColumns = ["currency"]
        report.period = .optional
        report.group = "count"
        report.knowledge = .onlyNow("lines of a stocktake are kept only as they were counted last")
        report.explanations = [.entry("expected", "counted", "difference", "value")]
        return report
    }()
}
