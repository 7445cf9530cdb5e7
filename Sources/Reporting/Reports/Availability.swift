extension Report {
    /// What will be there when.
    package static let availability: Report = {
        var report = Report(
            "availability", title: "Availability",
            abstract:
                "What may be promised of each product now, and week by week when what is due comes and what waits leaves.",
            notes: """
                On hand, allocated, available and on order are those of today. Open purchases come in the week they are due, \
                late ones this week; undated is what is on order without a lead time, which no week counts. What is open on \
                confirmed orders and not allocated leaves in the week it is promised for, what is late or not promised this \
                week. Weeks are those of ISO 8601; those without change are left out.
                """,
            examples: ["availability", "availability --where sku=HANSE-10320", "availability -o availability.html"],
            columns: [
                .code("sku", "SKU", isKey: true), .text("name", isMinor: true), .code("week", isKey: true),
                .date("starts"),
                .quantity("on_hand").untotalled, .quantity("allocated").untotalled, .quantity("available").untotalled,
                .quantity("on_order").untotalled, .quantity("undated").untotalled, .quantity("incoming"),
                .quantity("demand"), .quantity("projected").untotalled, .quantity("deficit").untotalled,
            ])
        report.group = "sku"
        report.chart = Chart("Units that orders wait for by product", by: "sku", of: ["demand"])
        report.knowledge = .open
        report.explanations = [
            .init(
                ["on_hand", "allocated", "available"],
                columns: [
                    .code("location", isKey: true), .quantity("on_hand"), .quantity("allocated"), .quantity("rejected"),
                    .quantity("available"),
                ]),
            .init(
                ["on_order", "undated", "incoming"],
                columns: [
                    .code("purchase", isKey: true), .integer("line", isKey: true), .code("supplier"), .code("state"),
                    .date("due"), .quantity("on_order"), .quantity("undated"), .quantity("incoming"),
                ]),
            .init(
                ["demand"],
                columns: [
                    .code("order", isKey: true), .integer("line", isKey: true), .code("customer"), .date("promised"),
                    .quantity("demand"),
                ]),
            .init(
                "projected", by: "change",
                columns: [
                    .code("part"), .code("document", isKey: true), .integer("line", isKey: true), .date("day"),
                    .quantity("change"),
                ]),
        ]
        report.unexplained = [
            (["deficit"], "it is what projected is below zero")
        ]
        return report
    }()
}
