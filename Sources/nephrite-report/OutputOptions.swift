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
    /// Refuses a file whose ending tells no form, unless the form is given, and a terminal for a form that none can show.
    func target(_ connection: ConnectionOptions) throws -> OutputTarget {
        let (form, file) = try place()
        return try OutputTarget(
            form: form, file: file, environment: connection.environment(), isQuiet: connection.quiet,
            report: connection.report)
    }

    /// Where to write a book, which is a page unless said otherwise.
    ///
    /// Refuses, besides what `target` does, forms that a book does not have.
    func bookTarget(_ connection: ConnectionOptions) throws -> OutputTarget {
        let (form, file) = try place(otherwise: .html)
        guard OutputTarget.bookForms.contains(form) else {
            throw Refusal(
                "form_unsuitable", "a book has no form \(form.rawValue)", at: output == nil ? "--out-file" : "--output",
                remedy: "use html, pdf or xlsx; single reports come as \(form.rawValue)", status: .usage)
        }
        return try OutputTarget(
            form: form, file: file, environment: connection.environment(), isQuiet: connection.quiet,
            report: connection.report)
    }

    private func place(otherwise: ReportForm = .table) throws -> (ReportForm, String?) {
        guard let file = outFile, file != "-" else {
            let form = output ?? otherwise
            guard !form.isBinary || !Console.isTerminal else {
                throw Refusal(
                    "form_binary", "a terminal cannot show \(form.rawValue)", at: "--output",
                    remedy: "write a file: -o report.\(form.rawValue)", status: .usage)
            }
            return (form, nil)
        }
        guard let form = output ?? ReportForm(file: file) else {
            throw Refusal(
                "ending_unknown", "the ending of \"\(file)\" tells no form", at: "--out-file",
                remedy: "use \(ReportForm.endings), or say the form with --output", status: .usage)
        }
        return (form, file)
    }
}
