internal import Mustache
internal import Rendering

/// Labels as a page in HTML that needs nothing else: sheet after sheet, laid out for paper.
package enum LabelPage {
    /// The page; the first label takes the place `first` of the first sheet, counted from 1, by rows.
    ///
    /// **Throws** `LabelFault`; and when the template is faulty, which a test rules out.
    package static func text(_ labels: [Label], _ layout: LabelLayout, first: Int = 1) throws -> String {
        precondition((1...layout.count).contains(first), "a sheet has the places 1 to \(layout.count)")
        var sheets: [[[String: String]]] = []
        // Copies of a label are drawn once.
        var drawn: [Label: String] = [:]
        for (index, label) in labels.enumerated() {
            let place = (index + first - 1) % layout.count
            if sheets.isEmpty || place == 0 { sheets.append([]) }
            let content = try drawn[label] ?? content(label, layout)
            drawn[label] = content
            let left = layout.left + place % layout.columns * layout.across
            let top = layout.top + place / layout.columns * layout.down
            let kind = if case .product = label { "product" } else { "carton" }
            sheets[sheets.count - 1].append([
                "kind": kind, "content": content,
                "place": style(Place(left: left, top: top, width: layout.width, height: layout.height)),
            ])
        }
        let values: [String: Any] = [
            "title": "Labels", "style": EmbeddedPage.text("labels.css"), "sheets": sheets.map { ["labels": $0] },
            "width": Millimetres.text(layout.pageWidth), "height": Millimetres.text(layout.pageHeight),
        ]
        return try MustacheTemplate(string: EmbeddedPage.text("labels.mustache")).render(values)
    }

    private static func style(_ place: Place) -> String {
        "left:\(Millimetres.text(place.left));top:\(Millimetres.text(place.top));"
            + "width:\(Millimetres.text(place.width));height:\(Millimetres.text(place.height))"
    }

    private static func content(_ label: Label, _ layout: LabelLayout) throws(LabelFault) -> String {
        var content = ""
        for mark in try LabelDesign.marks(label, width: layout.width, height: layout.height) {
            switch mark {
            case .box(let place): content += "<div class=\"box\" style=\"\(style(place))\"></div>"
            case .text(let text): content += lines(text)
            case .symbol(let symbol): content += try picture(symbol)
            }
        }
        return content
    }

    private static func lines(_ text: Mark.Text) -> String {
        let size = "font-size:\(Millimetres.text(text.size));line-height:\(Millimetres.text(text.leading))"
        let kind = text.isCentred ? "text centred" : "text"
        let lines = text.lines.map { line in
            "<p\(line.isBold ? " class=\"strong\"" : "")>\(HTMLText.escaped(line.text))</p>"
        }
        return "<div class=\"\(kind)\" style=\"\(style(text.place));\(size)\">\(lines.joined())</div>"
    }

    private static func picture(_ symbol: Mark.Symbol) throws(LabelFault) -> String {
        let module = min(symbol.usual, symbol.place.width / symbol.size.modules)
        do throws(BarcodeFault) {
            // What stands below the bars, and their frame, is not part of their height.
            let bars = symbol.place.height - symbol.size.besideBars(module: module)
            let picture = try symbol.barcode.picture(module: module, barHeight: bars)
            let spare = symbol.place.width - picture.width
            let left = symbol.place.left + (symbol.isCentred ? spare / 2 : 0)
            let top = symbol.place.top + max(0, symbol.place.height - picture.height)
            return picture.svg(style: "left:\(Millimetres.text(left));top:\(Millimetres.text(top))")
        } catch {
            throw .barcode(error.words)
        }
    }
}
