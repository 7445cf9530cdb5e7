extension Report {
    /// What runs out.
    package static let reorder: Report = {
        var report = Report(
            "reorder", title: "Reorder",
            abstract:
                "Products that were sold lately or are waited for, with what is projected against the reorder point.",
            notes: """
                The figures are those of nephrite purchase propose with its usual days: what was shipped in the last 90 days, stock \
                for the lead time and 7 days more, and a lead time of 14 days where the supplier says none. What is suggested is \
                what is missing, raised to a quantity that he sells; of products with enough it is 0.
                """,
            examples: [
                "reorder", "reorder --where supplier=HANSE -o reorder.html", "reorder -O csv",
            ],
            columns: [
                .code("supplier"), .code("sku", "SKU", isKey: true), .text("name", isMinor: true), .quantity("shipped"),
                .decimal("demand_per_day", "demand a day", isMinor: true), .decimal("lead_time", "lead time, days"),
                .integer("safety_days", "safety", unit: "days", isMinor: true), .quantity("reorder_point").untotalled,
                .quantity("available"), .quantity("backordered"), .quantity("on_order"), .quantity("drafted"),
                .quantity("projected"), .quantity("suggested"), .price("unit_cost", currency: "currency"),
                .code("currency"), .money("value", currency: "currency"),
            ])
        report.group = "supplier"
        report.chart = Chart("Units to order by supplier", by: "supplier", of: ["suggested"])
        report.knowledge = .open
        report.explanations = [
            .init(
                "shipped", by: "quantity",
                columns: [
                    .code("shipment", isKey: true), .date("day"), .code("order", isKey: true),
                    .integer("line", isKey: true), .code("customer"), .quantity("quantity"),
                ]),
            .init(
                ["available"],
                columns: [
                    .code("location", isKey: true), .quantity("on_hand"), .quantity("allocated"), .quantity("rejected"),
                    .quantity("available"),
                ]),
            .init(
                ["backordered"],
                columns: [
                    .code("order", isKey: true), .integer("line", isKey: true), .code("customer"), .date("promised"),
                    .quantity("backordered"),
                ]),
            .init(
                ["on_order", "drafted"],
                columns: [
                    .code("purchase", isKey: true), .integer("line", isKey: true), .code("supplier"), .code("state"),
                    .date("due"), .quantity("on_order"), .quantity("drafted"),
                ]),
        ]
        report.unexplained = [
            (["safety_days"], "it is a setting of purchase propose"),
            (["reorder_point", "projected", "suggested", "value"], "other figures of its row make it"),
        ]
        return report
    }()
}
