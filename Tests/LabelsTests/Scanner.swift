import Foundation
import Labels
import Printing
import Testing

/// Pages printed and read again by programs that know nothing of how they were made: poppler draws, zbar reads.
enum Scanner {
    /// What zbar reads on the pages of a printed page, as `SYMBOLOGY:data`, each once.
    static func read(_ html: String, dpi: Int) throws -> Set<String> {
        let printer = try #require(
            PagePrinter(path: ProcessInfo.processInfo.environment["PATH"]), "install the package weasyprint")
        let folder = FileManager.default.temporaryDirectory.appending(path: "nephrite-labels-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let pdf = folder.appending(path: "labels.pdf").path
        _ = FileManager.default.createFile(atPath: pdf, contents: nil)
        let file = try #require(FileHandle(forUpdatingAtPath: pdf))
        try printer.print(html, into: file.fileDescriptor)
        _ = try run(["pdftoppm", "-r", "\(dpi)", "-gray", "-png", pdf, folder.path + "/page"])
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".png") }
        #expect(!pages.isEmpty)
        let enabled = ["-Sean13.enable", "-Supca.enable", "-Sean8.enable", "-Si25.enable", "-Scode128.enable"]
        let found = try run(
            ["zbarimg", "-q", "--nodbus"] + enabled + pages.sorted().map { folder.path + "/" + $0 })
        return Set(found.split(separator: "\n").map(String.init))
    }

    private static func run(_ command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command[0]) (poppler-utils, zbar-tools): \(words)")
        return String(decoding: data, as: UTF8.self)
    }
}
