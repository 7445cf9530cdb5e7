extension Report {
    /// Where lots came from and went.
    package static let lotTrace: Report = {
        var report = Report(
            "lot-trace", title: "Lot trace",
            abstract: "Where each lot came from and where it went, movement by movement.",
            notes: """
                Forward --where lot=… tells which customers got something of a lot; back --where order=… or --where customer=… \
                tells of which lots somebody got something, with supplier and certificate. What undoes a movement has its \
                documents. The inspection is the latest.
                """,
            examples: [
                "lot-trace --where lot=L-2026-11", "lot-trace --where customer=NORD --where kind=shipped",
                "lot-trace --where order=SO-2026-000001 -o trace.html",
            ],
            columns: [
                .code("sku", "SKU", isKey: true), .code("lot", isKey: true), .code("supplier"),
                .code("supplier_lot", isMinor: true), .code("certificate"),
                .code("inspection", of: ["accepted", "rejected"], isMinor: true), .date("day"),
                .integer("movement", isKey: true, isMinor: true), .code("kind"), .code("document"), .code("order"),
                .code("customer"), .code("from_location", "from", isMinor: true),
                .code("to_location", "to", isMinor: true), .quantity("in"), .quantity("out"),
            ])
        report.group = "lot"
        report.chart = Chart("Units that went out by customer", by: "customer", of: ["out"])
        report.explanations = [.entry("in", "out")]
        report.knowledge = .ofEntries
        return report
    }()
}
