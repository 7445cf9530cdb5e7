extension Report {
    /// What was invoiced, by whatever one wants to know it by.
    package static let sales: Report = {
        var report = Report(
            "sales", title: "Sales",
            abstract: "What was invoiced in a period, net and by the date of issue.",
            notes: """
                Each currency has its row. Amounts in the base currency are converted at the rate of the day of issue and \
                rounded line by line; the share is a row's part of their sum. The change compares the net with that of the \
                calendar unit before, where time is among the dimensions and the unit lies whole in the period, else with the \
                period before.
                """,
            examples: [
                "sales", "sales --by customer,quarter --period 2026",
                "sales --by material --period last-month -o sales.html",
                "sales --by month --where country=DE --where country=AT",
            ],
            columns: [
                .code("currency"), .integer("orders"), .quantity("quantity"), .money("net", currency: "currency"),
                .code("base_currency"), .money("net_base", "net in base currency", currency: "base_currency"),
                .percent("share", .share(of: "net_base")), .percent("change", .change(of: "net", from: "prior_net")),
            ])
        report.period = .always(default: "this-year")
        report.dimensions = [
            .init("customer", [.code("customer", isKey: true), .text("customer_name", "name", isMinor: true)]),
            .init("product", [.code("sku", "SKU", isKey: true), .text("name", isMinor: true)]),
            .init(.code("material", isKey: true)), .init(.code("shape", isKey: true)),
            .init(.code("iastm_grade", "IASTM grade", of: Column.grades, isKey: true)),
            .init(.code("country", isKey: true)),
            .init(.code("supplier", isKey: true)), .init(.date("day")), .init(.code("week", isKey: true)),
            .init(.code("month", isKey: true)), .init(.code("quarter", isKey: true)), .init(.code("year", isKey: true)),
        ]
        report.defaultBy = ["month"]
        report.statementFilters = [
            "customer", "sku", "material", "shape", "iastm_grade", "country", "supplier", "currency",
        ]
        report.baseCurrencyColumns = ["base_currency"]
        report.chart = Chart("Net sales", by: nil, of: ["net_base"])
        report.explanations = [
            .init(
                ["quantity", "net", "net_base", "orders"],
                columns: [
                    .code("document", isKey: true), .date("issued"), .code("order"), .integer("line"),
                    .code("customer"),
                    .code("sku", "SKU"), .integer("orders"), .quantity("quantity"), .code("currency"),
                    .money("net", currency: "currency"),
                    .code("base_currency"), .money("net_base", "net in base currency", currency: "base_currency"),
                ])
        ]
        report.knowledge = .ofEntriesAtRates
        return report
    }()
}
