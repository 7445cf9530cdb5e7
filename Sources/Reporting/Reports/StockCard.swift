extension Report {
    /// What went in and out.
    package static let stockCard: Report = {
        var report = Report(
            "stock-card", title: "Stock card",
            abstract: "What went in and out of a product, what each movement left, and what that was worth.",
            notes: """
                Movements stand in the order in which they count: by their day, of one day as they were entered. A transfer goes out \
                and in. The balance and the value, at the moving average over all locations, are those behind the movement; with a \
                period they carry on from what went before it.
                """,
            examples: [
                "stock-card --where sku=HANSE-10320",
                "stock-card --where sku=HANSE-10320 --period 2026-10 -o card.html",
                "stock-card -o ledger.csv",
            ],
            columns: [
                .code("sku", "SKU", isKey: true), .date("day"), .timestamp("entered", isMinor: true),
                .integer("movement", isKey: true, isMinor: true), .code("kind"), .code("document"),
                .code("from_location", "from", isMinor: true), .code("to_location", "to", isMinor: true),
                .quantity("in"), .quantity("out"), .quantity("balance").untotalled,
                .price("unit_cost", currency: "currency"), .price("average_cost", currency: "currency"),
                .code("currency"), .money("value_change", currency: "currency"),
                .money("value", currency: "currency").untotalled, .code("by", isMinor: true),
            ])
        report.period = .optional
        report.baseCurrencyColumns = ["currency"]
        report.group = "sku"
        report.explanations = [
            .entry("in", "out", "value_change"),
            .init(
                of: [("balance", "change"), ("value", "value_change")],
                columns: [
                    .integer("movement", isKey: true), .date("day"), .code("kind"), .quantity("change"),
                    .code("currency"), .money("value_change", currency: "currency"),
                ]),
        ]
        report.knowledge = .ofEntries
        return report
    }()
}
