internal import Commanding
internal import Operations
internal import Printing

/// Makes PDF of a page, where one is asked for.
struct DocumentPrinter {
    private let printer: PagePrinter?
    private let scratch: String

    /// Refuses PDF where nothing prints it.
    init(_ format: TradeDocuments.Format, _ common: CommonOptions) throws {
        let environment = common.environment()
        scratch = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        printer = format == .pdf ? PagePrinter(path: environment["PATH"]) : nil
        guard format != .pdf || printer != nil else {
            throw Refusal(
                "program_missing", "nothing here prints pages: WeasyPrint is not on the PATH", at: "--format",
                remedy: "install the package \(PagePrinter.package), or write .html and print it from a browser",
                status: .rule)
        }
    }

    func print(_ page: String) throws -> [UInt8] {
        guard let printer else { return Array(page.utf8) }
        return try Console.made(scratch: scratch) { file in
            do {
                try printer.print(page, into: file.descriptor)
            } catch let fault as PrintFault {
                throw file.refusal("WeasyPrint failed: \(fault.words)")
            }
        }
    }
}
