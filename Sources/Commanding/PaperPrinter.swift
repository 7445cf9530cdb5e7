internal import Operations
internal import Printing

/// Prints pages as PDF, for results that go into files.
package struct PaperPrinter: Sendable {
    private let printer: PagePrinter

    /// A printer by the environment's `PATH`.
    ///
    /// Refuses `program_missing` at the option that asked for it.
    package init(path: String?, at option: String) throws {
        guard let printer = PagePrinter(path: path) else {
            throw Refusal(
                "program_missing", "nothing here prints pages: WeasyPrint is not on the PATH", at: option,
                remedy: "install the package \(PagePrinter.package), or write .html and print it from a browser",
                status: .rule)
        }
        self.printer = printer
    }

    /// Prints a page; `isArchive` as PDF/A-3b.
    ///
    /// Refuses `output_not_written` with what WeasyPrint said.
    package func print(_ page: String, into part: OutputFile.Part, isArchive: Bool = false) throws {
        do throws(PrintFault) {
            try printer.print(page, into: part.descriptor, isArchive: isArchive)
        } catch {
            throw part.refusal("WeasyPrint failed: \(error.words)")
        }
    }
}
