extension Report {
    /// What waits for repair.
    package static let quarantine: Report = {
        var report = Report(
            "quarantine", title: "Quarantine",
            abstract: "Everything that is wrong with records that were not taken, by rule.",
            notes: "A record has a row for each fault. A period takes the runs planned in it.",
            examples: ["quarantine", "quarantine --where run=2", "quarantine --where state=waiting -o quarantine.csv"],
            columns: [
                .code("rule"), .integer("run", isKey: true), .code("supplier", isMinor: true),
                .integer("record", isKey: true),
                .integer("line"), .text("path", isMinor: true), .text("part_number"), .text("value"),
                .code("state", of: ["waiting", "requeued"], isMinor: true),
            ])
        report.period = .optional
        report.group = "rule"
        report.chart = Chart("Faults by rule", by: "rule", of: [])
        report.unexplained = [
            (["line"], "it is a place in a file")
        ]
        return report
    }()
}
