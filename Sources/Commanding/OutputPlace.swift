package import Operations
package import Rendering

/// Where a result goes and in which form, as two options say it together.
package struct OutputPlace<Form: OutputForm> {
    /// The form.
    package let form: Form
    /// The file; nil is standard output.
    package let file: String?

    /// The form that is said, else that of the file's ending, else `otherwise`, which standard output gets.
    ///
    /// - Parameters:
    ///   - file: what was said of the file; `-` is standard output.
    ///   - options: the options of form and file, which messages name.
    ///
    /// Refuses a file whose ending tells no form where none is said (`ending_unknown`), or another one than is said
    /// (`ending_contradicts`), and a terminal for a form that none can show (`form_binary`).
    package init(
        _ said: Form?, file option: String?, otherwise: Form,
        options: (form: String, file: String) = ("--format", "-o")
    ) throws(Refusal) {
        file = OutputFile.named(option)
        guard let file else {
            form = said ?? otherwise
            guard !form.isBinary || !Console.isTerminal else {
                throw Refusal(
                    "form_binary", "a terminal cannot show \(form.rawValue)", at: options.form,
                    remedy: "write a file: -o FILE.\(form.endings[0])", status: .usage)
            }
            return
        }
        let known = Form.forms(endingAs: file)
        guard let form = said ?? known.first else {
            throw Refusal(
                "ending_unknown", "the ending of \"\(file)\" tells no form", at: options.file,
                remedy: "use \(Form.usualEndings), or say the form with \(options.form)", status: .usage)
        }
        guard known.isEmpty || known.contains(form) || Self.isText(file) && !form.isBinary else {
            throw Refusal(
                "ending_contradicts",
                "\(options.form) says \(form.rawValue), and \"\(file)\" ends as a file of \(known.map(\.rawValue).joined(separator: ", "))",
                at: options.file,
                remedy: "let the file end in .\(form.endings[0]), or leave \(options.form) out", status: .usage)
        }
        self.form = form
    }

    /// The form as above, before anything is refused; nil where the file's ending tells none.
    package static func form(_ said: Form?, file option: String?, otherwise: Form) -> Form? {
        guard said == nil, let file = OutputFile.named(option) else { return said ?? otherwise }
        return Form(file: file)
    }

    /// Any text may stand in a file that says no more than that it is text.
    private static func isText(_ file: String) -> Bool { file.lowercased().hasSuffix(".txt") }
}
