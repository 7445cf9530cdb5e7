/// A form that a report is written in.
package enum ReportForm: String, Sendable, CaseIterable {
    /// A table of text.
    case table
    /// CSV of RFC 4180.
    case csv
    /// One JSON document.
    case json
    /// One page.
    case html
    /// A workbook of Excel.
    case xlsx
    /// A document of pages.
    case pdf

    /// The form that a file's name asks for by its ending; nil for an ending that is none of ours.
    package init?(file: String) {
        guard let name = file.split(separator: "/").last, let dot = name.lastIndex(of: ".") else { return nil }
        switch name[dot...].lowercased() {
        case ".txt": self = .table
        case ".csv": self = .csv
        case ".json": self = .json
        case ".html", ".htm": self = .html
        case ".xlsx": self = .xlsx
        case ".pdf": self = .pdf
        default: return nil
        }
    }

    /// The endings of files.
    package static let endings = ".txt, .csv, .json, .html, .xlsx, .pdf"

    /// Whether it is nothing that a terminal shows.
    package var isBinary: Bool { self == .xlsx || self == .pdf }
}
