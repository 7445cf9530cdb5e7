extension Report {
    /// What is promised to whom.
    package static let allocations: Report = {
        var report = Report(
            "allocations", title: "Allocations",
            abstract: "What is promised to which order line at which location, and since when.",
            notes: "An allocation is gone once it is shipped or released.",
            examples: ["allocations", "allocations --where sku=LOTUS-LB-3001", "allocations -o allocations.csv"],
            columns: [
                .code("sku", "SKU", isKey: true), .code("location", isKey: true), .code("order", isKey: true),
                .integer("line", isKey: true), .code("customer"), .quantity("quantity"),
                .timestamp("since"), .date("promised"), .codes("holds", isMinor: true),
            ])
        report.group = "sku"
        report.chart = Chart("Quantity by product", by: "sku", of: ["quantity"])
        report.explanations = [
            .init(
                ["quantity"],
                columns: [
                    .code("kind"), .code("document", isKey: true), .code("location", isKey: true), .date("day"),
                    .quantity("quantity"),
                ])
        ]
        report.knowledge = .open
        return report
    }()
}
