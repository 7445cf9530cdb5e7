extension Report {
    /// What has moved and has no invoice.
    package static let uninvoiced: Report = {
        var report = Report(
            "uninvoiced", title: "Uninvoiced",
            abstract:
                "What left and is not invoiced, and what came in of purchases that nobody has closed, with how old that is.",
            notes: """
                Of a line what was invoiced or came back is counted to its earliest shipments. Suppliers' bills are not \
                kept: what came in counts as billed once its purchase is closed. Amounts are net, in the currency of the \
                order or the purchase.
                """,
            examples: [
                "uninvoiced", "uninvoiced --where kind=shipped -o uninvoiced.html",
                "uninvoiced --where kind=received -O csv",
            ],
            columns: [
                .code("kind", of: ["shipped", "received"]), .code("document", isKey: true), .date("day"),
                .code("partner"), .code("order", isKey: true), .integer("line", isKey: true), .code("sku", "SKU"),
                .quantity("quantity"), .code("currency"), .money("value", currency: "currency"),
                .integer("age", unit: "days"),
            ])
        report.group = "kind"
        report.chart = Chart("Units by partner", by: "partner", of: ["quantity"])
        report.knowledge = .open
        report.explanations = [
            .init(
                ["quantity", "value"],
                columns: [
                    .code("document", isKey: true), .code("kind"), .date("day"), .quantity("quantity"),
                    .code("currency"),
                    .money("value", currency: "currency"),
                ])
        ]
        report.unexplained = [
            (["age"], "it is days from one day to another")
        ]
        return report
    }()
}
