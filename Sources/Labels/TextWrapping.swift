/// Lines broken to a width without asking a font: letters are taken to be as wide as in a wide sans serif.
enum TextWrapping {
    /// The text in lines of at most so many thousandths of the font's height, broken at blanks where there are some.
    static func lines(_ text: String, width: Int, isBold: Bool) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            let length = self.width(of: word, isBold: isBold)
            let blank = line.isEmpty ? 0 : self.width(of: " ", isBold: isBold)
            if used + blank + length <= width {
                line += (line.isEmpty ? "" : " ") + word
                used += blank + length
                continue
            }
            if !line.isEmpty { lines.append(line) }
            (line, used) = ("", 0)
            for character in word {
                let more = self.width(of: character, isBold: isBold)
                if used + more > width, !line.isEmpty {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
                line.append(character)
                used += more
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// At most so many of the lines; what is left out is marked by an ellipsis.
    static func cut(_ lines: [String], to count: Int) -> [String] {
        guard lines.count > count, count > 0 else { return Array(lines.prefix(max(0, count))) }
        var kept = Array(lines.prefix(count))
        kept[count - 1] = String(kept[count - 1].dropLast(2)) + "…"
        return kept
    }

    private static func width(of text: some StringProtocol, isBold: Bool) -> Int {
        text.reduce(0) { $0 + width(of: $1, isBold: isBold) }
    }

    private static func width(of character: Character, isBold: Bool) -> Int {
        let scalar = character.unicodeScalars.first?.value ?? 0
        let width =
            switch character {
            case "i", "j", "l", "I", "f", "t", ".", ",", ":", ";", "'", "|", "!", " ", "-", "(", ")", "/": 420
            case "m", "w", "M", "W", "%", "@": 1000
            case _ where (0x2E80...0xFFDC).contains(scalar) || scalar >= 0x1F000: 1000
            case _ where character.isUppercase: 760
            default: 640
            }
        return isBold ? width * 112 / 100 : width
    }
}
