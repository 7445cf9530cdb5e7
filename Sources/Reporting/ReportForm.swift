internal import Rendering

/// A form that a report is written in.
package enum ReportForm: String, Sendable, CaseIterable, OutputForm {
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

    package var endings: [String] {
        switch self {
        case .table: ["txt"]
        case .html: ["html", "htm"]
        case .csv, .json, .xlsx, .pdf: [rawValue]
        }
    }

    package var isBinary: Bool { self == .xlsx || self == .pdf }
}
