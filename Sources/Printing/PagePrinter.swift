internal import CProcess
internal import Glibc
internal import Processes

/// Why pages could not be printed.
package struct PrintFault: Error, Sendable, Equatable {
    /// What the printing program, or the system, said.
    package let words: String
}

/// HTML printed as PDF by WeasyPrint, which is run as a program of its own.
///
/// It gets one text and may fetch nothing, neither from the network nor from files: what a page needs is in it, pictures as
/// `data:` addresses. The same text gives the same bytes with the same WeasyPrint and fonts.
package struct PagePrinter: Sendable {
    /// The Python that WeasyPrint is installed for, and its arguments.
    private let interpreter: [String]

    /// The package that has it in Debian, for messages.
    package static let package = "weasyprint"

    /// The first WeasyPrint on a path such as that of the environment; nil when there is none.
    package init?(path: String?) {
        guard let found = ChildProcess.program("weasyprint", path: path), let first = Self.firstLine(of: found),
            first.hasPrefix("#!")
        else { return nil }
        // Its own command line has no way to forbid fetching, so the Python that it names runs the few lines below.
        interpreter = first.dropFirst(2).split(separator: " ").map(String.init)
        guard interpreter.first?.hasPrefix("/") == true else { return nil }
    }

    /// What the child does: the page from standard input, the document to standard output.
    private static let script = """
        import sys
        sys.path = [place for place in sys.path if place]
        import logging
        logging.getLogger("weasyprint").addHandler(logging.NullHandler())
        logging.getLogger("weasyprint").propagate = False
        from weasyprint import HTML, default_url_fetcher
        def fetch(address, *rest, **more):
            if address.startswith("data:"):
                return default_url_fetcher(address)
            raise ValueError("nothing is fetched: " + address[:80])
        more = {"variant": sys.argv[1]} if len(sys.argv) > 1 else {}
        HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetch).write_pdf(sys.stdout.buffer, **more)
        sys.stdout.flush()
        """

    /// Prints a page into an open file; `isArchive` makes it PDF/A-3b, with everything it needs inside.
    package func print(_ html: String, into file: Int32, isArchive: Bool = false) throws(PrintFault) {
        // WeasyPrint gets the words behind the script as its own.
        let variant = isArchive ? ["pdf/a-3b"] : []
        let outcome = ChildProcess.run(
            interpreter + ["-s", "-c", Self.script] + variant, input: html, output: file,
            // Both would differ from run to run: the order of sets, and the time in a font's head.
            variables: ["PYTHONHASHSEED=0", "SOURCE_DATE_EPOCH=0", "PYTHONDONTWRITEBYTECODE=1"])
        guard outcome.succeeded else { throw PrintFault(words: outcome.summary) }
        guard lseek(file, 0, SEEK_END) > 0 else { throw PrintFault(words: "it wrote nothing") }
    }

    private static func firstLine(of file: String) -> String? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
        return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).first.map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
