/// Answers as tables for people.
public enum TableForm {
    /// A list as a table with a header, an object as lines of key and value with its lists as tables below.
    ///
    /// `columns` is the width of the terminal, or nil when there is none: then nothing is cut.
    public static func text(_ answer: Answer, columns: Int?) -> String {
        switch answer {
        case .list(let rows): return table(rows, columns: columns)
        case .object(let members): return card(members, columns: columns)
        default: return TerminalText.safe(answer.cell) + "\n"
        }
    }

    private static func card(_ members: [Answer.Member], columns: Int?) -> String {
        var text = ""
        let plain = members.filter { !isSection($0.value) }
        let width = plain.map { $0.key.count }.max() ?? 0
        for member in plain {
            let name = label(member.key)
            let indent = String(repeating: " ", count: width + 2)
            text += name + indent.dropFirst(name.count)
            text += lines(of: member.value).map(TerminalText.safe).joined(separator: "\n" + indent) + "\n"
        }
        for member in members where isSection(member.value) {
            text += "\n" + label(member.key) + "\n"
            switch member.value {
            case .list(let rows):
                text += rows.contains(where: hasTable) ? cards(rows, columns: columns) : table(rows, columns: columns)
            case .object: text += cards([member.value], columns: columns)
            default: break
            }
        }
        return text
    }

    /// Whether a value is shown below the plain ones: a list of objects, or an object that has one.
    private static func isSection(_ value: Answer) -> Bool {
        if case .list(let rows) = value, case .object? = rows.first { return true }
        return hasTable(value)
    }

    /// Sentences of a list stand one below the other, short words beside each other.
    private static func lines(of value: Answer) -> [String] {
        guard case .list(let elements) = value, elements.count > 1,
            elements.contains(where: { $0.cell.contains(", ") || $0.cell.count > 40 })
        else { return [value.cell] }
        return elements.map(\.cell)
    }

    private static func hasTable(_ row: Answer) -> Bool {
        guard case .object(let members) = row else { return false }
        return members.contains { member in
            if case .list(let rows) = member.value, case .object? = rows.first { return true }
            return false
        }
    }

    private static func cards(_ rows: [Answer], columns: Int?) -> String {
        rows.map { row in
            guard case .object(let members) = row else { return "" }
            let lines = card(members, columns: columns.map { $0 - 2 }).split(
                separator: "\n", omittingEmptySubsequences: false)
            return lines.map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func label(_ key: String) -> String {
        String(key.map { $0 == "_" ? " " : $0 })
    }

    private static func table(_ rows: [Answer], columns: Int?) -> String {
        guard case .object(let first)? = rows.first else {
            return rows.map { TerminalText.safe($0.cell) + "\n" }.joined()
        }
        let keys = first.map(\.key)
        let cells = rows.map { row in
            guard case .object(let members) = row else { return [TerminalText.safe(row.cell)] }
            return members.map { TerminalText.safe($0.value.cell) }
        }
        var widths = keys.map { TerminalText.width(label($0)) }
        for row in cells {
            for (index, cell) in row.enumerated() where index < widths.count {
                widths[index] = max(widths[index], TerminalText.width(cell))
            }
        }
        if let columns { shrink(&widths, keys, to: columns) }
        let numeric = keys.indices.map { index in
            rows.allSatisfy { row in
                guard case .object(let members) = row, index < members.count else { return false }
                return members[index].value == .null || members[index].value.isNumeric
            }
        }
        var text = line(keys.map(label), widths, numeric)
        text += line(widths.map { String(repeating: "─", count: $0) }, widths, numeric)
        for row in cells { text += line(row, widths, numeric) }
        return text
    }

    private static func line(_ cells: [String], _ widths: [Int], _ numeric: [Bool]) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() where index < widths.count {
            let fitted = TerminalText.fitted(cell, to: widths[index])
            let padding = String(repeating: " ", count: max(0, widths[index] - TerminalText.width(fitted)))
            if index > 0 { text += "  " }
            text += numeric[index] ? padding + fitted : fitted + padding
        }
        while text.last == " " { text.removeLast() }
        return text + "\n"
    }

    /// Keys by which a person goes on are cut last.
    private static let whole: Set<String> = ["sku", "part_number", "code", "run", "supplier", "material", "shape"]

    /// Takes columns from the widest that is no key until the line fits, but never below eight.
    private static func shrink(_ widths: inout [Int], _ keys: [String], to columns: Int) {
        var total = widths.reduce(0, +) + 2 * max(0, widths.count - 1)
        let others = widths.indices.filter { $0 > 0 && !whole.contains(keys[$0]) }
        // Where even that is not enough, as on a narrow terminal, keys have to give way too.
        for candidates in [others, Array(widths.indices)] {
            while total > columns, let widest = candidates.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8 {
                widths[widest] -= 1
                total -= 1
            }
        }
    }
}
