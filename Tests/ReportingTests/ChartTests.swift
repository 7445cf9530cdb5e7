import Foundation
import Quantities
import Testing

@testable import Reporting

@Suite("Charts")
struct ChartTests {
    static var plotter: Plotter? { Plotter(path: ProcessInfo.processInfo.environment["PATH"]) }

    @Test("The figures of a chart are sums that stand in the table, the largest first")
    func figures() throws {
        let figures = try #require(ChartFigures(Sample.document()))
        #expect(figures.categories == ["glass, \"clear\"", "jade"])
        #expect(figures.figures == [[Figure(926)], [Figure(millionths: 15_920_000)]])
        #expect(figures.title == "Net by kind, EUR")
        #expect(figures.description == "glass, \"clear\": 926.00; jade: 15.92.")
    }

    @Test("No text reaches gnuplot, only marks and figures")
    func script() throws {
        var texts = Sample.texts
        texts[0][0] = "`touch /tmp/x`\"\nsystem(\"id\")\nEND\n"
        let figures = try #require(ChartFigures(Sample.document(texts)))
        for size in ChartDrawing.Size.allCases {
            let script = ChartDrawing(figures, size).script
            #expect(!script.contains("touch") && !script.contains("system") && !script.contains("glass"))
            #expect(script.components(separatedBy: "END\n").count == 2 + 1)
        }
    }

    @Test(
        "The picture is the same each time, names what it shows, and holds no markup of others",
        .enabled(if: plotter != nil))
    func drawing() throws {
        var texts = Sample.texts
        texts[0][0] = Sample.hostile
        let figures = try #require(ChartFigures(Sample.document(texts)))
        let plotter = try #require(Self.plotter)
        let svg = try plotter.svg(figures)
        #expect(try plotter.svg(figures) == svg)
        #expect(svg.components(separatedBy: "<svg ").count == 3)
        #expect(svg.contains("<title id=\"wide-title\">Net by kind, EUR</title>"))
        #expect(!svg.contains("<script") && !svg.contains("Gnuplot") && !svg.contains("http"))
        #expect(svg.components(separatedBy: "<polygon class=\"series-1\"").count == 1 + 2 * figures.categories.count)
    }

    @Test("A scale ends above the largest figure, in round steps")
    func scale() {
        #expect(ChartDrawing.scale(Figure(0)) == (Figure(1), Figure(1)))
        #expect(ChartDrawing.scale(Figure(117)) == (Figure(50), Figure(150)))
        #expect(ChartDrawing.scale(Figure(1_000_000)) == (Figure(200_000), Figure(1_000_000)))
        #expect(ChartDrawing.grouped("1234567.50") == "1\u{202F}234\u{202F}567.50")
        #expect(ChartDrawing.grouped("-1234") == "-1234" && ChartDrawing.grouped("-12345") == "-12\u{202F}345")
    }

    @Test("A curve of many rows shows its first, its last and some between, in their order")
    func curve() throws {
        var report = Report(
            "curve", title: "Curve", abstract: "A curve.", examples: ["curve"],
            columns: [
                .integer("rank", isKey: true), .integer("part"), .integer("whole"),
                .percent("done", .ratio(of: "part", to: "whole")),
            ])
        report.chart = Chart("Done", by: "rank", ofCurve: "done")
        let parameters = ReportParameters(asOf: try #require(Day("2026-10-31")))
        var texts: [[String?]] = (1...1_000).map { rank in ["\(rank)", "\(rank)", "1000"] }
        texts += [["1001", nil, "1000"], ["1002", "1", "0"]]
        let document = try Sample.document(
            ReportHead(report, parameters, latestEntry: nil, baseCurrency: "EUR"), ["rank", "part", "whole"], texts)
        // 5 of 1000 are 0.5 percent; of nothing, or something unknown, there is no part.
        #expect([4, 999, 1_000, 1_001].map { document.rows[$0][3].figure?.text() } == ["0.5", "100", nil, nil])
        let figures = try #require(ChartFigures(document))
        #expect(figures.categories.count == 60 && figures.isTimeline)
        #expect([0, 1, 59].map { figures.categories[$0] } == ["1", "17", "1002"])
        #expect(figures.figures[1] == [Figure(millionths: 1_700_000)])
    }

    @Test("Without gnuplot on the path there is no plotter")
    func missing() {
        #expect(Plotter(path: "/nonexistent:relative") == nil)
        #expect(Plotter(path: nil) == nil)
    }
}
