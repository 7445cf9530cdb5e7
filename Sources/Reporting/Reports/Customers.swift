extension Report {
    /// Who buys, and who does no more.
    package static let customers: Report = {
        var report = Report(
            "customers", title: "Customers",
            abstract: "When customers ordered, how often they usually do, and who stays away.",
            notes: """
                The usual gap is the median of the days between the days on which a customer ordered, from three such days \
                on. He is at risk when twice the gap and 30 days have passed, inactive after four times the gap and 90 days, \
                and after 365 days in any case. Lost is the net of his orders in the 365 days up to his last one, converted \
                at each day's rate; 0 while he is active.
                """,
            examples: [
                "customers", "customers --where state=at_risk --where state=inactive -o lost.html",
                "customers --as-of 2026-06-30",
            ],
            columns: [
                .code("customer", isKey: true), .text("name"), .code("country", isMinor: true),
                .code("state", of: ["active", "at_risk", "inactive", "never"]), .integer("orders", isTotalled: true),
                .date("first_order"), .date("last_order"), .integer("days_since", "since last order", unit: "days"),
                .integer("usual_gap", unit: "days"), .code("base_currency"),
                .money("last_year", "year to last order", currency: "base_currency"),
                .money("value_lost", "lost", currency: "base_currency"),
            ])
        report.takesAsOf = true
        report.baseCurrencyColumns = ["base_currency"]
        report.group = "state"
        report.chart = Chart("Value lost by customer", by: "customer", of: ["value_lost"])
        report.knowledge = .onlyNow("orders are kept only as they were amended last")
        report.explanations = [
            .init(
                ["orders", "last_year"],
                columns: [
                    .code("order", isKey: true), .date("confirmed"), .integer("orders"), .code("currency"),
                    .money("net", currency: "currency"), .code("base_currency"),
                    .money("last_year", "year to last order", currency: "base_currency"),
                ])
        ]
        report.unexplained = [
            (["days_since"], "it is days from one day to another"),
            (["usual_gap"], "it is a median, to which nothing sums"),
            (["value_lost"], "it is last_year of who is at risk or inactive, else 0"),
        ]
        return report
    }()
}
