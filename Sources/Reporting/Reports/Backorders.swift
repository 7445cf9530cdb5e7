extension Report {
    /// Who waits for goods.
    package static let backorders: Report = {
        var report = Report(
            "backorders", title: "Backorders",
            abstract: "Lines of confirmed orders that wait for goods, by product, first ordered first.",
            notes: """
                Quantity is open and not allocated; available is what nobody was promised of the product, over all locations \
                that are not held. The value is net, in the order's currency.
                """,
            examples: ["backorders", "backorders --where customer=NORD", "backorders -o backorders.csv"],
            columns: [
                .code("sku", "SKU", isKey: true), .text("name"), .code("order", isKey: true),
                .integer("line", isKey: true),
                .code("customer"), .date("confirmed"), .date("promised"), .quantity("quantity"),
                .integer("available"), .code("currency"), .money("value", currency: "currency"),
                .codes("holds", isMinor: true),
            ])
        report.group = "sku"
        report.chart = Chart("Quantity by product", by: "sku", of: ["quantity"])
        report.explanations = [
            .entry("quantity", "value"),
            .init(
                ["available"],
                columns: [
                    .code("location", isKey: true), .quantity("on_hand"), .quantity("allocated"), .quantity("rejected"),
                    .quantity("available"),
                ]),
        ]
        report.knowledge = .open
        return report
    }()
}
