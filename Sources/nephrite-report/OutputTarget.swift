internal import Commanding
internal import Operations
internal import Rendering
internal import Reporting

/// A place for a report, and the programs that may be needed to make it.
struct OutputTarget {
    let form: ReportForm
    /// The file; nil is standard output.
    let file: String?
    private let scratch: String
    private let pictures: Pictures
    private let printer: PaperPrinter?
    private let isQuiet: Bool

    /// - Parameters:
    ///   - environment: the variables `PATH` and `TMPDIR` of it are looked at.
    ///   - isQuiet: whether nothing is said of how far long work is.
    ///   - report: is told when a picture could not be drawn.
    ///
    /// Refuses pages when nothing prints them.
    init(
        form: ReportForm, file: String?, environment: [String: String], isQuiet: Bool,
        report: @escaping (String) -> Void
    ) throws {
        self.form = form
        self.file = file
        // On a terminal, the rows themselves show it.
        self.isQuiet = isQuiet || file == nil && Console.isTerminal
        scratch = Scratch.folder(environment)
        pictures = Pictures(path: environment["PATH"], report: report)
        printer = form == .pdf ? try PaperPrinter(path: environment["PATH"], at: "--output") : nil
    }

    /// Writes a report.
    func write(_ document: ReportDocument) throws {
        switch form {
        case .table: try put(TextReport.text(document, columns: file == nil ? Console.columns : nil))
        case .csv: try put(CSVReport.text(document))
        case .json: try put(JSONReport.text(document))
        case .html: try put(HTMLReport.text(document, chart: pictures.svg(of: document, for: .screen)))
        case .xlsx: try workbook { try XLSXReport.write(document, to: $0, scratch: $1) }
        case .pdf:
            try Self.checkLength(document.rows.count)
            try print(HTMLReport.text(document, chart: pictures.svg(of: document, for: .paper), for: .paper))
        }
    }

    /// Makes a report and writes it; what programs read is written while its rows come, so that memory does not grow with
    /// them.
    ///
    /// - Parameter isCounted: whether the answer is wanted in any form.
    @discardableResult
    func write(
        _ reports: Reports, _ report: Report, _ request: ReportRequest, isCounted: Bool = false
    ) throws -> (count: Int?, digest: String?) {
        switch form {
        case .table, .html, .pdf:
            let document = try reports.run(report, request)
            try write(document)
            return (document.rows.count, document.digest)
        case .csv, .json, .xlsx:
            let progress = ProgressLine(isQuiet: isQuiet)
            defer { progress.end() }
            return try reports.stream(report, request) { rows in
                var rows = rows
                rows.isCounted = isCounted
                rows.scratch = folder
                rows.progress = { if $0 % 1024 == 0 { progress.report(0, 0, $0) } }
                let known = try put(rows)
                return (known.count, known.digest)
            }
        }
    }

    private func put(_ rows: RowStream) throws -> RowCount {
        var known: RowCount?
        do {
            switch form {
            case .xlsx: try workbook { known = try XLSXReport.write(rows, to: $0, scratch: $1) }
            case .json: try sink { known = try JSONReport.write(rows, to: $0) }
            default: try sink { known = try CSVReport.write(rows, to: $0) }
            }
        } catch let fault as ScratchFault {
            throw Refusal(
                "output_not_written", fault.description, at: folder,
                remedy: "make room, or set TMPDIR to a folder that has it", status: .cannotWrite)
        }
        guard let known else { preconditionFailure("a report was written and nobody knows how") }
        return known
    }

    private func sink(_ body: (ByteSink) throws -> Void) throws {
        guard let file else { return try body(ByteSink { try Console.write(part: $0) }) }
        try OutputFile.write(to: file) { part in try body(ByteSink { try part.write($0) }) }
    }

    /// Where rows wait: beside the result, where there has to be room anyway.
    private var folder: String {
        guard let file else { return scratch }
        return file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
    }

    /// The forms that a book has.
    static let bookForms: [ReportForm] = [.html, .pdf, .xlsx]

    /// Writes a book; in other forms there is none.
    func write(_ book: Book) throws {
        switch form {
        case .html:
            try put(HTMLBook.text(book, for: .screen) { pictures.svg(of: $0, for: .screen, name: $1) })
        case .pdf:
            try print(HTMLBook.text(book, for: .paper) { pictures.svg(of: $0, for: .paper, name: $1) })
        case .xlsx: try workbook { try XLSXBook.write(book, to: $0, scratch: $1) }
        case .table, .csv, .json: preconditionFailure("a book has no form \(form)")
        }
    }

    /// The most rows of a document of pages: WeasyPrint lays out some hundred rows a second, and holds them all.
    static let mostRows = 20_000

    private static func checkLength(_ rows: Int) throws {
        guard rows <= mostRows else {
            throw Refusal(
                "too_long", "\(rows) rows are too many to lay out on paper; at most \(mostRows) are printed",
                at: "--output", remedy: "choose rows with --where, or write .xlsx or .csv", status: .rule)
        }
    }

    private func put(_ text: String) throws {
        if let file { try OutputFile.write(text, to: file) } else { try Console.write(text) }
    }

    private func put(_ body: (OutputFile.Part) throws -> Void) throws {
        try OutputFile.write(to: file, scratch: scratch, body)
    }

    /// Scratch files lie beside the result, where there has to be room anyway.
    private func workbook(_ body: (_ path: String, _ scratch: String) throws -> Void) throws {
        try put { part in
            do {
                try body(part.openPath, part.folder)
            } catch let fault as WorkbookFault {
                throw part.refusal(fault.description)
            }
        }
    }

    private func print(_ page: String) throws {
        guard let printer else { return }
        try put { try printer.print(page, into: $0) }
    }
}
