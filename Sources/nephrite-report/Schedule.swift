internal import Commanding
internal import Importing
internal import Operations
internal import Rendering
internal import Reporting
internal import Yams

/// A set of reports that is written again and again: which, of when, and into which files.
struct Schedule {
    /// What one file is made of.
    enum Content {
        case report(Report, ReportRequest)
        case book(period: String)
    }

    /// A file of the set.
    struct Entry {
        let content: Content
        /// Its name in the folder.
        let file: String
        let form: ReportForm
    }

    /// Where the files go.
    let folder: String
    let entries: [Entry]

    /// Whether an argument names a schedule, not a report.
    static func isMeant(by name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

    /// Reads a schedule; its folder is meant from where the schedule lies.
    ///
    /// Refuses `schedule_invalid` with the line of the first mistake, and what a report would refuse, before anything is
    /// asked of a database.
    init(file: String) throws {
        let text: String
        do {
            text = try BoundedText.contents(of: file)
        } catch {
            switch error {
            case .unreadable(let reason): throw Self.invalid(file, nil, "it cannot be read: \(reason)")
            case .tooLong: throw Self.invalid(file, nil, "it is longer than 1 MiB")
            case .notUTF8: throw Self.invalid(file, nil, "it is not UTF-8")
            }
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw Self.invalid(file, nil, "it is no YAML: \(error)")
        }
        guard let root, let keys = root.mapping else { throw Self.invalid(file, nil, "it has no keys") }
        try Self.check(keys, ["folder", "reports"], file)
        guard let folder = keys["folder"]?.string, !folder.isEmpty else {
            throw Self.invalid(file, root, "the key folder is missing: where the files go")
        }
        let beside = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        self.folder = folder.hasPrefix("/") ? folder : beside + folder
        guard let list = keys["reports"]?.sequence, (1...1000).contains(list.count) else {
            throw Self.invalid(file, root, "the key reports is missing: a list of 1 to 1000")
        }
        entries = try list.map { try Self.entry($0, file) }
        for (number, entry) in entries.enumerated()
        where entries[..<number].contains(where: { $0.file == entry.file }) {
            throw Self.invalid(file, list[number], "two reports go into \(entry.file)")
        }
    }

    private static func entry(_ node: Node, _ file: String) throws -> Entry {
        guard let keys = node.mapping else { throw invalid(file, node, "a report has keys: report or book, and file") }
        guard let name = keys["file"]?.string, !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
            throw invalid(file, node, "the key file is missing, or is no plain name of a file")
        }
        guard let form = ReportForm(file: name) else {
            throw invalid(file, node, "the ending of \(name) tells no form; use \(ReportForm.usualEndings)")
        }
        do {
            if let book = keys["book"]?.string {
                try check(keys, ["book", "file"], file)
                try Reports.checkBook(book, asKnownOn: nil)
                guard OutputTarget.bookForms.contains(form) else {
                    throw invalid(file, node, "a book has no form \(form.rawValue); use .html, .pdf or .xlsx")
                }
                return Entry(content: .book(period: book), file: name, form: form)
            }
            try check(keys, ["report", "file", "period", "from", "to", "as_of", "as_known_on", "by", "where"], file)
            guard let reportName = keys["report"]?.string else {
                throw invalid(file, node, "the key report is missing, or book with a period")
            }
            let report = try Reports.named(reportName)
            var request = ReportRequest()
            (request.period, request.from, request.to) = (
                keys["period"]?.string, keys["from"]?.string, keys["to"]?.string
            )
            (request.asOf, request.by) = (keys["as_of"]?.string, keys["by"]?.string)
            request.asKnownOn = keys["as_known_on"]?.string
            if let filters = keys["where"] {
                request.filters = filters.sequence?.compactMap(\.string) ?? [filters.string].compactMap { $0 }
                guard request.filters.count == filters.sequence?.count ?? 1 else {
                    throw invalid(file, filters, "where is a list of column=value")
                }
            }
            try Reports.check(report, request)
            return Entry(content: .report(report, request), file: name, form: form)
        } catch let refusal as Refusal where refusal.code != "schedule_invalid" {
            throw invalid(
                file, node, refusal.message + (refusal.remedy.map { "; \($0)" } ?? ""))
        }
    }

    private static func check(_ keys: Node.Mapping, _ known: [String], _ file: String) throws {
        for key in keys.keys where !known.contains(key.string ?? "") {
            throw invalid(
                file, key, "the key \(key.string ?? "") is unknown; there are \(known.joined(separator: ", "))")
        }
    }

    private static func invalid(_ file: String, _ node: Node?, _ words: String) -> Refusal {
        let line = node?.mark.map { ", line \($0.line)" } ?? ""
        return Refusal(
            "schedule_invalid", words, at: file + line, remedy: "nephrite-report run --help shows one",
            status: .badInput)
    }
}
