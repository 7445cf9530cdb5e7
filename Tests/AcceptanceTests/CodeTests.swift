import Foundation
import Testing

/// Codes that the sources give out, by the form in which they stand there.
struct CodeForm: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Files of `Sources/` whose path contains this.
    let place: String
    /// A pattern whose first group is the code.
    let pattern: String
    let page: Page
    var prefix = ""

    static let findings = Page(path: "Docs/reference/quarantine-and-findings.md")
    static let refusals = Page(path: "Docs/reference/exit-status.md")

    static let all = [
        CodeForm(
            testDescription: "findings and faults of records", place: "Importing/",
            pattern: #"\b(?:find|fault)\(\s*"([a-z_]+)""#, page: findings),
        CodeForm(
            testDescription: "findings and faults of whole files", place: "Writing.swift",
            pattern: #"\bcode:\s*"([a-z_]+)""#, page: findings),
        CodeForm(
            testDescription: "findings of recognition", place: "Catalog/Recognition.swift",
            pattern: #"case \.\w+: "([a-z_]+)""#, page: findings),
        CodeForm(
            testDescription: "findings made by the database", place: "Storage/",
            pattern: #"part_number, '([a-z]+_[a-z_]+)', "#, page: findings),
        CodeForm(
            testDescription: "reasons for holding", place: "Importing/HoldRules.swift",
            pattern: #""([a-z_]+): "#, page: findings),
        CodeForm(
            testDescription: "refused files", place: "XMLStream/XMLFault.swift",
            pattern: #"\n {8}case ([a-zA-Z]+)\n"#, page: findings, prefix: "file_"),
        CodeForm(
            testDescription: "refusals", place: "", pattern: #"\bRefusal\(\s*"([a-z_]*[a-z])""#, page: refusals),
        CodeForm(
            testDescription: "refusals of tables", place: "Operations/", pattern: #"\.check\(code: "([a-z_]+)""#,
            page: refusals),
        CodeForm(
            testDescription: "problems of orders that come in", place: "Order",
            pattern: #"\b(?:OrderProblem|problem)\(\s*"([a-z_]*[a-z])""#, page: refusals),
        CodeForm(
            testDescription: "faults of requests for reports", place: "Reporting/",
            pattern: #"RequestFault\(\s*code: "([a-z_]+)""#, page: refusals),
        CodeForm(
            testDescription: "refusals of constraints", place: "Operations/ConstraintRefusal.swift",
            pattern: #"": \(\s*"([a-z_]+)","#, page: refusals),
        CodeForm(
            testDescription: "faults of the local database", place: "LocalCluster/LocalClusterFault.swift",
            pattern: #"case \w+ = "([a-z_]+)""#, page: refusals),
    ]

    /// The codes found, in order.
    func codes() throws -> [String] {
        let folder = Page.root.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let expression = try NSRegularExpression(pattern: pattern)
        var codes: Set<String> = []
        for file in files where file.hasSuffix(".swift") && (place.isEmpty || file.contains(place)) {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            let whole = NSRange(text.startIndex..., in: text)
            for match in expression.matches(in: text, range: whole) {
                guard let range = Range(match.range(at: 1), in: text) else { continue }
                codes.insert(prefix + snakeCase(String(text[range])))
            }
        }
        return codes.sorted()
    }

    /// `notXML` as it stands in an error object: `not_xml`.
    private func snakeCase(_ name: String) -> String {
        name.replacingOccurrences(of: "([a-z])([A-Z])", with: "$1_$2", options: .regularExpression).lowercased()
    }
}

@Suite("Codes")
struct CodeTests {
    @Test("Every code the program can give out is explained", arguments: CodeForm.all)
    func explained(form: CodeForm) throws {
        let page = try form.page.text()
        let codes = try form.codes()
        #expect(!codes.isEmpty)
        for code in codes {
            #expect(page.contains("| `\(code)` |"), "\(code) has no row in \(form.page.path)")
        }
    }
}
