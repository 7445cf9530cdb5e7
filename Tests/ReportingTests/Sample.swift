import Quantities
import Testing

@testable import Reporting

/// A small report with everything that a renderer has to cope with.
enum Sample {
    static let hostile = "<script>alert(\"1\")</script>\u{1B}[31m\u{9B}2J\u{202E}x"

    static var report: Report {
        var report = Report(
            "sample", title: "Sample & co", abstract: "What a <renderer> has to cope with.", notes: "A note.",
            examples: ["sample"],
            columns: [
                .code("kind"), .code("sku", "SKU", isKey: true), .text("name"), .date("on"), .timestamp("at"),
                .quantity("pieces"), .code("currency"), .price("unit_price", currency: "currency"),
                .money("net", currency: "currency"), .code("base"), .money("net_base", currency: "base"),
                .percent("share", .share(of: "net_base")), .percent("change", .change(of: "net", from: "before")),
            ])
        report.period = .optional
        report.takesAsOf = true
        report.baseCurrencyColumns = ["base"]
        report.group = "kind"
        report.chart = Chart("Net by kind", by: "kind", of: ["net_base"])
        return report
    }

    static let names = [
        "kind", "sku", "name", "on", "at", "pieces", "currency", "unit_price", "net", "base", "net_base", "before",
    ]

    static let texts: [[String?]] = [
        [
            "jade", "A-1", hostile, "2026-10-01", "2026-10-01T09:30:00Z", "12", "EUR", "1.25", "15.00", "EUR", "15.00",
            "10.00",
        ],
        [
            "jade", "A-2", "=1+1", "2026-10-02", nil, "3", "USD", "0.333333", "1.00", "EUR", "0.92", "0",
        ],
        [
            "glass, \"clear\"", "B-1", "白水晶\r\nline", nil, "2026-10-03T00:00:00Z", "1000", "JPY", "150", "150000",
            "EUR",
            "926.00", nil,
        ],
    ]

    static func document(_ texts: [[String?]] = texts, filters: [ReportParameters.Filter] = []) throws -> ReportDocument
    {
        var parameters = ReportParameters(asOf: try #require(Day("2026-10-31")))
        parameters.period = Period("2026-10", today: parameters.asOf)
        parameters.filters = filters
        return try document(
            ReportHead(report, parameters, latestEntry: "2026-10-31T08:15:30.123456Z", baseCurrency: "EUR"), names,
            texts)
    }

    /// A report with rows as a server writes them.
    static func document(_ head: ReportHead, _ names: [String], _ texts: [[String?]]) throws -> ReportDocument {
        let rows = RowStream(head) { bind, row in
            var lender = TextLender()
            try bind(names)
            for texts in texts { try lender.lend(texts) { try row($0.fields) } }
        }
        return ReportDocument(head, rows: try rows.cells())
    }
}
