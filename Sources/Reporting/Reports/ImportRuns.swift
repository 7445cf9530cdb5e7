extension Report {
    /// What imports brought.
    package static let importRuns: Report = {
        var report = Report(
            "import-runs", title: "Import runs",
            abstract: "Every reading of a supplier's file, what it counted and what became of it.",
            notes: """
                Records are new, changed, unchanged, held or quarantined; missing are items of ours that a full feed no longer \
                has. Claims are findings of screening in the texts that the run wrote. A period takes the runs planned in it.
                """,
            examples: [
                "import-runs", "import-runs --period this-month --where supplier=LOTUS", "import-runs -o runs.html",
            ],
            columns: [
                .integer("run", isKey: true), .code("supplier", isKey: true), .code("file_digest", isMinor: true),
                .integer("records", isTotalled: true), .integer("new", isTotalled: true),
                .integer("changed", isTotalled: true), .integer("unchanged", isTotalled: true),
                .integer("missing", isTotalled: true), .integer("quarantined", isTotalled: true),
                .integer("held", isTotalled: true), .integer("findings", isTotalled: true),
                .integer("claims", isTotalled: true),
                .code("state", of: ["planned", "applied", "rolled_back", "stale", "failed"]),
                .timestamp("planned", isMinor: true),
                .timestamp("applied", isMinor: true),
            ])
        report.period = .optional
        report.chart = Chart(
            "Records by run", by: "run", of: ["new", "changed", "unchanged", "quarantined", "held"], isTimeline: true)
        report.explanations = [
            .entry(
                "records", "new", "changed", "unchanged", "missing", "quarantined", "held", "findings", "claims")
        ]
        return report
    }()
}
