extension Report {
    /// What it costs to get goods here.
    package static let landedCost: Report = {
        var report = Report(
            "landed-cost", title: "Landed cost",
            abstract:
                "What freight, duty and the like came to for goods that came in, and what they did to the cost of one.",
            notes: """
                A receipt has a row for each of its products; the charge is that of the whole receipt, the share the \
                product's part of it. A period takes what came in in it. All amounts are in the base currency.
                """,
            examples: [
                "landed-cost", "landed-cost --period last-quarter -o landed.html",
                "landed-cost --where supplier=JADE -O csv",
            ],
            columns: [
                .code("receipt", isKey: true), .date("received"), .code("purchase", isMinor: true), .code("supplier"),
                .code("sku", "SKU", isKey: true), .text("name", isMinor: true), .quantity("quantity"),
                .money("charge", currency: "currency").untotalled, .code("basis", of: ["value", "weight"]),
                .code("currency"), .money("goods", currency: "currency"), .money("share", currency: "currency"),
                .price("unit_effect", currency: "currency"), .price("unit_cost", currency: "currency"),
                .percent("effect", .ratio(of: "share", to: "goods")),
            ])
        report.period = .optional
        report.group = "receipt"
        report.chart = Chart("Landed cost by supplier", by: "supplier", of: ["share"])
        report.knowledge = .ofEntries
        report.explanations = [.entry("quantity", "goods", "share")]
        report.unexplained = [
            (["charge"], "it is that of the whole receipt, which stands in each of its rows, whose shares sum to it")
        ]
        return report
    }()
}
