import Foundation
import Operations
import Rendering
import Reporting
import TestSupport
import Testing

@Suite("Reports whose rows are not kept")
struct ReportStreamTests {
    private final class Bytes {
        var all: [UInt8] = []
    }

    private func text(_ write: (ByteSink) throws -> RowCount) throws -> (text: String, known: RowCount) {
        let bytes = Bytes()
        let known = try write(ByteSink { bytes.all.append(contentsOf: $0) })
        return (String(decoding: bytes.all, as: UTF8.self), known)
    }

    /// What is asked of a report here, besides nothing.
    private static let wishes: [String: [@Sendable (inout ReportRequest) -> Void]] = [
        "sales": [
            { $0.by = "customer,product,month" }, { $0.by = "month,material" },
            { ($0.by, $0.filters) = ("customer,quarter", ["currency=EUR"]) },
            { $0.by = "supplier,country,iastm_grade,shape" },
        ],
        "stock-card": [{ $0.filters = ["kind=shipped", "in=0"] }],
        "order-book": [{ $0.filters = ["state=confirmed", "state=closed", "holds="] }],
        "margin": [{ $0.filters = ["customer=NORD"] }, { $0.filters = ["customer=nobody"] }],
    ]

    @Test(
        "Each is to the byte what it is when all its rows are at hand, and what reading them plainly gives",
        .yearOfTrade)
    func same() throws {
        let workshop = try ReportWorkshop()
        for report in Reports.all {
            for wish in [{ _ in }] + (Self.wishes[report.name] ?? []) {
                var request = ReportRequest()
                wish(&request)
                let held = try workshop.reports.run(report, request)
                let document = try workshop.plainly(report, held.parameters)
                #expect(held.rows == document.rows && held.digest == document.digest, "\(report.name)")
                #expect(held.latestEntry == document.latestEntry && held.baseCurrency == document.baseCurrency)
                let csv = try workshop.reports.stream(report, request) { rows in
                    var rows = rows
                    rows.isCounted = true
                    return try text { try CSVReport.write(rows, to: $0) }
                }
                #expect(csv.text == CSVReport.text(document), "\(report.name)")
                #expect(csv.known.digest == document.digest && csv.known.count == document.rows.count, "\(report.name)")
                let json = try workshop.reports.stream(report, request) { rows in
                    try text { try JSONReport.write(rows, to: $0) }
                }
                #expect(json.text == JSONReport.text(document), "\(report.name)")
                let folder = workshop.shop.folder.url
                let (plain, come) = (folder.appending(path: "plain.xlsx"), folder.appending(path: "come.xlsx"))
                try XLSXReport.write(document, to: plain.path, scratch: folder.path)
                let known = try workshop.reports.stream(report, request) {
                    try XLSXReport.write($0, to: come.path, scratch: folder.path)
                }
                #expect(known == csv.known)
                #expect(try Data(contentsOf: plain) == Data(contentsOf: come), "\(report.name)")
            }
        }
    }
}
