internal import Commanding
internal import Operations
internal import Reporting

/// A place for a report.
struct OutputTarget {
    let form: ReportForm
    /// The file; nil is standard output.
    let file: String?

    /// Writes a report; `report` is told when the picture of a page could not be drawn.
    func write(_ document: ReportDocument, report: (String) -> Void, environment: [String: String]) throws {
        let path = environment["PATH"]
        let text: String =
            switch form {
            case .table: TextReport.text(document, columns: file == nil ? Console.columns : nil)
            case .csv: CSVReport.text(document)
            case .json: JSONReport.text(document)
            case .html: try HTMLReport.text(document, chart: chart(of: document, report, path))
            case .xlsx: ""
            }
        if form == .xlsx { return try writeWorkbook(document, scratch: environment["TMPDIR"]) }
        if let file { try OutputFile.write(text, to: file) } else { try Console.write(text) }
    }

    /// Scratch files lie beside the result, where there has to be room anyway.
    private func writeWorkbook(_ document: ReportDocument, scratch: String?) throws {
        func write(_ file: OutputFile.Part) throws {
            do {
                try XLSXReport.write(document, to: file.openPath, scratch: file.folder)
            } catch let fault as WorkbookFault {
                throw file.refusal(fault.description)
            }
        }
        if let file {
            try OutputFile.write(to: file, write)
        } else {
            try Console.write(scratch: scratch ?? "/tmp", write)
        }
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
