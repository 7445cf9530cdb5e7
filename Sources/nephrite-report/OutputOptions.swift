internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Reporting

extension ReportForm: ExpressibleByArgument {}

/// In which form, and where to.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("O"), .long],
        help: "The form: table, csv, json, html, xlsx or pdf; else by the ending of --out-file, else table.")
    var output: ReportForm?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write into this file; - is standard output.", valueName: "file"))
    var outFile: String?

    /// Where to write, in which form.
    ///
    /// Refuses what `OutputPlace` does.
    func target(_ connection: ConnectionOptions) throws -> OutputTarget {
        let place = try place()
        return try OutputTarget(
            form: place.form, file: place.file, environment: connection.environment(), isQuiet: connection.quiet,
            report: connection.report)
    }

    /// Where to write a book, which is a page unless said otherwise.
    ///
    /// Refuses, besides what `target` does, forms that a book does not have.
    func bookTarget(_ connection: ConnectionOptions) throws -> OutputTarget {
        let place = try place(otherwise: .html)
        let form = place.form
        guard OutputTarget.bookForms.contains(form) else {
            throw Refusal(
                "form_unsuitable", "a book has no form \(form.rawValue)", at: output == nil ? "--out-file" : "--output",
                remedy: "use html, pdf or xlsx; single reports come as \(form.rawValue)", status: .usage)
        }
        return try OutputTarget(
            form: form, file: place.file, environment: connection.environment(), isQuiet: connection.quiet,
            report: connection.report)
    }

    private func place(otherwise: ReportForm = .table) throws -> OutputPlace<ReportForm> {
        try OutputPlace(output, file: outFile, otherwise: otherwise, options: ("--output", "--out-file"))
    }
}
