internal import Commanding
internal import Documents
internal import Glibc
internal import Operations
internal import Printing

/// Makes PDF of a page, where one is asked for.
struct DocumentPrinter {
    private let printer: PaperPrinter?
    private let carrier: InvoiceCarrier?
    private let environment: [String: String]
    private let language: DocumentLanguage

    /// Refuses PDF where nothing prints it (`program_missing`) or no font has the letters of its language (`font_missing`), and
    /// Factur-X where nothing makes it.
    init(_ format: TradeDocuments.Format, _ language: DocumentLanguage, _ common: CommonOptions) throws {
        let environment = common.environment()
        (self.environment, self.language) = (environment, language)
        printer = format.isPrinted ? try PaperPrinter(path: environment["PATH"], at: "--format") : nil
        guard
            !format.isPrinted || language != .chinese
                || InstalledFonts.write(language.rawValue, path: environment["PATH"]) != false
        else {
            throw Refusal(
                "font_missing", "no font here has Chinese letters, so that the page would be full of boxes",
                at: "--language",
                remedy:
                    "install the package \(InstalledFonts.chinesePackage), or write .html and print it from a browser",
                status: .rule)
        }
        carrier = format == .facturx ? InvoiceCarrier(path: environment["PATH"]) : nil
        guard format != .facturx || carrier != nil else {
            throw Refusal(
                "program_missing", "nothing here puts a message into a PDF: facturx-pdfgen is not on the PATH",
                at: "--format",
                remedy: "install the Python package \(InvoiceCarrier.package) and put its programs on the PATH, "
                    + "or write the page as pdf and the message as cii")
        }
    }

    /// The page as it is, or printed.
    func print(page: String) throws -> [UInt8] {
        guard let printer else { return Array(page.utf8) }
        return try Console.made(scratch: Scratch.folder(environment)) { try printer.print(page, into: $0) }
    }

    func print(_ source: TradeDocuments.Printable) throws -> [UInt8] {
        guard let printer, let carrier, let invoice = source.invoice else { return try print(page: source.text) }
        return try Scratch.inFolder(environment, name: "invoice") { folder in
            let (page, message, result) = (folder + "/page.pdf", folder + "/factur-x.xml", folder + "/invoice.pdf")
            try OutputFile.write(to: page) { try printer.print(source.text, into: $0, isArchive: true) }
            try OutputFile.write(invoice, to: message)
            defer { for file in [page, message, result] { unlink(file) } }
            do throws(PrintFault) {
                try carrier.carry(message: message, in: page, to: result, language: language.rawValue)
            } catch {
                throw Refusal(
                    "output_not_written", "facturx-pdfgen failed: \(error.words)", at: "--format",
                    remedy: "run it by hand on the page as pdf and the message as cii", status: .cannotWrite)
            }
            return try Console.made(scratch: Scratch.folder(environment)) { part in
                guard let stream = fopen(result, "rb") else { throw part.refusal() }
                defer { fclose(stream) }
                var bytes = [UInt8](repeating: 0, count: 1 << 16)
                while true {
                    let count = fread(&bytes, 1, bytes.count, stream)
                    guard ferror(stream) == 0 else { throw part.refusal() }
                    if count == 0 { return }
                    try bytes.withUnsafeBytes { try part.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
                }
            }
        }
    }
}
