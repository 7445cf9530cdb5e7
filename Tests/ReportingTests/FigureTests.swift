import Testing

@testable import Reporting

@Suite("Figures")
struct FigureTests {
    @Test(
        "A figure reads and writes the server's digits",
        arguments: [
            ("0", "0"), ("12.50", "12.5"), ("-3.000000", "-3"), ("0.105", "0.105"), ("1.230000000000", "1.23"),
            ("999999999999999999999999.999999", "999999999999999999999999.999999"), ("-0.000001", "-0.000001"),
        ])
    func digits(text: String, shortest: String) throws {
        let figure = try #require(Figure(text))
        #expect(figure.text() == shortest)
    }

    @Test(
        "What is no plain decimal is refused",
        arguments: ["", "-", ".5", "1.", "1,5", "1e3", "NaN", "+1", "0.0000001", "１"])
    func refused(text: String) { #expect(Figure(text) == nil) }

    @Test(
        "Percentages are exact and rounded half to even at the first digit",
        arguments: [
            ("1", "3", "33.3"), ("2", "3", "66.7"), ("1", "8", "12.5"), ("1", "2000", "0"), ("3", "2000", "0.2"),
            ("1", "800", "0.1"), ("3", "800", "0.4"), ("-1", "800", "-0.1"), ("-3", "2000", "-0.2"),
            ("999999999999", "999999999999", "100"),
        ])
    func percent(part: String, whole: String, percent: String) throws {
        let (part, whole) = (try #require(Figure(part)), try #require(Figure(whole)))
        #expect(part.percent(of: whole)?.text() == percent)
    }

    @Test("There is no percentage of nothing or less")
    func undefined() throws {
        #expect(Figure(1).percent(of: .zero) == nil)
        #expect(Figure(1).percent(of: Figure(-1)) == nil)
        #expect(Figure(1).change(from: .zero) == nil)
        #expect(Figure(3).change(from: Figure(4))?.text() == "-25")
    }

    @Test("A value that is not of its column's kind is no cell")
    func cells() {
        let currency = Column.code("currency")
        #expect(Cell("12", of: .quantity("q")) == .whole(12))
        #expect(Cell("12.5", of: .quantity("q")) == nil)
        #expect(Cell("12.5", of: .money("m", currency: currency.name)) == .figure(Figure(millionths: 12_500_000)))
        #expect(Cell("twelve", of: .money("m", currency: currency.name)) == nil)
        #expect(Cell("2026-02-30", of: .date("d")) == nil)
        #expect(Cell("2026-02-28", of: .date("d")) == .text("2026-02-28"))
        #expect(Cell("=1+1", of: currency) == .text("=1+1"))
    }
}
