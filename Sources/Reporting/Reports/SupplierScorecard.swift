extension Report {
    /// How suppliers do.
    package static let supplierScorecard: Report = {
        var report = Report(
            "supplier-scorecard", title: "Supplier scorecard",
            abstract: "How good each supplier's feeds are, where his prices went, and how well he delivers.",
            notes: """
                The quarantine rate is of the records of all his feeds; price drift compares what the tiers that changed cost \
                after and before. Blocked items are active ones whose texts must not be published. On time are the lines of \
                purchases that came in whole by the day they were due, of those that came in or should have; short is what was \
                called off of purchases that are closed, of what was ordered.
                """,
            examples: ["supplier-scorecard", "supplier-scorecard --period this-year -o suppliers.html"],
            columns: [
                .code("supplier", isKey: true), .text("name", isMinor: true),
                .integer("active_items", isTotalled: true),
                .integer("runs", isTotalled: true), .integer("refused_files", isTotalled: true),
                .integer("records", isTotalled: true), .integer("quarantined", isTotalled: true),
                .percent("quarantine_rate"), .integer("held", isTotalled: true), .integer("findings", isTotalled: true),
                .integer("blocked_items", isTotalled: true), .integer("repriced_items", isTotalled: true),
                .percent("price_drift"), .percent("on_time"), .percent("short"),
            ])
        report.period = .optional
        report.chart = Chart("Records in quarantine, percent", by: "supplier", of: ["quarantine_rate"])
        report.explanations = [
            .init(
                ["runs", "refused_files", "records", "quarantined", "findings"],
                columns: [
                    .integer("run", isKey: true), .timestamp("planned"), .code("state"), .integer("runs"),
                    .integer("refused_files"), .integer("records"), .integer("quarantined"), .integer("findings"),
                ]),
            .init(
                ["held"],
                columns: [
                    .integer("run", isKey: true), .integer("record", isKey: true), .text("part_number"),
                    .text("reason"), .integer("held"),
                ]),
            .init(
                ["active_items", "blocked_items"],
                columns: [
                    .text("part_number"), .code("sku", "SKU"), .integer("active_items"), .integer("blocked_items"),
                ]),
            .init(
                ["repriced_items"],
                columns: [
                    .text("part_number"), .date("first"), .date("last"), .integer("tiers"), .integer("repriced_items"),
                ]),
        ]
        return report
    }()
}
