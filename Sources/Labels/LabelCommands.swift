internal import Catalog
internal import Rendering

/// Labels in ZPL II, the language of label printers, with the printer's own barcodes.
package enum LabelCommands {
    /// How many dots a printer has to the inch.
    package enum Resolution: Int, Sendable, CaseIterable {
        case dpi203 = 203
        case dpi300 = 300
        case dpi600 = 600

        /// Printers of 203 dpi have 8 dots to the millimetre, those of 300 dpi 11.8, of 600 dpi 23.6.
        func dots(_ micrometres: Int) -> Int { (micrometres * rawValue + 12_700) / 25_400 }

        /// As many dots as fit.
        func whole(_ micrometres: Int) -> Int { micrometres * rawValue / 25_400 }
    }

    /// The commands that print each label so many times, in the order given.
    ///
    /// **Throws** `LabelFault`, `tooSmall` also where the printer's dots are too coarse for the bars.
    package static func text(_ labels: [(label: Label, copies: Int)], _ layout: LabelLayout, _ resolution: Resolution)
        throws -> String
    {
        var text = ""
        for (label, copies) in labels {
            text += "^XA\n^CI28\n^LH0,0\n^PW\(resolution.dots(layout.width))\n^LL\(resolution.dots(layout.height))\n"
            for mark in try LabelDesign.marks(label, width: layout.width, height: layout.height) {
                text += try commands(mark, resolution)
            }
            text += "^PQ\(copies)\n^XZ\n"
        }
        return text
    }

    private static func commands(_ mark: Mark, _ resolution: Resolution) throws(LabelFault) -> String {
        switch mark {
        case .box(let place):
            let line = resolution.dots(250)
            let size = "\(resolution.dots(place.width)),\(resolution.dots(place.height))"
            return "\(origin(place.left, place.top, resolution))^GB\(size),\(line)^FS\n"
        case .text(let text): return lines(text, resolution)
        case .symbol(let symbol): return try barcode(symbol, resolution)
        }
    }

    private static func origin(_ left: Int, _ top: Int, _ resolution: Resolution) -> String {
        "^FO\(resolution.dots(left)),\(resolution.dots(top))"
    }

    private static func lines(_ text: Mark.Text, _ resolution: Resolution) -> String {
        let size = resolution.dots(text.size)
        return text.lines.enumerated().map { index, line in
            let place = origin(text.place.left, text.place.top + index * text.leading, resolution)
            let bold = line.isBold ? "\(place)^A0N,\(size),\(size)^FH_^FD\(field(line.text))^FS\n" : ""
            // The printer has no bold letters: they are printed again a dot beside.
            let left = line.isBold ? text.place.left + 25_400 / resolution.rawValue + 1 : text.place.left
            let again = origin(left, text.place.top + index * text.leading, resolution)
            return bold + "\(again)^A0N,\(size),\(size)^FH_^FD\(field(line.text))^FS\n"
        }.joined()
    }

    // MARK: Barcodes

    private static func barcode(_ symbol: Mark.Symbol, _ resolution: Resolution) throws(LabelFault) -> String {
        let modules = symbol.size.modules
        let dots = min(
            resolution.whole(symbol.place.width) / modules, max(1, resolution.whole(symbol.most)))
        guard dots * 25_400 >= symbol.least * resolution.rawValue * 98 / 100 else {
            // A QR code beside the bars is left out, as where there is no room.
            if case .qr = symbol.barcode { return "" }
            let least = (symbol.least * resolution.rawValue + 25_399) / 25_400
            throw .tooSmall(
                width: modules * least * 25_400 / resolution.rawValue + 4_000, height: symbol.place.height)
        }
        let spare = symbol.isCentred ? resolution.dots(symbol.place.width) - dots * modules : 0
        let quiet = quietModules(symbol.barcode) * dots
        let left = resolution.dots(symbol.place.left) + max(0, spare / 2) + quiet
        let top = resolution.dots(symbol.place.top)
        // The line below the bars is the printer's, of about three millimetres.
        let height = resolution.dots(symbol.place.height - 3_500)
        let (command, data) = command(symbol.barcode, dots: dots, height: height, side: resolution)
        let bars = "^FO\(left),\(top)\(command)^FH_^FD\(data)^FS\n"
        guard case .gs1(let elements) = symbol.barcode else { return bars }
        // The printer would leave out the brackets.
        let width = resolution.dots(symbol.place.width)
        let size = resolution.dots(2_800)
        return bars + "^FO\(resolution.dots(symbol.place.left)),\(top + height + resolution.dots(500))"
            + "^A0N,\(size),\(size)^FB\(width),1,0,C^FH_^FD\(field(elements.text))^FS\n"
    }

    /// What stays white at the left of the bars; the printer draws none of it.
    private static func quietModules(_ barcode: Barcode) -> Int {
        switch barcode {
        case .gtin(let gtin):
            switch gtin.form {
            case .gtin13: 11
            case .gtin12: 9
            case .gtin8: 7
            case .gtin14: 10
            }
        case .gs1: 10
        case .qr: 4
        }
    }

    private static func command(_ barcode: Barcode, dots: Int, height: Int, side: Resolution) -> (String, String) {
        switch barcode {
        case .gtin(let gtin):
            // The printer adds the check digit, but not to the digits of an ITF-14.
            let digits = String(gtin.display.dropLast())
            switch gtin.form {
            case .gtin13: return ("^BY\(dots)^BEN,\(height),Y,N", digits)
            case .gtin12: return ("^BY\(dots)^BUN,\(height),Y,N,Y", digits)
            case .gtin8: return ("^BY\(dots)^B8N,\(height),Y,N", digits)
            case .gtin14: return ("^BY\(dots),3.0^B2N,\(height),Y,N,N", gtin.canonical14)
            }
        case .gs1(let elements):
            return ("^BY\(dots)^BCN,\(height),N,N,N", Code128Field.text(elements.message))
        case .qr(let text):
            return ("^BQN,2,\(min(dots, 10))", "MA," + field(text))
        }
    }

    /// A text in which nothing is a command: what the printer obeys stands as its number behind `_`.
    private static func field(_ text: String) -> String {
        TerminalText.safe(text).utf8.reduce(into: "") { result, byte in
            switch byte {
            case 0x5E, 0x7E, 0x5F, 0x5C, 0..<0x20, 0x7F...0xFF:
                result += "_" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            default: result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
    }
}

/// What `^BC` prints as GS1-128: subsets and FNC1 by ZPL's invocation codes.
///
/// Source: ZPL II Programming Guide, "Code 128 Invocation Characters": `>;` begins with subset C, `>5` and `>6` go to C and B,
/// `>8` is FNC1, `>0` the sign `>`.
enum Code128Field {
    static func text(_ message: String) -> String {
        let characters = Array(message.utf8)
        var result = ">;>8"
        var isPairs = true
        var at = 0
        while at < characters.count {
            if characters[at] == 0x1D {
                result += ">8"
                at += 1
                continue
            }
            let digits = characters[at...].prefix { (0x30...0x39).contains($0) }.count
            // Pairs of digits are shorter in C; a single one, or two before others, are not worth the change.
            let wantsPairs = isPairs ? digits >= 2 : digits >= 4 && digits % 2 == 0 || digits >= 6
            if wantsPairs {
                if !isPairs { result += ">5" }
                isPairs = true
                result += String(decoding: characters[at..<at + 2], as: UTF8.self)
                at += 2
            } else {
                if isPairs { result += ">6" }
                isPairs = false
                result += escaped(characters[at])
                at += 1
            }
        }
        return result
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case 0x3E: ">0"
        case 0x5F: "_5F"
        default: String(Unicode.Scalar(byte))
        }
    }
}
