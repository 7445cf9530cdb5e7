internal import CZint
package import Catalog

/// What a barcode says, and with that which kind it is.
package enum Barcode: Sendable, Hashable {
    /// The number of a trade item: EAN-13, UPC-A, EAN-8, or ITF-14 for the 14 digits of a trade pack.
    case gtin(GTIN)
    /// GS1-128 of elements with their application identifiers.
    case gs1(ElementString)
    /// A QR code of a text, with medium error correction.
    case qr(String)

    /// How large the symbol is.
    ///
    /// **Throws** what the library says of a text that the kind of symbol cannot have.
    package func size() throws(BarcodeFault) -> BarcodeSize {
        try Drawing.make(self, barModules: BarcodeSize.barModules) { drawing in
            BarcodeSize(unitsAcross: drawing.unitsAcross, thousandthsDown: drawing.thousandthsDown)
        }
    }

    /// The symbol as a picture of so many micrometres a module, with its quiet zones, bars of at least so many micrometres,
    /// and the digits or elements to be read by people below them.
    ///
    /// The same symbol gives the same text. **Throws** what the library says of a text that the kind of symbol cannot have.
    package func picture(module: Int, barHeight: Int = 0) throws(BarcodeFault) -> BarcodePicture {
        try Drawing.make(self, barModules: max(1, barHeight / module)) { drawing in
            let (width, height) = (drawing.unitsAcross, drawing.thousandthsDown)
            return BarcodePicture(
                width: width * module / Drawing.unitsPerModule,
                height: height * module / (1000 * Drawing.unitsPerModule),
                viewBox: "0 0 \(width) \(Drawing.decimal(height))", body: drawing.body)
        }
    }
}

/// How large a symbol is, whatever the width of its modules.
package struct BarcodeSize: Sendable, Equatable {
    fileprivate static let barModules = 100
    fileprivate let unitsAcross: Int
    /// With bars of a hundred modules, in thousandths of a unit.
    fileprivate let thousandthsDown: Int

    /// Modules of the symbol, quiet zones and bearer bars included.
    package var modules: Int { unitsAcross / Drawing.unitsPerModule }

    /// What is above and below the bars of modules so many micrometres wide: their frame, and what people read.
    package func besideBars(module: Int) -> Int {
        thousandthsDown * module / (1000 * Drawing.unitsPerModule) - Self.barModules * module
    }
}

/// Why a text cannot be a barcode.
package struct BarcodeFault: Error, Sendable, Equatable {
    /// What the library said.
    package let words: String
}

/// A barcode as a picture for a page.
package struct BarcodePicture: Sendable, Equatable {
    /// Micrometres.
    package let width, height: Int
    let viewBox: String
    let body: String

    /// The picture as SVG; `style` places it.
    package func svg(style: String = "") -> String {
        let place = style.isEmpty ? "" : " style=\"\(style)\""
        let size = "width=\"\(Millimetres.text(width))\" height=\"\(Millimetres.text(height))\""
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) viewBox=\"\(viewBox)\"\(place)>\(body)</svg>"
    }
}

/// Micrometres written for a style.
enum Millimetres {
    static func text(_ micrometres: Int) -> String {
        let sign = micrometres < 0 ? "-" : ""
        let (whole, rest) = micrometres.magnitude.quotientAndRemainder(dividingBy: 1000)
        var digits = String(String(1000 + rest).dropFirst())
        while digits.last == "0" { digits.removeLast() }
        let fraction = digits.isEmpty ? "" : "." + digits
        return "\(sign)\(whole)\(fraction)mm"
    }
}

/// One symbol drawn by zint, in its units of half a module.
private struct Drawing {
    static let unitsPerModule = 2
    let unitsAcross: Int
    /// The height in thousandths of a unit.
    let thousandthsDown: Int
    private let vector: UnsafeMutablePointer<zint_vector>

    /// The picture's elements, as SVG.
    var body: String { Self.bars(vector) + Self.texts(vector) }

    /// Draws a symbol, and lends the drawing while the library holds it.
    static func make<Value>(_ barcode: Barcode, barModules: Int, _ body: (Drawing) -> Value) throws(BarcodeFault)
        -> Value
    {
        guard let symbol = ZBarcode_Create() else { fatalError("out of memory for a barcode") }
        defer { ZBarcode_Delete(symbol) }
        symbol.pointee.output_options |= BARCODE_QUIET_ZONES
        symbol.pointee.height = Float(barModules)
        symbol.pointee.input_mode = UNICODE_MODE
        let text: String
        switch barcode {
        case .gtin(let gtin):
            // The library adds the check digit of an ITF-14 itself.
            text = gtin.form == .gtin14 ? String(gtin.canonical14.dropLast()) : gtin.display
            symbol.pointee.symbology =
                switch gtin.form {
                case .gtin8, .gtin13: BARCODE_EANX_CHK
                case .gtin12: BARCODE_UPCA_CHK
                case .gtin14: BARCODE_ITF14
                }
        case .gs1(let elements):
            text = elements.bracketed
            symbol.pointee.symbology = BARCODE_GS1_128
            symbol.pointee.input_mode = GS1_MODE
        case .qr(let words):
            text = words
            symbol.pointee.symbology = BARCODE_QRCODE
            symbol.pointee.option_1 = 2
        }
        var outcome = ZBarcode_Encode(symbol, text, 0)
        if outcome < ZINT_ERROR { outcome = ZBarcode_Buffer_Vector(symbol, 0) }
        guard outcome < ZINT_ERROR, let vector = symbol.pointee.vector else {
            throw BarcodeFault(words: words(symbol))
        }
        return body(
            Drawing(
                unitsAcross: Int(vector.pointee.width.rounded()),
                thousandthsDown: thousandths(vector.pointee.height), vector: vector))
    }

    private static func words(_ symbol: UnsafeMutablePointer<zint_symbol>) -> String {
        withUnsafeBytes(of: symbol.pointee.errtxt) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// All bars are one path, so that no viewer draws seams between them.
    private static func bars(_ vector: UnsafeMutablePointer<zint_vector>) -> String {
        var path = ""
        var next = vector.pointee.rectangles
        while let bar = next?.pointee {
            let (x, y, width, height) = (
                decimal(bar.x), decimal(bar.y), decimal(bar.width), decimal(bar.height)
            )
            path += "M\(x) \(y)h\(width)v\(height)h-\(width)z"
            next = bar.next
        }
        return "<path d=\"\(path)\" fill=\"#000\"/>"
    }

    private static func texts(_ vector: UnsafeMutablePointer<zint_vector>) -> String {
        var result = ""
        var next = vector.pointee.strings
        while let string = next?.pointee {
            let anchor = string.halign == 1 ? "start" : string.halign == 2 ? "end" : "middle"
            let text = String(
                decoding: UnsafeBufferPointer(start: string.text, count: Int(string.length)), as: UTF8.self)
            result +=
                "<text x=\"\(decimal(string.x))\" y=\"\(decimal(string.y))\" font-size=\"\(decimal(string.fsize))\""
                + " font-family=\"DejaVu Sans Mono, monospace\" text-anchor=\"\(anchor)\">\(escaped(text))</text>"
            next = string.next
        }
        return result
    }

    /// What elements have is neither markup nor a control, but for these.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
    }

    private static func thousandths(_ value: Float) -> Int { Int((Double(value) * 1000).rounded()) }

    private static func decimal(_ value: Float) -> String { decimal(thousandths(value)) }

    static func decimal(_ thousandths: Int) -> String {
        let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
        guard rest != 0 else { return String(whole) }
        var digits = String(repeating: "0", count: 3 - String(rest).utf8.count) + String(rest)
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
