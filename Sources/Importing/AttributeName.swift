/// Names of features as suppliers write them, made comparable.
enum AttributeName {
    /// The name in lower case without a unit in brackets, a colon or blanks around it: `Länge (mm):` is `länge`.
    static func folded(_ name: String) -> String {
        var text = Substring(name)
        if let bracket = text.firstIndex(where: { $0 == "(" || $0 == "[" }) { text = text[..<bracket] }
        while let last = text.last, last == ":" || last.isWhitespace { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return text.lowercased()
    }

    /// The unit in brackets behind a name, if there is one: `Länge (mm)` has `mm`.
    static func unit(in name: String) -> String? {
        guard let open = name.firstIndex(where: { $0 == "(" || $0 == "[" }),
            let close = name[open...].firstIndex(where: { $0 == ")" || $0 == "]" })
        else { return nil }
        return String(name[name.index(after: open)..<close])
    }
}
