internal import Commanding
internal import Operations

/// Makes PDF of a page, where one is asked for.
struct DocumentPrinter {
    private let printer: PaperPrinter?
    private let scratch: String

    /// Refuses PDF where nothing prints it.
    init(_ format: TradeDocuments.Format, _ common: CommonOptions) throws {
        let environment = common.environment()
        scratch = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        printer = format == .pdf ? try PaperPrinter(path: environment["PATH"], at: "--format") : nil
    }

    func print(_ page: String) throws -> [UInt8] {
        guard let printer else { return Array(page.utf8) }
        return try Console.made(scratch: scratch) { try printer.print(page, into: $0) }
    }
}
