extension Report {
    /// What came back.
    package static let returns: Report = {
        var report = Report(
            "returns", title: "Returns", abstract: "Goods that came back, why, and what became of them.",
            notes: """
                A period takes what came back in it. The value is net at the price agreed, in the order's currency, whether or not \
                it is credited yet. Shipped is what left of the order line in all.
                """,
            examples: [
                "returns", "returns --period last-month", "returns --where disposition=scrapped -o scrapped.csv",
            ],
            columns: [
                .code("return", isKey: true), .date("received"), .code("sku", "SKU", isKey: true),
                .codes("lot", isMinor: true),
                .codes("supplier", isMinor: true), .code("order"), .code("customer"), .text("reason"),
                .code("authorisation", isMinor: true),
                .code("location", isMinor: true),
                .code("disposition", of: ["restocked", "scrapped"]), .quantity("quantity"),
                .quantity("shipped").untotalled,
                .percent("of_shipped", .ratio(of: "quantity", to: "shipped"), heading: "of shipped"),
                .code("currency"), .money("value", currency: "currency"), .money("credit", currency: "currency"),
            ])
        report.period = .optional
        report.chart = Chart("Quantity by product", by: "sku", of: ["quantity"])
        report.explanations = [
            .init(
                ["quantity", "value", "credit"],
                columns: [
                    .code("order", isKey: true), .integer("line", isKey: true), .codes("lot", isMinor: true),
                    .code("location", isMinor: true),
                    .code("disposition"), .quantity("quantity"), .price("unit_price", currency: "currency"),
                    .percent("discount_percent"), .code("currency"),
                    .money("value", currency: "currency"), .money("credit", currency: "currency"),
                ]),
            .init(
                ["shipped"],
                columns: [
                    .code("shipment", isKey: true), .date("day"), .code("order"), .integer("line", isKey: true),
                    .quantity("shipped"),
                ]),
        ]
        report.knowledge = .ofEntries
        return report
    }()
}
