extension Report {
    /// Whether everything holds.
    package static let integrity: Report = {
        var report = Report(
            "integrity", title: "Integrity",
            abstract: "Every invariant of the database, how many rows were looked at, and how many break it.",
            notes: "It proves what nephrite verify proves. Being a report, it ends with status 0 whatever it finds.",
            examples: ["integrity", "integrity -O json"],
            columns: [
                .code("invariant", isKey: true), .integer("checked", isTotalled: true),
                .integer("failures", isTotalled: true),
                .text("first", "first failure"),
            ])
        report.unexplained = [
            (["checked"], "it is what was looked at, too much to list"),
            (["failures"], "first names one; nephrite verify tells more"),
        ]
        return report
    }()
}
