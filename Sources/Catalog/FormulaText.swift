/// Texts that spreadsheets would take for formulas, as our feeds guard them by an apostrophe and our profiles take it off.
package enum FormulaText {
    /// Whether a text begins, behind any apostrophes, with a sign that makes a formula of it.
    package static func isFormula(_ text: String) -> Bool {
        text.unicodeScalars.drop { $0 == "'" }.first.map { "=+-@\t".unicodeScalars.contains($0) } ?? false
    }
}
