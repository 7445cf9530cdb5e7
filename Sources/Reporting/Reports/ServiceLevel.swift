extension Report {
    /// How well customers are served.
    package static let serviceLevel: Report = {
        var report = Report(
            "service-level", title: "Service level",
            abstract: "How much of what was promised to each customer for days of a period left in time and in full.",
            notes: """
                A line counts with the day its order was promised for; lines without one, and days to come, do not. It is on \
                time when something left and all that left did so by that day; in full when all of it left by the end of the \
                period, or today. OTIF is both. The fill rate is the units that left in time. The lead time goes from the \
                confirmation to the last shipment of a line that left in full; of two in the middle the median is the \
                shorter.
                """,
            examples: [
                "service-level", "service-level --period last-quarter -o service.html",
                "service-level --where customer=NORD",
            ],
            columns: [
                .code("customer", isKey: true), .text("name", isMinor: true), .integer("lines", isTotalled: true),
                .integer("on_time", isTotalled: true), .integer("in_full", isTotalled: true),
                .integer("on_time_in_full", isTotalled: true),
                .percent("otif", .ratio(of: "on_time_in_full", to: "lines"), heading: "OTIF"), .quantity("ordered"),
                .quantity("shipped_in_time"), .percent("fill_rate", .ratio(of: "shipped_in_time", to: "ordered")),
                .integer("median_lead_time", unit: "days"),
            ])
        report.period = .always(default: "this-year")
        report.chart = Chart("On time and in full, percent of lines", by: "customer", of: ["otif"])
        report.explanations = [
            .init(
                ["lines", "on_time", "in_full", "on_time_in_full", "ordered", "shipped_in_time"],
                columns: [
                    .code("order", isKey: true), .integer("line", isKey: true), .code("sku", "SKU"), .date("promised"),
                    .date("last_shipped", "last shipped"), .integer("lines"), .integer("on_time"), .integer("in_full"),
                    .integer("on_time_in_full"), .quantity("ordered"), .quantity("shipped_in_time"),
                ])
        ]
        report.chosenKey = "customer"
        report.knowledge = .onlyNow("orders are kept only as they were amended last")
        report.unexplained = [
            (["median_lead_time"], "it is a median, to which nothing sums")
        ]
        return report
    }()
}
