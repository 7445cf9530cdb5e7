extension Report {
    /// What suppliers still owe us.
    package static let purchases: Report = {
        var report = Report(
            "purchases", title: "Purchases",
            abstract: "Lines of purchases of which something is still to come, and how late they are.",
            notes: """
                A line is due so many days after the purchase was sent as the supplier says the product takes; where he says \
                nothing it is never late. Drafts are left out unless --where state=draft asks for them.
                """,
            examples: ["purchases", "purchases --where supplier=HANSE -o purchases.html", "purchases -O csv"],
            columns: [
                .code("supplier", isKey: true), .code("purchase", isKey: true),
                .code("state", of: ["draft", "sent", "partial"], isMinor: true), .date("sent"),
                .integer("line", isKey: true),
                .code("sku", "SKU"), .text("name", isMinor: true), .code("part_number", isMinor: true),
                .quantity("ordered"),
                .quantity("received"), .quantity("open"), .date("due"), .integer("days_late", "late", unit: "days"),
                .code("currency"), .money("value", "open value", currency: "currency"),
            ])
        report.defaultFilters = ["state": ["sent", "partial"]]
        report.group = "supplier"
        report.chart = Chart("Units still to come by supplier", by: "supplier", of: ["open"])
        report.explanations = [
            .entry("ordered", "open", "value"),
            .init(
                "received", by: "quantity",
                columns: [
                    .code("receipt", isKey: true), .date("received"), .code("location"), .quantity("quantity"),
                    .code("by", isMinor: true),
                ]),
        ]
        report.knowledge = .open
        report.unexplained = [
            (["days_late"], "it is days from one day to another")
        ]
        return report
    }()
}
