extension Report {
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
