extension Report {
    /// What texts claim that they may not.
    package static let compliance: Report = {
        var report = Report(
            "compliance", title: "Compliance",
            abstract:
                "Claims and names in the texts of products that may not be published, or not without a person, by rule.",
            notes: """
                Start and end count Unicode characters of the field's text, the end behind the last; both are 0 where something \
                is missing from the text. Evidence names the studies that the product leans on, beside its words of proof: flag where one \
                counts today, block where none does. A person's decision is not kept yet.
                """,
            examples: [
                "compliance", "compliance --where label=block -o compliance.html",
                "compliance --where sku=LOTUS-LB-3001", "compliance --where market=EU",
            ],
            columns: [
                .code("rule"), .code("sku", "SKU", isKey: true), .code("supplier", isMinor: true),
                .text("part_number", isMinor: true),
                .code("field"), .integer("start"), .integer("end"), .text("text"),
                .code("label", of: ["flag", "block"]),
                .codes("market"), .codes("evidence", isMinor: true), .code("state", of: ["open"], isMinor: true),
            ])
        report.group = "rule"
        report.chart = Chart("Findings by rule", by: "rule", of: [])
        report.unexplained = [
            (["start", "end"], "it is a place in a text")
        ]
        return report
    }()
}
