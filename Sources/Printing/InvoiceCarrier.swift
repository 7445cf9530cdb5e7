internal import Processes

/// Puts the message of an invoice into the PDF of its page, as Factur-X and ZUGFeRD ask: by `facturx-pdfgen` of the Python
/// package factur-x, which is run as a program of its own.
///
/// It checks the message by the schema of the standard and refuses one that is faulty. It writes the time into the PDF, so that
/// no two are the same.
package struct InvoiceCarrier: Sendable {
    private let program: String

    /// The package that has it, for messages.
    package static let package = "factur-x"

    /// The first on a path such as that of the environment; nil when there is none.
    package init?(path: String?) {
        guard let found = ChildProcess.program("facturx-pdfgen", path: path) else { return nil }
        program = found
    }

    /// Makes of a PDF/A-3 and a message a PDF that carries it; all are files by their paths.
    package func carry(message: String, in page: String, to result: String, language: String) throws(PrintFault) {
        let outcome = ChildProcess.run([
            program, "--flavor", "factur-x", "--level", "en16931", "--afrelationship", "alternative", "--lang",
            language,
            "--disable-schematron-check", "--log-level", "error", page, message, result,
        ])
        guard outcome.succeeded else { throw PrintFault(words: outcome.summary) }
    }
}
