extension Report {
    /// What tax is owed for a period.
    package static let taxSummary: Report = {
        var report = Report(
            "tax-summary", title: "Tax summary",
            abstract: "Base and tax of what was invoiced less what was credited, by country, category and rate.",
            notes: """
                Documents count by their day of issue. The country is the customer's. Categories are those of UNCL 5305. Each \
                currency has rows of its own.
                """,
            examples: [
                "tax-summary --period last-quarter", "tax-summary --period 2026-10 --where country=DE",
                "tax-summary --period 2026 -o tax.csv",
            ],
            columns: [
                .code("country", isKey: true), .code("category", isKey: true), .decimal("rate", "rate, %", isKey: true),
                .code("currency", isKey: true), .integer("invoices"), .integer("credit_notes", "credit notes"),
                .money("base", currency: "currency"),
                .money("tax", currency: "currency"),
            ])
        report.period = .always(default: "this-year")
        report.group = "country"
        report.chart = Chart("Tax by country", by: "country", of: ["tax"])
        report.explanations = [
            .init(
                ["invoices", "credit_notes", "base", "tax"],
                columns: [
                    .code("document", isKey: true), .date("issued"), .code("customer"), .integer("invoices"),
                    .integer("credit_notes", "credit notes"), .code("currency"), .money("base", currency: "currency"),
                    .money("tax", currency: "currency"),
                ])
        ]
        report.knowledge = .ofEntries
        return report
    }()
}
