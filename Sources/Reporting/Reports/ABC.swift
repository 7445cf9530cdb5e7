extension Report {
    /// What sells and what lies.
    package static let abc: Report = {
        var report = Report(
            "abc", title: "ABC analysis",
            abstract:
                "Products by what they sold for in a period, from the best down, and how long what lies there will last.",
            notes: """
                Sales are invoices less credit notes, by day of issue, net in the base currency. Class A are the products \
                that bring the first 80 percent, B those up to 95, C the rest that sells, D what lies there without sales. \
                Days of cover are how long the stock lasts at the pace of what left in the period. Ranks and classes are \
                among all products, whichever are shown.
                """,
            examples: ["abc", "abc --period 2026-Q3 -o abc.html", "abc --where class=D -O csv"],
            columns: [
                .integer("rank", isKey: true), .code("sku", "SKU", isKey: true), .text("name", isMinor: true),
                .code("material", isMinor: true), .code("class", of: ["A", "B", "C", "D"]), .date("last_sale"),
                .quantity("sold"), .code("currency"), .money("net_base", "net sales", currency: "currency"),
                .percent("share", .share(of: "net_base")), .percent("cumulative"), .quantity("on_hand"),
                .integer("days_of_cover", "cover", unit: "days"), .money("value", "stock value", currency: "currency"),
            ])
        report.period = .always(default: "this-year")
        report.baseCurrencyColumns = ["currency"]
        report.chart = Chart(
            "Share of sales of the best products together, by rank", by: "rank", ofCurve: "cumulative")
        report.explanations = [
            .init(
                of: [("sold", "quantity"), ("net_base", "net_base")],
                columns: [
                    .code("document", isKey: true), .date("issued"), .code("order"), .integer("line"),
                    .code("customer"), .quantity("quantity"), .code("currency"), .money("net", currency: "currency"),
                    .code("base_currency"), .money("net_base", "net in base currency", currency: "base_currency"),
                ]),
            .init(["on_hand"], columns: [.code("location", isKey: true), .quantity("on_hand")]),
        ]
        report.knowledge = .ofEntriesAtRates
        report.unexplained = [
            (["days_of_cover"], "other figures of its row make it"),
            (["value"], "it is on_hand at the average cost; valuation has it by location"),
        ]
        return report
    }()
}
