internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Reporting

extension ReportForm: ExpressibleByArgument {}

/// In which form, and where to.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("O"), .long],
        help: "The form: table, csv, json or html; else by the ending of --out-file, else table.")
    var output: ReportForm?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write into this file; - is standard output.", valueName: "file"))
    var outFile: String?

    /// Where to write, in which form.
    ///
    /// Refuses a file whose ending tells no form, unless the form is given.
    func target() throws -> OutputTarget {
        guard let file = outFile, file != "-" else { return OutputTarget(form: output ?? .table, file: nil) }
        guard let form = output ?? ReportForm(file: file) else {
            throw Refusal(
                "ending_unknown", "the ending of \"\(file)\" tells no form", at: "--out-file",
                remedy: "use \(ReportForm.endings), or say the form with --output", status: .usage)
        }
        return OutputTarget(form: form, file: file)
    }
}

/// A place for a report.
struct OutputTarget {
    let form: ReportForm
    /// The file; nil is standard output.
    let file: String?

    /// Writes a report; `report` is told when the picture of a page could not be drawn.
    func write(_ document: ReportDocument, report: (String) -> Void, path: String?) throws {
        let text =
            switch form {
            case .table: TextReport.text(document, columns: file == nil ? Console.columns : nil)
            case .csv: CSVReport.text(document)
            case .json: JSONReport.text(document)
            case .html: try HTMLReport.text(document, chart: chart(of: document, report, path))
            }
        if let file { try OutputFile.write(text, to: file) } else { try Console.write(text) }
    }

    private func chart(of document: ReportDocument, _ report: (String) -> Void, _ path: String?) -> String? {
        guard let figures = ChartFigures(document) else { return nil }
        guard let plotter = Plotter(path: path) else {
            report("the page has no chart: gnuplot is missing; install the package gnuplot-nox")
            return nil
        }
        do {
            return try plotter.svg(figures)
        } catch {
            if case .failed(let words) = error { report("the page has no chart: gnuplot failed: \(words)") }
            return nil
        }
    }
}
