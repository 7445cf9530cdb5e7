extension Report {
    /// How long the stock has lain.
    package static let stockAgeing: Report = {
        var report = Report(
            "stock-ageing", title: "Stock ageing",
            abstract: "How long the stock has lain at the end of a day, when what came in first left first.",
            notes: """
                A unit is as old as the receipt it is counted to; what came back from a customer is new again. The value is that \
                of the receipts, as valuation --where method=fifo has it.
                """,
            examples: ["stock-ageing", "stock-ageing --as-of 2026-09-30 -o ageing.html", "stock-ageing -O csv"],
            columns: [
                .code("sku", "SKU", isKey: true), .text("name", isMinor: true), .code("material"),
                .quantity("days_30", "0–30 days"), .quantity("days_60", "31–60"), .quantity("days_90", "61–90"),
                .quantity("older", "over 90"), .quantity("on_hand"), .integer("average_age", unit: "days"),
                .date("oldest"), .code("currency"), .money("value", currency: "currency"),
            ])
        report.takesAsOf = true
        report.baseCurrencyColumns = ["currency"]
        report.group = "material"
        report.chart = Chart(
            "Units by material and age", by: "material",
            of: ["days_30", "days_60", "days_90", "older"])
        report.explanations = [
            .init(
                ["days_30", "days_60", "days_90", "older", "on_hand", "value"],
                columns: [
                    .integer("movement", isKey: true), .date("day"), .code("kind"), .code("document"),
                    .integer("age", unit: "days"), .quantity("days_30", "0–30 days"), .quantity("days_60", "31–60"),
                    .quantity("days_90", "61–90"), .quantity("older", "over 90"), .quantity("on_hand"),
                    .price("unit_cost", currency: "currency"), .code("currency"),
                    .money("value", currency: "currency"),
                ])
        ]
        report.knowledge = .ofEntries
        report.unexplained = [
            (["average_age"], "it is an average, to which nothing sums")
        ]
        return report
    }()
}
