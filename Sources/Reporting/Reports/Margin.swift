extension Report {
    /// What lines brought.
    package static let margin: Report = {
        var report = Report(
            "margin", title: "Margin",
            abstract: "What was earned on each order line of which goods left or came back in a period.",
            notes: """
                Net is that of what left less what came back in the period, invoiced or not, converted at the rate of the last of \
                those days. A unit costs the moving average of its product as it left; what comes back to be sold takes off the \
                average it finds, what is thrown away takes off nothing. Landed is the part of the cost that is freight, duty and \
                the like.
                """,
            examples: [
                "margin --period last-month", "margin --period 2026-Q3 --where customer=NORD -o margin.html",
                "margin --period 2026 -O csv",
            ],
            columns: [
                .code("order", isKey: true), .integer("line", isKey: true), .code("customer"), .code("sku", "SKU"),
                .text("name", isMinor: true), .quantity("shipped"), .quantity("returned"), .code("currency"),
                .money("net", currency: "currency"), .code("base_currency"),
                .money("net_base", "net in base currency", currency: "base_currency"),
                .money("cost", currency: "base_currency"),
                .money("landed", "of it landed", currency: "base_currency"),
                .money("margin", currency: "base_currency"),
                .percent("margin_percent", .ratio(of: "margin", to: "net_base"), heading: "margin"),
            ])
        report.period = .always(default: "this-year")
        report.baseCurrencyColumns = ["base_currency"]
        report.group = "customer"
        report.chart = Chart("Margin by customer", by: "customer", of: ["margin"])
        report.explanations = [
            .init(
                ["shipped", "returned", "net", "net_base", "cost", "landed", "margin"],
                columns: [
                    .integer("movement", isKey: true), .date("day"), .code("kind"), .code("document"),
                    .quantity("shipped"), .quantity("returned"), .code("currency"), .money("net", currency: "currency"),
                    .code("base_currency"), .money("net_base", "net in base currency", currency: "base_currency"),
                    .money("cost", currency: "base_currency"),
                    .money("landed", "of it landed", currency: "base_currency"),
                    .money("margin", currency: "base_currency"), .code("by", isMinor: true),
                ])
        ]
        report.knowledge = .ofEntriesAtRates
        return report
    }()
}
