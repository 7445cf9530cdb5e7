extension StringProtocol {
    /// The text without the white space at its ends.
    public var withoutBlanksAround: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
