extension Report {
    /// What is not known of the goods.
    package static let completeness: Report = {
        var report = Report(
            "completeness", title: "Completeness",
            abstract: "What the catalog does not say of each product, of twelve things it should.",
            notes: """
                A field is known when a person or the supplier item that counts says it. Active products only, unless \
                --where status=… asks for others; --where missing=gtin finds those without a GTIN.
                """,
            examples: [
                "completeness", "completeness --where missing=gtin -O csv",
                "completeness --where supplier=HANSE -o completeness.html",
            ],
            columns: [
                .code("sku", "SKU", isKey: true), .text("name"),
                .code("status", of: ["draft", "active", "discontinued"], isMinor: true),
                .code("iastm_grade", "IASTM grade", of: Column.grades), .code("supplier", isMinor: true),
                .codes("missing"),
                .integer("missing_count", "fields missing"), .integer("fields", isMinor: true),
                .integer("known", "fields known", isMinor: true), .percent("score", .ratio(of: "known", to: "fields")),
            ])
        report.defaultFilters = ["status": ["active"]]
        report.chart = Chart("Products by fields missing", by: "missing_count", of: [])
        report.explanations = [.entry("missing_count", "fields", "known")]
        return report
    }()
}
