internal import Catalog

/// A rectangle on a label in micrometres, from its upper left corner.
struct Place: Equatable {
    var left: Int, top: Int, width: Int, height: Int
}

/// One thing on a label, where it lies, for whatever draws it.
enum Mark {
    /// Lines of one size, broken already.
    case text(Text)
    /// A frame.
    case box(Place)
    /// A barcode.
    case symbol(Symbol)

    struct Text {
        let place: Place
        /// The font's height in micrometres, and the distance of lines.
        let size: Int, leading: Int
        let lines: [Line]
        var isCentred = false
    }

    struct Line: Equatable {
        let text: String
        var isBold = false
    }

    struct Symbol {
        let barcode: Barcode, size: BarcodeSize
        /// What it may take up, quiet zones and the line below included.
        let place: Place
        /// The least, the usual and the largest width of a module in micrometres.
        let least: Int, usual: Int, most: Int
        var isCentred = false
    }
}

/// What lies where on a label of a layout.
enum LabelDesign {
    static func marks(_ label: Label, width: Int, height: Int) throws(LabelFault) -> [Mark] {
        switch label {
        case .product(let product): try ProductDesign(product, width, height).marks()
        case .carton(let carton): try CartonDesign(carton, width, height).marks()
        }
    }

    static func size(_ barcode: Barcode) throws(LabelFault) -> BarcodeSize {
        do throws(BarcodeFault) {
            return try barcode.size()
        } catch {
            throw .barcode(error.words)
        }
    }
}

/// A product's label: text above, its number in bars below, a QR code beside them where there is room.
private struct ProductDesign {
    let label: ProductLabel
    let width: Int, height: Int
    private let margin: Int

    init(_ label: ProductLabel, _ width: Int, _ height: Int) {
        (self.label, self.width, self.height) = (label, width, height)
        margin = height < 30_000 ? 1_500 : 2_000
    }

    private static let gap = 600
    private static let leastBars = 8_000
    private static let most = 376

    func marks() throws(LabelFault) -> [Mark] {
        let inner = width - 2 * margin
        let size = try LabelDesign.size(.gtin(label.gtin))
        let modules = size.modules
        let isCase = label.gtin.form == .gtin14
        let (least, usual) = isCase ? (250, 330) : (264, 330)
        let text = try texts(inner, barWidth: modules * least)
        let top = margin + text.height + Self.gap
        let room = min(height - margin - top, 30_000)
        let barWidth = modules * least
        guard barWidth <= inner, room >= Self.leastBars else {
            throw .tooSmall(
                width: barWidth + 2 * margin, height: text.height + Self.gap + Self.leastBars + 2 * margin)
        }
        // Dots of a printer may be too coarse for the usual width: then the next one is taken.
        let across = min(inner, modules * Self.most)
        let bottom = height - margin - room
        var marks: [Mark] = [.text(text.mark)]
        marks.append(
            .symbol(
                Mark.Symbol(
                    barcode: .gtin(label.gtin), size: size,
                    place: Place(left: margin, top: bottom, width: across, height: room), least: least,
                    usual: usual, most: Self.most)))
        if let link = label.link {
            let code = Barcode.qr(link)
            let side = min(room, inner - across - Self.gap, 20_000)
            let size = try LabelDesign.size(code)
            if side >= size.modules * Self.leastCell {
                let place = Place(left: width - margin - side, top: height - margin - side, width: side, height: side)
                marks.append(
                    .symbol(
                        Mark.Symbol(
                            barcode: code, size: size, place: place, least: Self.leastCell, usual: 500, most: 510)))
            }
        }
        return marks
    }

    /// The least side of a QR code's cell: three dots of a printer of 203 dpi.
    private static let leastCell = 375

    /// What part of the label's height is for text.
    private var share: Int { height < 30_000 ? 52 : 45 }

    /// The largest of a few sizes at which everything fits into the text's part; at the least one the name is cut.
    private func texts(_ inner: Int, barWidth: Int) throws(LabelFault) -> (mark: Mark.Text, height: Int) {
        let room = height * share / 100 - margin
        let points = [10, 9, 8, 7, 6]
        for size in points.map({ $0 * 353 }) {
            let leading = size * 118 / 100
            let most = min(room / leading, 7)
            let facts = self.facts.flatMap { TextWrapping.lines($0, width: inner * 1000 / size, isBold: false) }
            let name = TextWrapping.lines(label.name, width: inner * 1000 / size, isBold: true)
            let isLast = size == points.last.map { $0 * 353 }
            guard facts.count + name.count <= most || (isLast && facts.count < most) else { continue }
            let lines =
                TextWrapping.cut(name, to: most - facts.count).map { Mark.Line(text: $0, isBold: true) }
                + facts.map { Mark.Line(text: $0) }
            let height = lines.count * leading
            let place = Place(left: margin, top: margin, width: inner, height: height)
            return (Mark.Text(place: place, size: size, leading: leading, lines: lines), height)
        }
        // What must be said is never cut.
        let size = 6 * 353
        let lines = facts.flatMap { TextWrapping.lines($0, width: inner * 1000 / size, isBold: false) }.count + 1
        throw .tooSmall(
            width: max(width, barWidth + 2 * margin), height: (lines * size * 118 / 100 + margin) * 100 / share + 1)
    }

    private var facts: [String] {
        let first = [label.sku, label.material].compactMap { $0 }.joined(separator: " · ")
        let last = [label.origin.map { "Made in \($0)" }, label.lot.map { "Lot \($0.text)" }].compactMap { $0 }
        return [first, label.disclosures.joined(separator: ", "), last.joined(separator: " · ")].filter { !$0.isEmpty }
    }
}

/// A carton's label: whence, whereto, papers and contents; below them, or beside on a wide label, the symbols of GS1.
private struct CartonDesign {
    let label: CartonLabel
    let width: Int, height: Int

    init(_ label: CartonLabel, _ width: Int, _ height: Int) {
        (self.label, self.width, self.height) = (label, width, height)
    }

    private static let margin = 4_000
    private static let gap = 1_500
    private static let padding = 1_600
    /// The frames on an A6 label: those of whence and whereto, and the others.
    private static let (tall, low) = (26_000, 17_000)
    /// The least label that holds the carton's number with modules of 0.495 mm, as GS1 wants it, and the rest.
    private static let least = (width: 97_000, height: 135_000)

    func marks() throws(LabelFault) -> [Mark] {
        guard width >= Self.least.width, height >= Self.least.height else {
            throw .tooSmall(width: Self.least.width, height: Self.least.height)
        }
        let isWide = width >= 2 * Self.least.width
        let column = isWide ? (width - 2 * Self.margin - 2 * Self.gap) / 2 : width - 2 * Self.margin
        let scale = isWide ? 170 : 100
        let usual = Self.margin + (Self.tall + 2 * Self.low) * scale / 100 + 2 * Self.gap
        let below = isWide ? 0 : Self.gap + leastSymbols
        let (words, bottom) = try self.words(
            width: column, scale: scale, spare: max(0, height - Self.margin - below - usual))
        let symbols =
            isWide
            ? Place(
                left: width - Self.margin - column, top: Self.margin, width: column, height: height - 2 * Self.margin)
            : Place(
                left: Self.margin, top: bottom + Self.gap, width: column,
                height: height - Self.margin - bottom - Self.gap)
        return words + (try bars(symbols))
    }

    /// The height that symbols have on the least label.
    private var leastSymbols: Int {
        switch label.symbols.count {
        case 1: 40_000
        case 2: 55_500
        default: 62_500
        }
    }

    // MARK: Words

    /// What people read; `scale` is in percent of the sizes on an A6 label, `spare` the height that nothing else needs.
    private func words(width: Int, scale: Int, spare: Int) throws(LabelFault) -> ([Mark], bottom: Int) {
        func scaled(_ length: Int) -> Int { length * scale / 100 }
        // Letters grow less than frames, so that there is room for more of them.
        func letters(_ size: Int) -> Int { size * (300 + scale) / 400 }
        var marks: [Mark] = []
        var top = Self.margin
        let left = Self.margin
        let low = scaled(Self.low)
        let third = (width - Self.gap) * 42 / 100
        let parties = [
            Addressed(title: "From", party: label.from, size: letters(2_700), isBold: false, left: left, width: third),
            Addressed(
                title: "To", party: label.to, size: letters(3_300), isBold: true, left: left + third + Self.gap,
                width: width - third - Self.gap),
        ]
        let (addressed, tall) = try addresses(parties, top: top, usual: scaled(Self.tall), spare: spare)
        marks += addressed
        top += tall + Self.gap
        let side = letters(27_000)
        let papers = label.references.map { "\($0.name) \($0.number)" }
        marks += block("References", papers, size: letters(2_900))(
            Place(left: left, top: top, width: width - side - Self.gap, height: low))
        marks += block("Carton", ["\(label.ordinal) of \(label.total)"], size: letters(5_000), isBold: true)(
            Place(left: left + width - side, top: top, width: side, height: low))
        top += low + Self.gap
        marks += block("Contents", contents, size: letters(2_900))(
            Place(left: left, top: top, width: width, height: low))
        return (marks, top + low)
    }

    private var contents: [String] {
        guard let contents = label.contents else { return ["Several products, see packing slip"] }
        let counted = ["\(contents.quantity) × \(contents.sku)", contents.lot.map { "Lot \($0.text)" }]
        return [counted.compactMap { $0 }.joined(separator: " · "), contents.name]
    }

    /// A party with its place.
    private struct Addressed {
        let title: String, party: CartonLabel.Party
        let size: Int, isBold: Bool
        let left: Int, width: Int

        /// With letters of so many percent of the size.
        func lines(_ texts: [String], _ percent: Int) -> [String] {
            let inner = width - 2 * CartonDesign.padding
            return texts.flatMap {
                TextWrapping.lines($0, width: inner * 1000 / letters(percent), isBold: isBold)
            }
        }

        func letters(_ percent: Int) -> Int { size * percent / 100 }
        func height(_ lines: Int, _ percent: Int) -> Int {
            CartonDesign.padding + CartonDesign.title + lines * CartonDesign.leading(letters(percent))
        }
    }

    /// The frames of whence and whereto: they grow into what is spare, then letters shrink, then names are cut.
    ///
    /// **Throws** `tooSmall` where an address would have to be cut.
    private func addresses(_ parties: [Addressed], top: Int, usual: Int, spare: Int) throws(LabelFault) -> (
        [Mark], height: Int
    ) {
        let room = usual + spare
        let sizes = [100, 90, 80]
        let heights = sizes.map { percent in
            parties.map { $0.height($0.lines($0.party.names + $0.party.address, percent).count, percent) }.max() ?? 0
        }
        let fitting = heights.firstIndex { $0 <= room }
        let percent = fitting.map { sizes[$0] } ?? sizes[sizes.count - 1]
        let height = fitting.map { max(usual, heights[$0]) } ?? room
        let least = parties.map { party in
            let (names, address) = (party.lines(party.party.names, percent), party.lines(party.party.address, percent))
            return party.height(address.count + min(1, names.count), percent)
        }
        if let least = least.max(), least > room {
            throw .tooSmall(width: width, height: self.height + least - room)
        }
        let marks = parties.flatMap { party in
            let address = party.lines(party.party.address, percent)
            let most = (height - Self.padding - Self.title) / Self.leading(party.letters(percent))
            let names = TextWrapping.cut(party.lines(party.party.names, percent), to: most - address.count)
            return frame(
                party.title, names + address, size: party.letters(percent), isBold: party.isBold,
                Place(left: party.left, top: top, width: party.width, height: height))
        }
        return (marks, height)
    }

    /// The height of a frame's small title.
    private static let title = 3_000
    private static func leading(_ size: Int) -> Int { size * 122 / 100 }

    /// A frame with a small title and as many lines of the rest as fit.
    private func block(_ title: String, _ texts: [String], size: Int, isBold: Bool = false)
        -> (Place) -> [Mark]
    {
        { place in
            let inner = place.width - 2 * Self.padding
            let most = (place.height - Self.padding - Self.title) / Self.leading(size)
            let lines = texts.flatMap { TextWrapping.lines($0, width: inner * 1000 / size, isBold: isBold) }
            return frame(title, TextWrapping.cut(lines, to: most), size: size, isBold: isBold, place)
        }
    }

    private func frame(_ title: String, _ lines: [String], size: Int, isBold: Bool, _ place: Place) -> [Mark] {
        let inner = place.width - 2 * Self.padding
        let head = Mark.Text(
            place: Place(
                left: place.left + Self.padding, top: place.top + Self.padding * 2 / 3, width: inner, height: 2_600),
            size: 2_100, leading: 2_600, lines: [Mark.Line(text: title)])
        let body = Mark.Text(
            place: Place(
                left: place.left + Self.padding, top: place.top + Self.padding * 2 / 3 + Self.title, width: inner,
                height: place.height - Self.padding - Self.title), size: size, leading: Self.leading(size),
            lines: lines.map { Mark.Line(text: $0, isBold: isBold) })
        return [.box(place), .text(head), .text(body)]
    }

    // MARK: Symbols

    /// The carton's own number lies lowest and is the highest.
    private func bars(_ place: Place) throws(LabelFault) -> [Mark] {
        let symbols = label.symbols
        let others = symbols.count - 1
        let room = place.height - others * Self.gap
        let own =
            others == 0
            ? min(room, 40_000) : min(max(min(room - others * 17_000, 37_000), room / symbols.count), 45_000)
        let other = others == 0 ? 0 : min((room - own) / others, 30_000)
        var marks: [Mark] = []
        var bottom = place.top + place.height
        for (index, symbol) in symbols.enumerated().reversed() {
            let isOwn = index == others
            let height = isOwn ? own : other
            let barcode = Barcode.gs1(symbol)
            let least = isOwn ? 495 : 250
            let size = try LabelDesign.size(barcode)
            guard size.modules * least <= place.width else {
                throw .tooSmall(width: size.modules * least + width - place.width, height: self.height)
            }
            marks.append(
                .symbol(
                    Mark.Symbol(
                        barcode: barcode, size: size,
                        place: Place(left: place.left, top: bottom - height, width: place.width, height: height),
                        least: least, usual: 500, most: 510, isCentred: true)))
            bottom -= height + Self.gap
        }
        return marks.reversed()
    }
}
