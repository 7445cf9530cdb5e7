import Foundation
import Quantities
import Testing
import Workbooks

@testable import Reporting

/// A report as a workbook, read again by what reads the workbooks of others.
private func sheets(
    _ document: ReportDocument, _ names: [String], mostRows: Int = WorkbookWriter.mostRows
) throws -> [[[String]]] {
    let folder = FileManager.default.temporaryDirectory.path
    let path = folder + "/nephrite-\(UUID().uuidString).xlsx"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try XLSXReport.write(document, to: path, scratch: folder, mostRows: mostRows)
    let book = try Workbook(path: path)
    return try names.map { name in
        var rows: [[String]] = []
        try book.forEachRow(of: name, decimalMark: ".") { number, cells in
            while rows.count < number - 1 { rows.append([]) }
            rows.append(cells)
        }
        return rows
    }
}

/// The bytes of one file of a workbook.
private func part(_ name: String, of document: ReportDocument) throws -> String {
    let folder = FileManager.default.temporaryDirectory.path
    let path = folder + "/nephrite-\(UUID().uuidString).xlsx"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try XLSXReport.write(document, to: path, scratch: folder)
    let unzip = Process()
    unzip.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    unzip.arguments = [
        "-c", "import sys,zipfile;sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())", path,
        name,
    ]
    let said = Pipe()
    unzip.standardOutput = said
    try unzip.run()
    let bytes = said.fileHandleForReading.readDataToEndOfFile()
    unzip.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
}

@Suite("A report as a workbook")
struct WorkbookFormTests {
    @Test("Numbers are numbers, days are days, groups and the whole have their sums, and nothing is a formula")
    func cells() throws {
        let rows = try sheets(Sample.document(), ["Sample & co"])[0]
        #expect(
            rows[0] == [
                "Kind", "SKU", "Name", "On", "At, UTC", "Pieces", "Currency", "Unit price", "Net", "Net base, EUR",
                "Share, %", "Change, %",
            ])
        #expect(rows[1] == ["jade", "", "", "", "", "15", "", "", "", "15.92"])
        #expect(rows[2][0...1] == ["jade", "A-1"])
        #expect(
            rows[2][2] == "<script>alert(\"1\")</script>\\u{1B}[31m\\u{9B}2J\\u{202E}x" && rows[3][2] == "=1+1")
        #expect(rows[2][3...4] == ["2026-10-01", "2026-10-01T09:30:00"])
        #expect(rows[2][5...] == ["12", "EUR", "1.25", "15", "15", "1.6", "50"])
        #expect(rows[3][7...8] == ["0.333333", "1"])
        #expect(rows[5][7...9] == ["150", "150000", "926"])
        #expect(rows[6] == ["Total", "", "", "", "", "1015", "", "", "", "941.92"])
        #expect(
            rows[7...].map { $0[6...] } == [
                ["EUR", "", "15"], ["JPY", "", "150000"], ["USD", "", "1"],
            ])
        let sheet = try part("xl/worksheets/sheet1.xml", of: Sample.document())
        #expect(sheet.firstMatch(of: /<autoFilter ref="[^"]*"/).map { String($0.0) } == "<autoFilter ref=\"A1:L6\"")
        #expect(
            !sheet.contains("<f>") && sheet.contains("state=\"frozen\""))
        // Times of the clock would make every workbook another one.
        let core = try part("docProps/core.xml", of: Sample.document())
        #expect(core.contains("2026-10-31T00:00:00Z"))
    }

    @Test("One sheet says what the report is, another has the figures of the picture")
    func otherSheets() throws {
        let document = try Sample.document()
        let found = try sheets(document, ["About", "Chart"])
        #expect(found[0][0] == ["Sample & co"])
        #expect(found[0].contains(["As of", "2026-10-31"]) && found[0].contains(["Rows", "3"]))
        #expect(found[0].contains(["Period", "2026-10 (2026-10-01 to 2026-10-31)"]))
        #expect(found[0].contains(["Latest entry", "2026-10-31 08:15:30 UTC"]))
        #expect(found[0].contains(["Digest", "sha256 \(document.digest)"]) && found[0].contains(["Notes", "A note."]))
        #expect(found[1] == [["", "Net base"], ["glass, \"clear\"", "926"], ["jade", "15.92"]])
        let chart = try part("xl/charts/chart1.xml", of: document)
        #expect(chart.contains("Net by kind, EUR") && chart.contains("Chart!$B$2:$B$3"))
    }

    @Test("The same report has the same bytes")
    func bytes() throws {
        let folder = FileManager.default.temporaryDirectory.path
        let paths = (0..<2).map { _ in folder + "/nephrite-\(UUID().uuidString).xlsx" }
        defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
        for path in paths {
            try XLSXReport.write(Sample.document(), to: path, scratch: folder)
            Thread.sleep(forTimeInterval: 1.1)
        }
        #expect(try Data(contentsOf: URL(filePath: paths[0])) == Data(contentsOf: URL(filePath: paths[1])))
    }

    @Test("Rows beyond what a sheet holds go on in another, under the same headings")
    func manyRows() throws {
        let texts = (1...7).map { number -> [String?] in
            ["jade", "A-\(number)", "n", nil, nil, "1", "EUR", "1", "1", "EUR", "1", nil]
        }
        let found = try sheets(Sample.document(texts), ["Sample & co", "Sample & co 2", "Sample & co 3"], mostRows: 4)
        #expect(found.map(\.count) == [4, 4, 3])
        #expect(found.allSatisfy { $0[0] == found[0][0] && $0[0].contains("SKU") })
        let skus = found.flatMap { $0.dropFirst().map { $0[1] } }
        #expect(skus == (1...7).map { "A-\($0)" } + [""])
        #expect(found[2][2][0] == "Total")
    }

    @Test("What a spreadsheet would round, or cannot count, is text to the letter")
    func exact() throws {
        func value(_ text: String, _ column: Column) throws -> SheetValue {
            SheetValue(try #require(Cell(text, of: column)), of: column.kind, text: text)
        }
        let money = Column.money("m", currency: "c")
        #expect(try value("123456789012.345", money) == .number(123456789012.345))
        #expect(try value("1234567890123.456", money) == .text("1234567890123.456"))
        #expect(try value("-0.000001", money) == .number(-0.000001))
        #expect(try value("9007199254740993", .integer("i")) == .text("9007199254740993"))
        #expect(try value("5000000000000000000", .integer("i")) == .number(5e18))
        #expect(try value("1900-03-01", .date("d")) == .number(61))
        #expect(try value("1900-02-28", .date("d")) == .text("1900-02-28"))
        #expect(try value("2026-10-31", .date("d")) == .number(46326))
        #expect(try value("2026-10-31T12:00:00.9Z", .timestamp("t")) == .number(46326.5))
        #expect(try value("_x0041_\u{FFFE}", .text("t")) == .text("_x005F_x0041_\u{FFFD}"))
        let long = String(repeating: "梅", count: 40_000)
        guard case .text(let cut) = try value(long, .text("t")) else { return #expect(Bool(false)) }
        #expect(cut.utf16.count == 32_767 && cut.hasSuffix("梅…"))
    }

    @Test("Texts come back to the letter, also those that look like what Excel writes for controls")
    func texts() throws {
        for text in [
            "_x0041_", "x_x000D_y", "_x0041_x0042_", " blanks ", "a&b<c>\"d\"'e'", "\u{1F48E}", "+1", "@x",
            "http://example.com",
        ] {
            var texts = Sample.texts
            texts[0][2] = text
            let rows = try sheets(Sample.document(texts), ["Sample & co"])[0]
            #expect(rows[2][2] == text)
        }
    }

    @Test("No room for rows or for the file is a fault, not a workbook with a hole")
    func noRoom() throws {
        let document = try Sample.document()
        #expect(throws: WorkbookFault.self) {
            try XLSXReport.write(document, to: "/nonexistent/a.xlsx", scratch: "/tmp")
        }
        #expect(throws: WorkbookFault.self) {
            try XLSXReport.write(document, to: "/dev/full", scratch: "/tmp")
        }
    }

    @Test("A report without rows is a workbook with headings")
    func empty() throws {
        let rows = try sheets(Sample.document([]), ["Sample & co"])[0]
        #expect(rows[0].contains("SKU"))
    }
}
