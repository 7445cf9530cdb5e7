internal import CXLSXWriter
internal import CZip
internal import Glibc
internal import Quantities

/// Why a workbook could not be written.
package struct WorkbookFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, in the words of the system or the library.
    package let description: String
}

/// How a cell looks.
struct CellStyle: Hashable {
    /// How a number is shown; nil as it comes.
    var number: String?
    var isBold = false
    /// Whether it stands on a band.
    var isBand = false
    /// Whether a line is drawn above it, below it.
    var isSum = false, isHeading = false
    /// Whether words keep a distance from the figures on their left.
    var isSpaced = false
    var isRight = false, isLeft = false, isWrapped = false, isTitle = false, isSoft = false
}

/// A workbook that is written row by row, so that memory does not grow with it (libxlsxwriter).
///
/// Same calls give the same bytes. Texts are never formulas.
final class WorkbookWriter {
    /// The rows that a sheet can have.
    static let mostRows = 1_048_576

    private let book: UnsafeMutablePointer<lxw_workbook>
    private let path: String
    private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
    private var sheets: [UnsafeMutablePointer<lxw_worksheet>] = []
    private var names: Set<String> = []
    private var isOpen = true
    private let scratch: String

    /// Begins a workbook.
    ///
    /// - Parameters:
    ///   - path: the file, which is written at the end.
    ///   - scratch: a folder for what waits until then, which never has a name there.
    ///   - created: the day that it says it was made.
    init(path: String, scratch: String, title: String, subject: String, comments: String, created: Day) throws {
        self.path = path
        self.scratch = scratch
        let book = scratch.withMutableCString { folder in
            var options = lxw_workbook_options(constant_memory: 1, tmpdir: folder, use_zip64: 1)
            return workbook_new_opt(path, &options)
        }
        guard let book else { throw WorkbookFault(description: "no memory for a workbook") }
        self.book = book
        title.withMutableCString { title in
            subject.withMutableCString { subject in
                comments.withMutableCString { comments in
                    var properties = lxw_doc_properties()
                    (properties.title, properties.subject, properties.comments) = (title, subject, comments)
                    // Zero would be the clock's time.
                    properties.created = created.number == 0 ? 1 : created.number * 86_400
                    _ = workbook_set_properties(book, &properties)
                }
            }
        }
    }

    deinit {
        // What was begun and not finished is thrown away with its scratch files.
        if isOpen { lxw_workbook_free(book) }
    }

    /// Adds a sheet; its name is cut to what Excel takes, and numbered when there is one of the name.
    func addSheet(_ name: String) throws -> Sheet {
        let plain = String(name.map { "[]:*?/\\'".contains($0) ? " " : $0 })
        var chosen = String(plain.prefix(31))
        var number = 2
        while names.contains(chosen.lowercased()) {
            chosen = String(plain.prefix(31 - String(number).count - 1)) + " \(number)"
            number += 1
        }
        names.insert(chosen.lowercased())
        guard let sheet = workbook_add_worksheet(book, chosen) else {
            throw WorkbookFault(description: "no room for rows in \(scratch): \(systemWords())")
        }
        sheets.append(sheet)
        return Sheet(self, sheet, name: chosen)
    }

    /// Adds a picture to be put on a sheet.
    func addChart(isTimeline: Bool, isStacked: Bool) -> UnsafeMutablePointer<lxw_chart>? {
        let kinds: (plain: lxw_chart_type, stacked: lxw_chart_type) =
            isTimeline ? (LXW_CHART_COLUMN, LXW_CHART_COLUMN_STACKED) : (LXW_CHART_BAR, LXW_CHART_BAR_STACKED)
        return workbook_add_chart(book, UInt8((isStacked ? kinds.stacked : kinds.plain).rawValue))
    }

    /// Writes the file.
    ///
    /// **Throws** unless every row arrived in it: the library does not look whether its scratch files could be written, so
    /// that is done here, before and after.
    func finish() throws {
        var wanted: [(part: String, bytes: UInt64)] = []
        for (number, sheet) in sheets.enumerated() {
            guard let rows = sheet.pointee.optimize_tmpfile else { continue }
            guard fflush(rows) == 0, ferror(rows) == 0 else {
                throw WorkbookFault(description: "rows could not be kept in \(scratch): \(systemWords())")
            }
            wanted.append(("xl/worksheets/sheet\(number + 1).xml", UInt64(max(0, ftell(rows)))))
        }
        var room = statvfs()
        let needed = wanted.map(\.bytes).max() ?? 0
        if statvfs(scratch, &room) == 0, UInt64(room.f_bavail) * UInt64(room.f_frsize) < needed + (1 << 20) {
            throw WorkbookFault(description: "no space left on device, in \(scratch)")
        }
        isOpen = false
        errno = 0
        let outcome = workbook_close(book)
        guard outcome == LXW_NO_ERROR else {
            let words = errno == 0 ? String(cString: lxw_strerror(outcome)) : systemWords()
            throw WorkbookFault(description: words)
        }
        try check(wanted)
    }

    private func check(_ wanted: [(part: String, bytes: UInt64)]) throws {
        var code: CInt = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            throw WorkbookFault(description: "the workbook is not whole; is there room in \(scratch)?")
        }
        defer { zip_discard(archive) }
        for (part, bytes) in wanted {
            var known = zip_stat_t()
            guard zip_stat(archive, part, 0, &known) == 0, known.size >= bytes else {
                throw WorkbookFault(description: "the workbook is not whole; is there room in \(scratch)?")
            }
        }
    }

    func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
        if let known = formats[style] { return known }
        guard let format = workbook_add_format(book) else { return nil }
        if let number = style.number { format_set_num_format(format, number) }
        if style.isBold { format_set_bold(format) }
        if style.isBand { format_set_bg_color(format, lxw_color_t(0xF4F2EC)) }
        if style.isHeading { format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue)) }
        if style.isSum { format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue)) }
        if style.isRight { format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
        if style.isLeft { format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue)) }
        if style.isSpaced {
            format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
            format_set_indent(format, 1)
        }
        if style.isWrapped || style.isHeading { format_set_text_wrap(format) }
        if style.isWrapped { format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue)) }
        if style.isTitle { format_set_font_size(format, 16) }
        if style.isSoft { format_set_font_color(format, lxw_color_t(0x5D6964)) }
        formats[style] = format
        return format
    }

    private func systemWords() -> String { String(cString: strerror(errno)).lowercased() }
}

/// A sheet, written from its first row to its last.
final class Sheet {
    private let book: WorkbookWriter
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    /// Its name in the workbook.
    let name: String

    fileprivate init(_ book: WorkbookWriter, _ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String) {
        self.book = book
        self.sheet = sheet
        self.name = name
    }

    /// Puts a value into a cell; a blank one only where its style shows.
    func put(_ value: SheetValue, _ row: Int, _ column: Int, _ style: CellStyle) throws {
        let (place, across) = (UInt32(row), UInt16(column))
        let outcome =
            switch value {
            case .blank: worksheet_write_blank(sheet, place, across, book.format(style))
            case .text(""): worksheet_write_blank(sheet, place, across, book.format(style))
            case .text(let text): worksheet_write_string(sheet, place, across, text, book.format(style))
            case .number(let number): worksheet_write_number(sheet, place, across, number, book.format(style))
            }
        guard outcome == LXW_NO_ERROR else {
            throw WorkbookFault(
                description: "row \(row + 1) of sheet \(name): " + String(cString: lxw_strerror(outcome)))
        }
    }

    /// Puts a word into a cell that leads to another sheet.
    func link(to name: String, _ text: String, _ row: Int, _ column: Int) throws {
        let outcome = worksheet_write_url_opt(
            sheet, UInt32(row), UInt16(column), "internal:'\(name)'!A1", nil, text, nil)
        guard outcome == LXW_NO_ERROR else {
            throw WorkbookFault(description: "sheet \(self.name): " + String(cString: lxw_strerror(outcome)))
        }
    }

    /// A row that belongs to the heading row above it, and can be folded away.
    func indent(_ row: Int) {
        var options = lxw_row_col_options(hidden: 0, level: 1, collapsed: 0)
        worksheet_set_row_opt(sheet, UInt32(row), LXW_DEF_ROW_HEIGHT, nil, &options)
    }

    /// Sets the height of a row in points.
    func height(_ row: Int, _ points: Double) { worksheet_set_row(sheet, UInt32(row), points, nil) }

    /// Sets the widths of all columns, in characters.
    func widths(_ widths: [Double]) {
        for (column, width) in widths.enumerated() {
            worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil)
        }
    }

    /// Keeps the rows above in sight.
    func freeze(above row: Int, leftOf column: Int = 0) { worksheet_freeze_panes(sheet, UInt32(row), UInt16(column)) }

    /// Gives the headings their arrows.
    func filter(from row: Int, to last: Int, columns: Int) {
        worksheet_autofilter(sheet, UInt32(row), 0, UInt32(max(row, last)), UInt16(columns - 1))
    }

    /// Prints on sheets of A4, one page wide, with the heading on each and its number.
    func page(headingRow: Int?) {
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_footer(sheet, "&L&A&RPage &P of &N")
        if let row = headingRow.map(UInt32.init) { worksheet_repeat_rows(sheet, row, row) }
        // The rows of a group stand below what sums them.
        worksheet_outline_settings(sheet, 1, 0, 1, 0)
    }

    /// No lines between the cells.
    func hideGrid() { worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue)) }

    /// Puts a picture with its upper left corner into a cell.
    func insert(_ chart: UnsafeMutablePointer<lxw_chart>, _ row: Int, _ column: Int, width: Double, height: Double)
        throws
    {
        // The library's own size is 480 by 288 points.
        var options = lxw_chart_options()
        (options.x_scale, options.y_scale) = (width / 480, height / 288)
        guard worksheet_insert_chart_opt(sheet, UInt32(row), UInt16(column), chart, &options) == LXW_NO_ERROR else {
            throw WorkbookFault(description: "the chart of sheet \(name) could not be placed")
        }
    }
}

extension String {
    /// Lends the text to C, which takes it for changeable and leaves it alone.
    fileprivate func withMutableCString<Result>(_ body: (UnsafeMutablePointer<CChar>) throws -> Result) rethrows
        -> Result
    {
        var bytes = Array(utf8CString)
        return try bytes.withUnsafeMutableBufferPointer { try body($0.baseAddress.unsafelyUnwrapped) }
    }
}
