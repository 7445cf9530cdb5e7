extension Report {
    /// What is still to be done for orders.
    package static let orderBook: Report = {
        var report = Report(
            "order-book", title: "Order book",
            abstract: "Confirmed orders with what is still to be shipped and invoiced, and how late it is.",
            notes: """
                Ordered is without what was cancelled; backordered is the open quantity that is not allocated. The value is the \
                net of the open quantity in the order's currency. Days late count from the promised day to today while something \
                of a confirmed order is open.
                """,
            examples: [
                "order-book", "order-book --where customer=NORD",
                "order-book --where state=draft --where state=quoted -o drafts.csv",
            ],
            columns: [
                .code("order", isKey: true), .code("customer", isKey: true),
                .code("state", of: ["draft", "quoted", "expired", "confirmed", "closed", "cancelled"], isMinor: true),
                .date("promised"), .quantity("ordered"), .quantity("shipped"), .quantity("open"),
                .quantity("backordered"),
                .quantity("to_invoice"), .code("currency"), .money("value", "open value", currency: "currency"),
                .integer("days_late", "late", unit: "days"), .codes("holds", isMinor: true),
            ])
        report.defaultFilters = ["state": ["confirmed"]]
        report.group = "customer"
        report.chart = Chart("Open quantity by customer", by: "customer", of: ["open"])
        report.explanations = [
            .init(
                ["ordered", "shipped", "open", "backordered", "to_invoice", "value"],
                columns: [
                    .integer("line", isKey: true), .code("sku", "SKU"), .text("name", isMinor: true),
                    .quantity("ordered"),
                    .quantity("shipped"), .quantity("open"), .quantity("backordered"), .quantity("to_invoice"),
                    .price("unit_price", currency: "currency"), .code("currency"),
                    .money("value", currency: "currency"),
                ])
        ]
        report.knowledge = .open
        report.unexplained = [
            (["days_late"], "it is days from one day to another")
        ]
        return report
    }()
}
