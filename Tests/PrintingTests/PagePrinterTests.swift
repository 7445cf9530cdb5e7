import Foundation
import Printing
import Testing

@Suite("Pages printed by WeasyPrint")
struct PagePrinterTests {
    static let printer = PagePrinter(path: ProcessInfo.processInfo.environment["PATH"])

    private func pdf(_ html: String, _ printer: PagePrinter? = PagePrinterTests.printer) throws -> Data {
        let printer = try #require(printer, "install the package weasyprint")
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pdf").path
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try printer.print(html, into: file.fileDescriptor)
        return try Data(contentsOf: URL(filePath: path))
    }

    @Test("A page is a document, the same to the byte each time")
    func same() throws {
        let page = "<title>Grüße</title><h1>Stein</h1><p>梅 &lt;b&gt;"
        let first = try pdf(page)
        #expect(first.starts(with: Data("%PDF-".utf8)))
        Thread.sleep(forTimeInterval: 1.1)
        #expect(try pdf(page) == first)
    }

    @Test(
        "Nothing is fetched, neither files nor from the network; what is missing is left out",
        arguments: ["file:///etc/passwd", "http://127.0.0.1:9/a.png", "/etc/passwd"])
    func fetching(address: String) throws {
        let picture = try pdf("<img src='\(address)' alt=''><p>text")
        let attachment = try pdf("<link rel=attachment href='\(address)'><p>text")
        #expect(picture.count < 20_000 && attachment.count < 20_000)
        #expect(attachment.range(of: Data("EmbeddedFile".utf8)) == nil)
    }

    @Test("A picture within the page is shown")
    func inline() throws {
        let pixel =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        let shown = try pdf("<img src='data:image/png;base64,\(pixel)'>")
        #expect(shown.range(of: Data("/Image".utf8)) != nil)
    }

    @Test("What is no WeasyPrint, or fails, is said")
    func faults() throws {
        #expect(PagePrinter(path: nil) == nil && PagePrinter(path: "/nonexistent:relative") == nil)
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func fake(_ text: String) throws -> PagePrinter? {
            let file = folder.appending(path: "weasyprint")
            try Data(text.utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            return PagePrinter(path: folder.path)
        }
        #expect(try fake("\u{7F}ELF") == nil)
        #expect(try fake("#!python3\n") == nil)
        for text in ["#!/nonexistent/python\n", "#!/bin/false\n", "#!/bin/true\n"] {
            #expect(throws: PrintFault.self) { try pdf("<p>", fake(text)) }
        }
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        #expect(throws: PrintFault.self) { try Self.printer?.print("<p>text", into: full.fileDescriptor) }
    }
}
