internal import XMLStream

/// Reads the rows of a sheet: each cell as the text that a person would type for it.
final class SheetRows: XMLConsumer {
    private let texts: SharedTexts
    private let styles: CellStyles
    private let days: CellDay
    private let decimalMark: Unicode.Scalar
    private let body: (Int, [String]) throws -> Void
    private(set) var failure: (any Error)?

    private var isInSheet = false
    private var row = 0
    private var cells: [String] = []
    private var rowBytes = 0
    /// The column of the open cell, from 0; nil outside of one.
    private var column: Int?
    private var lastColumn = -1
    private var kind = ""
    private var style: Int?
    private var value: [UInt8] = []
    private var formula: [UInt8] = []
    private var isInValue = false
    private var isInFormula = false
    private var reading = TextReading()

    private static let mostRowBytes = 1 << 20
    private static let mostColumns = 4096
    private static let mostRows = 1 << 20

    /// `body` is given the number of each row that has cells, from 1, and its texts without empty ones at the end.
    init(
        _ texts: SharedTexts, _ styles: CellStyles, _ days: CellDay, decimalMark: Unicode.Scalar,
        _ body: @escaping (Int, [String]) throws -> Void
    ) {
        self.texts = texts
        self.styles = styles
        self.days = days
        self.decimalMark = decimalMark
        self.body = body
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        if name.isNamed("sheetData") { isInSheet = true }
        guard isInSheet else { return }
        if name.isNamed("c") {
            beginCell(attributes, reader)
        } else if name.isNamed("row") {
            beginRow(attributes, reader)
        } else if name.isNamed("v") {
            isInValue = true
        } else if name.isNamed("f") {
            isInFormula = true
        } else {
            reading.start(name)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        guard isInValue || isInFormula || reading.isOpen else { return }
        if isInFormula { formula += bytes } else { value += bytes }
        if value.count + formula.count > Self.mostRowBytes { failTooLarge(reader) }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        guard isInSheet else { return }
        if name.isNamed("c") {
            endCell(reader)
        } else if name.isNamed("row") {
            endRow(reader)
        } else if name.isNamed("v") {
            isInValue = false
        } else if name.isNamed("f") {
            isInFormula = false
        } else if name.isNamed("sheetData") {
            isInSheet = false
        } else {
            reading.end(name)
        }
    }

    private func beginRow(_ attributes: XMLAttributes, _ reader: XMLReader) {
        let number = attributes.text("r").map { Int($0) ?? 0 } ?? row + 1
        guard number > row, number <= Self.mostRows else {
            return fail(
                .damagedCompression, "row \(number) of the sheet stands behind row \(row); save the file again", reader)
        }
        row = number
        cells.removeAll(keepingCapacity: true)
        rowBytes = 0
        lastColumn = -1
    }

    private func beginCell(_ attributes: XMLAttributes, _ reader: XMLReader) {
        let place = attributes.text("r").map(Self.column) ?? lastColumn + 1
        guard let place, place > lastColumn else {
            return fail(.damagedCompression, "the cells of row \(row) are in no order; save the file again", reader)
        }
        lastColumn = place
        column = place
        kind = attributes.text("t") ?? "n"
        style = attributes.text("s").flatMap { Int($0) }
        value.removeAll(keepingCapacity: true)
        formula.removeAll(keepingCapacity: true)
    }

    private func endCell(_ reader: XMLReader) {
        guard let column else { return }
        self.column = nil
        let text = cellText()
        guard !text.isEmpty else { return }
        rowBytes += text.utf8.count
        guard rowBytes <= Self.mostRowBytes, column < Self.mostColumns else { return failTooLarge(reader) }
        while cells.count < column { cells.append("") }
        cells.append(text)
    }

    private func endRow(_ reader: XMLReader) {
        guard failure == nil, !cells.isEmpty else { return }
        do {
            try body(row, cells)
        } catch {
            failure = error
            reader.stop()
        }
    }

    private func cellText() -> String {
        let text = String(decoding: value, as: UTF8.self)
        // A program that writes formulas without their values leaves nothing else to show.
        if text.isEmpty, !formula.isEmpty { return "=" + String(decoding: formula, as: UTF8.self) }
        switch kind {
        case "s": return Int(text).flatMap(texts.text).map(Self.unescaped) ?? ""
        case "inlineStr", "str": return Self.unescaped(text)
        case "b": return text == "1" ? "TRUE" : "FALSE"
        case "n":
            guard let number = CellNumber(text[...]) else { return text }
            switch styles.form(of: style) {
            case .day: return days.text(number) ?? number.text(decimalMark: decimalMark)
            case .zeros(let width): return number.padded(to: width) ?? number.text(decimalMark: decimalMark)
            case .number: return number.text(decimalMark: decimalMark)
            }
        default: return text
        }
    }

    /// The column of `C7`, from 0; nil where it is none.
    private static func column(of place: String) -> Int? {
        var column = 0
        for byte in place.utf8.prefix(while: { (65...90).contains($0) }) {
            column = column * 26 + Int(byte) - 64
            guard column <= 16_384 else { return nil }
        }
        return column > 0 ? column - 1 : nil
    }

    /// A text in which `_x000D_` stands for a character that XML does not have.
    ///
    /// Controls stay as they are written, since no table may have them.
    static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        var result = ""
        var rest = text[...]
        while let mark = rest.firstRange(of: "_x") {
            result += rest[..<mark.lowerBound]
            let code = rest[mark.upperBound...].prefix(4)
            let behind = code.endIndex < rest.endIndex ? rest[code.endIndex] : " "
            if code.count == 4, behind == "_", let number = UInt32(code, radix: 16),
                let scalar = Unicode.Scalar(number), number >= 32 || [9, 10, 13].contains(number)
            {
                result.unicodeScalars.append(scalar)
                rest = rest[rest.index(after: code.endIndex)...]
            } else {
                result += "_x"
                rest = rest[mark.upperBound...]
            }
        }
        return result + rest
    }

    private func failTooLarge(_ reader: XMLReader) {
        fail(
            .tooLarge, "row \(row) has more than \(Self.mostRowBytes) bytes or \(Self.mostColumns) columns", reader)
    }

    private func fail(_ code: XMLFault.Code, _ sentence: String, _ reader: XMLReader) {
        if failure == nil { failure = XMLFault(code, sentence) }
        reader.stop()
    }
}
