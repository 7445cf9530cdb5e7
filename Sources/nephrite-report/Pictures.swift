internal import Reporting

/// Draws the pictures of pages, and says once why there are none.
final class Pictures {
    private let plotter: Plotter?
    private let report: (String) -> Void
    private var hasComplained = false

    /// With the programs on a path such as that of the environment.
    init(path: String?, report: @escaping (String) -> Void) {
        plotter = Plotter(path: path)
        self.report = report
    }

    /// The picture of a report as SVG; nil when it has none, or none could be drawn.
    ///
    /// - Parameter name: what the names in it begin with, where a page has several.
    func svg(of document: ReportDocument, for medium: Medium, name: String = "") -> String? {
        guard let figures = ChartFigures(document) else { return nil }
        guard let plotter else {
            complain("the page has no chart: gnuplot is missing; install the package gnuplot-nox")
            return nil
        }
        do {
            return try plotter.svg(figures, for: medium, name: name)
        } catch {
            if case .failed(let words) = error { complain("the page has no chart: gnuplot failed: \(words)") }
            return nil
        }
    }

    private func complain(_ words: String) {
        if !hasComplained { report(words) }
        hasComplained = true
    }
}
