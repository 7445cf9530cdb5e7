extension StringProtocol {
    /// The text without the white space at its ends.
    public var withoutBlanksAround: String {
        // A visible character of ASCII at either end is no blank, and is told without looking for the character's bounds.
        let ends = unicodeScalars
        if let first = ends.first, let last = ends.last, "!"..."~" ~= first, "!"..."~" ~= last { return String(self) }
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
