extension Report {
    /// What the stock is worth.
    package static let valuation: Report = {
        var report = Report(
            "valuation", title: "Stock valuation",
            abstract:
                "What the stock is worth at the end of a day, at the moving average or by the receipts it came in with.",
            notes: """
                By average a product has one row, with the value of stock-on-hand. --where method=fifo has a row for each receipt \
                of which something is left, when what came in first left first; what came in without a cost counts at the \
                average it found. With --by product these are summed, and the unit cost is what one costs of them. Landed is the part of the value that is freight, duty and the like.
                """,
            examples: [
                "valuation", "valuation --as-of 2026-09-30 -o valuation.html",
                "valuation --where method=fifo --where sku=HANSE-10320", "valuation --where method=fifo -o layers.csv",
                "valuation --where method=fifo --by product --as-of 2026-09-30",
            ],
            columns: [
                .code("sku", "SKU", isKey: true), .text("name", isMinor: true), .code("material"),
                .code("method", of: ["average", "fifo"]), .date("layer_date", "layer"), .code("receipt"),
                .code("kind", isMinor: true), .quantity("quantity"), .price("unit_cost", currency: "currency"),
                .code("currency"), .money("landed", "of it landed", currency: "currency"),
                .money("value", currency: "currency"),
            ])
        report.dimensions = [.init("product", [.code("sku", "SKU", isKey: true)])]
        report.takesAsOf = true
        report.defaultFilters = ["method": ["average"]]
        report.baseCurrencyColumns = ["currency"]
        report.group = "material"
        report.chart = Chart("Stock value by material", by: "material", of: ["value"])
        report.knowledge = .ofEntries
        report.explanations = [
            .init(
                ["quantity", "landed", "value"],
                columns: [
                    .code("method"), .code("location", isKey: true), .date("layer_date", "layer"),
                    .integer("movement", isKey: true), .code("receipt"), .code("kind", isMinor: true),
                    .quantity("quantity"), .price("unit_cost", currency: "currency"), .code("currency"),
                    .money("landed", "of it landed", currency: "currency"), .money("value", currency: "currency"),
                ])
        ]
        return report
    }()
}
