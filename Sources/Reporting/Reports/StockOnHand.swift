extension Report {
    /// What lies where, and its worth.
    package static let stockOnHand: Report = {
        var report = Report(
            "stock-on-hand", title: "Stock on hand",
            abstract:
                "What lies at each location at the end of a day, and what it is worth at the moving average of its product.",
            notes: """
                The unit cost is the moving average over all locations, as nephrite stock show has it; the value is rounded to \
                the minor unit row by row. Allocated and available are known for today only. Material, shape and grade are \
                those that hold on the day. Lots are those of which something lies there; --by lot gives each a row, and one to \
                what is of none. What is promised is promised of the product: it is counted to the lots in the order in \
                which they leave, and to rejected ones last.
                """,
            examples: [
                "stock-on-hand", "stock-on-hand --as-of 2026-09-30 -o stock.html",
                "stock-on-hand --where location=MAIN -O csv", "stock-on-hand --by lot --where inspection=rejected",
            ],
            columns: [
                .code("sku", "SKU", isKey: true), .text("name"), .code("material"), .code("shape", isMinor: true),
                .code("iastm_grade", "IASTM grade", of: Column.grades, isMinor: true), .code("location", isKey: true),
                .codes("lot", isMinor: true), .quantity("on_hand"), .quantity("allocated"), .quantity("available"),
                .price("unit_cost", currency: "currency"), .code("currency"), .money("value", currency: "currency"),
            ])
        report.dimensions = [
            .init(
                "lot",
                [
                    .code("lot", isKey: true), .date("received"), .code("receipt", isMinor: true),
                    .code("supplier", isMinor: true), .code("certificate", isMinor: true),
                    .code("inspection", of: ["accepted", "rejected"]),
                ])
        ]
        report.takesAsOf = true
        report.baseCurrencyColumns = ["currency"]
        report.group = "material"
        report.chart = Chart("Stock value by material", by: "material", of: ["value"])
        report.explanations = [
            .init(
                "on_hand", by: "change",
                columns: [
                    .integer("movement", isKey: true), .date("day"), .code("kind"), .code("document"),
                    .quantity("change"),
                    .text("reason"), .code("by", isMinor: true),
                ]),
            .init(
                "allocated", by: "quantity",
                columns: [
                    .code("order", isKey: true), .integer("line", isKey: true), .code("customer"),
                    .quantity("quantity"),
                    .timestamp("since"),
                ]),
            .init(
                ["available"],
                columns: [
                    .code("location", isKey: true), .quantity("on_hand"), .quantity("allocated"), .quantity("rejected"),
                    .quantity("available"),
                ]),
        ]
        report.knowledge = .ofEntries
        report.unexplained = [
            (["value"], "it is on_hand at the average cost of the product; stock-card has how that came about")
        ]
        return report
    }()
}

extension Column {
    /// The grades of suitability for instrument-assisted soft tissue mobilisation.
    static let grades = ["professional", "conditional", "retail_only", "unsuitable", "unassessed"]
}
