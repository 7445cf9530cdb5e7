internal import Rendering

/// A picture as a script for gnuplot, and gnuplot's drawing as the picture of a page.
struct ChartDrawing {
    /// The width that a picture is drawn for.
    enum Size: String, CaseIterable {
        case wide, narrow

        var width: Int { self == .wide ? 760 : 360 }
        /// As many names of times as have room beside each other, and characters that a name may have.
        var names: Int { self == .wide ? 12 : 5 }
        var letters: Int { self == .wide ? 28 : 16 }
    }

    let figures: ChartFigures
    let size: Size
    private var words: [String] = []
    private(set) var script = ""

    private var height: Int {
        figures.isTimeline ? (size == .wide ? 280 : 220) : 12 + 28 * figures.categories.count
    }

    init(_ figures: ChartFigures, _ size: Size) {
        self.figures = figures
        self.size = size
        script = """
            set terminal svg size \(size.width),\(height) fixed noenhanced font "sans-serif,13"
            set encoding utf8
            unset key
            set border 0
            set style fill solid 1 noborder

            """
        script += figures.isTimeline ? timeline() : bars()
    }

    /// A word that is put in its place after the drawing.
    private mutating func mark(_ word: String) -> String {
        words.append(word)
        return "__\(words.count - 1)__"
    }

    /// Columns side by side, with lines at round figures behind them.
    private mutating func timeline() -> String {
        let count = figures.categories.count
        let (step, top) = Self.scale(figures.categories.indices.map(figures.total).max() ?? .zero)
        var ticks: [String] = []
        var value = Figure.zero
        while value <= top {
            ticks.append("\"\(mark(Self.readable(value, 0)))\" \(value.text())")
            value = value + step
        }
        // Words must not run into each other.
        let every = (count + size.names - 1) / size.names
        let names = stride(from: 0, to: count, by: every).map { "\"\(mark(figures.categories[$0]))\" \($0)" }
        let longest = Self.readable(top, 0).count
        return """
            set lmargin at screen \(Self.thousandths(16 + 9 * longest, of: size.width))
            set rmargin at screen 0.995
            set tmargin at screen 0.95
            set bmargin at screen 0.13
            set xrange [-0.6:\(count - 1).6]
            set yrange [0:\(top.text())]
            set ytics scale 0 (\(ticks.joined(separator: ", ")))
            set xtics scale 0 (\(names.joined(separator: ", ")))
            set grid ytics back
            set boxwidth 0.64

            """ + data() + "plot "
                + figures.figures[0].indices.reversed().map {
                    "$figures using 1:\($0 + 3) with boxes linecolor rgb \"#0101\(Self.hexadecimal($0))\""
                }.joined(separator: ", ") + "\n"
    }

    /// Bars under each other, each with its figure behind it.
    private mutating func bars() -> String {
        let count = figures.categories.count
        let totals = figures.categories.indices.map(figures.total)
        let names = figures.categories.indices.map {
            "\"\(mark(TerminalText.fitted(figures.categories[$0], to: size.letters)))\" \($0)"
        }
        let longest = figures.categories.map { min(size.letters, TerminalText.width($0)) }.max() ?? 0
        let left = Self.thousandths(16 + 8 * longest, of: size.width)
        let amounts = totals.map { Self.readable($0, figures.minorDigits) }
        let right = Self.thousandths(size.width - 16 - 8 * (amounts.map(\.count).max() ?? 0), of: size.width)
        let labels = totals.indices.map {
            "set label \"\(mark(amounts[$0]))\" at \(totals[$0].text()),\($0) left offset 0.6,0\n"
        }
        return """
            set lmargin at screen \(left)
            set rmargin at screen \(right)
            set tmargin at screen 1
            set bmargin at screen 0
            set xrange [0:\((totals.max() ?? .zero).text())]
            set yrange [\(count - 1).6:-0.6]
            unset xtics
            set ytics scale 0 (\(names.joined(separator: ", ")))

            """ + labels.joined() + data() + "plot "
                + figures.figures[0].indices.map { series in
                    let (from, to) = (series + 2, series + 3)
                    return "$figures using (($\(from)+$\(to))/2.0):1:\(from):\(to):($1-0.34):($1+0.34) with boxxyerror "
                        + "linecolor rgb \"#0101\(Self.hexadecimal(series))\""
                }.joined(separator: ", ") + "\n"
    }

    /// A line for each category: its place, nothing, and the sum of the series up to each.
    private func data() -> String {
        var text = "$figures << END\n"
        for (place, figures) in figures.figures.enumerated() {
            var sum = Figure.zero
            text += "\(place) 0"
            for figure in figures {
                sum = sum + figure
                text += " " + sum.text()
            }
            text += "\n"
        }
        return text + "END\n"
    }

    /// Round steps, at most five of them, and the last above or at the largest.
    static func scale(_ largest: Figure) -> (step: Figure, top: Figure) {
        var size: Int128 = 1_000_000
        while true {
            for factor: Int128 in [1, 2, 5] {
                let step = size * factor
                let steps = (largest.millionths + step - 1) / step
                if steps <= 5 { return (Figure(millionths: step), Figure(millionths: step * max(1, steps))) }
            }
            size *= 10
        }
    }

    /// Digits in groups of three, with narrow blanks between them.
    static func readable(_ figure: Figure, _ minorDigits: Int) -> String {
        grouped(figure.text(minimumFractionDigits: minorDigits))
    }

    /// A number with its digits in groups of three, from five digits on; a sign before them and words behind stay.
    static func grouped(_ text: String) -> String {
        let sign = text.prefix { !$0.isNumber }
        let whole = text.dropFirst(sign.count).prefix { $0.isNumber }
        guard whole.count > 4 else { return text }
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped += "\u{202F}" }
            grouped.append(digit)
        }
        return sign + grouped + text.dropFirst(sign.count + whole.count)
    }

    private static func thousandths(_ part: Int, of whole: Int) -> String {
        let value = min(999, max(1, part * 1000 / whole))
        return "0." + String(repeating: "0", count: 3 - String(value).count) + String(value)
    }

    private static func hexadecimal(_ series: Int) -> String {
        series < 14 ? "0" + String(series + 2, radix: 16) : "0f"
    }
}

extension ChartDrawing {
    /// The picture: of gnuplot's drawing the bars, the lines of the grid and the places of words, and nothing else.
    ///
    /// Nil when it has no bar in it.
    func finished(_ drawing: String, for medium: Medium = .screen, name: String = "") -> String? {
        var shapes = ""
        var anchor = ""
        var bars = 0
        for line in drawing.split(separator: "\n") {
            if line.contains("class=\"gridline\""), let path = Self.value("d='", "'", line) {
                shapes += "<path class=\"grid\" d=\"\(Self.geometry(path))\"/>\n"
            } else if line.contains("<polygon"), let points = Self.value("points = '", "'", line),
                let colour = Self.value("rgb(", ")", line)
            {
                let series = Int(colour.split(separator: ",").last.map { $0.filter(\.isNumber) } ?? "") ?? 2
                shapes += "<polygon class=\"series-\(series - 1)\" points=\"\(Self.geometry(points))\"/>\n"
                bars += 1
            } else if let place = Self.value("translate(", ")", line) {
                let end = Self.value("text-anchor=\"", "\"", line) ?? ""
                let numbers = place.split(separator: ",").map { Self.geometry(String($0)) }
                guard numbers.count == 2 else { continue }
                anchor =
                    "x=\"\(numbers[0])\" y=\"\(numbers[1])\" text-anchor=\"\(["end", "middle"].contains(end) ? end : "start")\""
            } else if let word = Self.value("<text>__", "__", line), let number = Int(word),
                words.indices.contains(number)
            {
                shapes += "<text \(anchor)>\(HTMLText.escaped(words[number]))</text>\n"
            }
        }
        guard bars > 0 else { return nil }
        let title = HTMLText.escaped(figures.title)
        // A page of paper takes the ratio of the sides from nothing else.
        let measures = medium == .paper ? " width=\"160mm\" height=\"\(160 * height / size.width)mm\"" : ""
        return """
            <svg class="\(size)"\(measures) viewBox="0 0 \(size.width) \(height)" role="img" aria-labelledby="\(name)\(size)-title \(name)\(size)-figures">\(medium == .paper ? Self.paperStyle : "")
            <title id="\(name)\(size)-title">\(title)</title>
            <desc id="\(name)\(size)-figures">\(HTMLText.escaped(figures.description))</desc>
            \(shapes)</svg>
            """
    }

    /// On paper a picture knows nothing of the style of its page.
    private static let paperStyle = """
        <style>text { fill: #444; font-size: 13px; font-family: "Liberation Sans", "DejaVu Sans", sans-serif } \
        .grid { fill: none; stroke: #ccc; stroke-width: 1 } \
        \(Chart.colours.enumerated().map { ".series-\($0.offset + 1) { fill: #\(hexadecimal($0.element)) }" }.joined(separator: " "))\
        </style>
        """

    private static func hexadecimal(_ colour: UInt32) -> String {
        let digits = String(colour, radix: 16)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    private static func value(_ start: String, _ end: String, _ line: Substring) -> String? {
        guard let from = line.firstRange(of: start)?.upperBound, let to = line[from...].firstRange(of: end)?.lowerBound
        else { return nil }
        return String(line[from..<to])
    }

    /// Only what coordinates are made of.
    private static func geometry(_ text: String) -> String {
        let kept = text.filter { $0.isNumber || "ML,. -".contains($0) }
        return kept.split(separator: " ").joined(separator: " ")
    }
}
